"""Whose filing in preparation goes soon? Its account is told some days before, once for each draft."""

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from motcua.applicants.queries import open_account
from motcua.core.moments import local_day
from motcua.documents.wording import day_text
from motcua.dossiers.models import Draft
from motcua.dossiers.online.drafts import ending_soon, kept_until
from motcua.notices.actions.telling import tell
from motcua.notices.models import Notice
from motcua.notices.terms import NoticeEvent, Weight

PAGE = "/tai-khoan/dang-soan/"
MOST_A_RUN = 1000


def plan_drafts(*, at: datetime) -> int:
    """Tell whose drafts go soon; how many notices are new. Safe to run twice.

    Who went on after being told is not told of the same draft again, whatever ways they chose meanwhile.
    """
    told = Notice.objects.filter(
        source=Concat(Value("draft:"), Cast(OuterRef("pk"), CharField()), Value(":ends"))
    )
    return sum(_tell(one, at) for one in ending_soon(at).exclude(Exists(told))[:MOST_A_RUN])


def _tell(draft: Draft, at: datetime) -> int:
    account = open_account(draft.account_id) if draft.account_id is not None else None
    if account is None:
        return 0
    until = kept_until(draft)
    return tell(
        event=NoticeEvent.RIGHTS,
        source=_source(draft),
        actor=None,
        at=at,
        account=account,
        values={"news": will_go(until)},
        subject=draft.number,
        unit_id=draft.unit_id,
        page=PAGE,
        weight=Weight.USUAL,
        until=until,
    )


def will_go(until: datetime) -> str:
    """As said of a draft that is kept until then: at most 80 letters, nothing of the person or the procedure."""
    day = day_text(local_day(until))
    return f"Hồ sơ đang soạn sẽ bị xóa từ {day} nếu ông/bà không soạn tiếp."


def _source(draft: Draft) -> str:
    return f"draft:{draft.pk}:ends"
