"""By which rule does a desk count as digitising? Stated with its reason; every rule stays on record (R-083)."""

from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.dossiers.models import DigitisationRule
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note
from motcua.programmes.policies import why_not_keep, why_not_stated

MOST_DOSSIERS = 100_000


@transaction.atomic
def state_rule(
    *, unit_id: str, share: int, least: int, valid_from: date, reason: str, actor: Actor, at: datetime
) -> DigitisationRule:
    """For the unit and those below it without a rule of their own, from that day on.

    Refused: `no_role`, `other_unit`, `text_missing`, `share_wrong`, `least_wrong`, `rule_backwards`.
    """
    said = clean_line(reason, 1000, field="reason", what="Lý do")
    refuse_if(why_not_keep(actor, unit_id) or why_not_stated(said, field="reason", what="lý do"))
    if not 1 <= share <= 100:
        raise refuse("share_wrong", "Tỷ lệ phải từ 1 đến 100 phần trăm. Hãy ghi lại.", field="share")
    if not 1 <= least <= MOST_DOSSIERS:
        raise refuse("least_wrong", "Số hồ sơ tối thiểu phải từ 1. Hãy ghi lại.", field="least")
    if valid_from < local_day(at):
        raise refuse(
            "rule_backwards",
            "Quy tắc mới không áp dụng ngược về trước hôm nay; số liệu đã báo cáo giữ nguyên. Hãy chọn từ hôm nay.",
            field="valid_from",
        )
    detail = {"share": share, "least": least, "from": valid_from.isoformat(), "reason": said}
    note(actor, at, "digitisation_rule", unit_id, detail)
    return DigitisationRule.objects.create(
        unit_id=unit_id, valid_from=valid_from, share=share, least=least, reason=said,
        stated_by_id=actor.person_id, stated_by_name=actor.name, stated_at=at,
    )  # fmt: skip
