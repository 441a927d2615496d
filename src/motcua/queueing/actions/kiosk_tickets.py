"""How does a kiosk take a ticket once, however often it asks, and hand in those given without network? (R-027)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.core.idempotency import claim, keep
from motcua.core.refusals import Refusal, Refused, refuse_if
from motcua.organisation.allowing import note
from motcua.queueing.actions.issuing import Offline, TicketWish, issue
from motcua.queueing.kiosk_rules import moment_of, why_not_merge
from motcua.queueing.kiosks import KioskHere
from motcua.queueing.models import Ticket
from motcua.queueing.terms import PriorityReason, TicketChannel

_DONE = 201


@dataclass(frozen=True, slots=True)
class AtKiosk:
    """What somebody chose at the machine: `key` made by it, once for each ticket; groups in their order."""

    key: str
    groups: tuple[int, ...]
    priority: PriorityReason | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A ticket given without network: what was chosen, the number and code printed, when."""

    chosen: AtKiosk
    number: int
    code: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Merged:
    """One that was handed in: the ticket, or why not."""

    printed: Printed
    ticket: Ticket | None = None
    refusal: Refusal | None = None


def take_ticket(*, kiosk: KioskHere, chosen: AtKiosk, actor: None, at: datetime) -> Ticket:
    """A ticket of the kiosk's own series; asked again with the same key it is the same ticket.

    Raises Refused: what `issue` refuses.
    """
    return _once(kiosk, chosen, at, None)


def merge_printed(*, kiosk: KioskHere, printed: Sequence[Printed], actor: None, at: datetime) -> list[Merged]:
    """Take in what the kiosk gave without network, the earliest first; each counts once, each no is named and kept."""
    ordered = sorted(printed, key=lambda one: (one.issued_at, one.number))
    return [_merged(kiosk, one, at) for one in ordered]


def _merged(kiosk: KioskHere, one: Printed, at: datetime) -> Merged:
    try:
        refuse_if(why_not_merge(one.issued_at, at))
        offline = Offline(one.chosen.key, one.number, moment_of(one.issued_at, at))
        return Merged(one, ticket=_once(kiosk, one.chosen, at, offline))
    except Refused as refused:
        said = {"code": one.code, "why": refused.refusal.code, "printed_at": one.issued_at.isoformat()}
        note(None, at, kiosk.unit_id, "refuse_printed_ticket", kiosk.mark, **said)
        return Merged(one, refusal=refused.refusal)


@transaction.atomic
def _once(kiosk: KioskHere, chosen: AtKiosk, at: datetime, offline: Offline | None) -> Ticket:
    owner = f"kiosk:{kiosk.id}"
    known = claim(owner=owner, key=chosen.key, request_hash=kiosk.mark, at=at)
    if known is not None:
        return Ticket.objects.get(pk=known.body)
    wish = TicketWish(
        desk_id=kiosk.desk_id,
        groups=chosen.groups,
        channel=TicketChannel.KIOSK,
        priority=chosen.priority,
        age=chosen.age,
        kiosk=kiosk.mark,
        offline=offline,
    )
    ticket = issue(wish=wish, actor=None, at=at)
    keep(owner=owner, key=chosen.key, status=_DONE, body=ticket.pk)
    return ticket
