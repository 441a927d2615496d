"""What else has to be told, that is no step: money from afar, a paper in a store, who may act for a person."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.applicants.codes import TOLD_TOPIC
from motcua.applicants.models import Account, Mandate, Representation
from motcua.applicants.terms import RepresentationState
from motcua.core.models import OutboxMessage
from motcua.dossiers.models import Dossier
from motcua.dossiers.store import STORED_TOPIC
from motcua.dossiers.terms import ReturnChannel
from motcua.notices.actions.of_dossiers import Round, notices_about
from motcua.notices.actions.telling import tell
from motcua.notices.actions.writing import keep, templates_in_force
from motcua.notices.models import Notice
from motcua.notices.terms import NoticeChannel, NoticeEvent, Weight
from motcua.payments.terms import OUTBOX_TOPIC as PAYMENT_TOPIC

BATCH = 200
_TOPICS = (PAYMENT_TOPIC, STORED_TOPIC, TOLD_TOPIC)
_YOURSELF = "ông/bà"
# A replacement went into the store where the result before it lies.
_IN_STORE = (NoticeEvent.RETURNED, {"channel": ReturnChannel.ONLINE.value})


@transaction.atomic
def plan_others(*, at: datetime, site: str, open_ways: Collection[NoticeChannel]) -> int:
    """Read those rows of the outbox and write the notices; how many are new. Safe to run twice."""
    waiting = OutboxMessage.objects.filter(topic__in=_TOPICS, delivered_at__isnull=True)
    rows = list(waiting.order_by("id").select_for_update(skip_locked=True)[:BATCH])
    during, planned = Round(at, site, open_ways, templates_in_force()), 0
    if not during.templates:
        return 0
    for row in rows:
        if row.topic == PAYMENT_TOPIC:
            planned += keep(_paid(row, during))
        elif row.topic == STORED_TOPIC:
            planned += keep(_told(row, *_IN_STORE, during))
        else:
            planned += _authorised(row, at)
    OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(delivered_at=at)
    return planned


def _paid(row: OutboxMessage, during: Round) -> list[Notice]:
    """Whoever paid from afar hears that it came; what else happens to money is said on its page."""
    if row.payload.get("event") != "received":
        return []
    return _told(row, NoticeEvent.PAID, {}, during)


def _told(row: OutboxMessage, event: NoticeEvent, said: Mapping[str, str], during: Round) -> list[Notice]:
    """The people of the row's dossier hear of it; `said`: what was said of it."""
    known = Dossier.objects.filter(Q(code=row.key) | Q(filing_number=row.key))
    dossier = known.select_related("version", "unit", "one_stop_unit").first()
    if dossier is None:
        return []
    return notices_about(dossier, (event, Weight.USUAL), said, source=f"outbox:{row.pk}", during=during)


def _authorised(row: OutboxMessage, at: datetime) -> int:
    """Somebody may act for a person: the person hears of it. For an organisation: whoever may now."""
    said, source = row.payload, f"outbox:{row.pk}"
    if said.get("what") == "mandate":
        made = Mandate.objects.filter(pk=said.get("mandate")).first()
        if made is None or not (made.phone or made.email):
            return 0
        values = {"organisation": _YOURSELF}
        return tell(
            event=NoticeEvent.AUTHORISED,
            source=source,
            actor=None,
            at=at,
            phone=made.phone,
            email=made.email,
            values=values,
        )
    confirmed = said.get("state") == RepresentationState.CONFIRMED
    account = Account.objects.filter(pk=said.get("account")).first()
    newest = Representation.objects.filter(account=account, state=RepresentationState.CONFIRMED)
    held = newest.order_by("-decided_at", "-pk").first()
    if said.get("what") != "representation" or not confirmed or account is None or held is None:
        return 0
    values = {"organisation": held.name}
    return tell(
        event=NoticeEvent.AUTHORISED, source=source, actor=None, at=at, account=account, values=values
    )
