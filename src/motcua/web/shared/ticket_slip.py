"""What stands on a ticket's slip, at the reception and at the kiosk? Number, who is before, the way to follow it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from motcua.core.moments import local, local_day
from motcua.documents.qr_codes import qr_svg
from motcua.organisation.queries import desk_name
from motcua.queueing.measured import estimated
from motcua.queueing.models import Ticket
from motcua.queueing.queries import ahead_of
from motcua.queueing.terms import REASON_LABELS, PriorityReason


@dataclass(frozen=True, slots=True)
class Slip:
    """In words; `ahead` None where the ticket no longer waits. No name, no telephone number."""

    code: str
    desk: str
    services: tuple[str, ...]
    priority: str
    slot: str
    ahead: int | None
    estimate: str
    issued: datetime
    secret: str
    drawing: SafeString


def slip_of(ticket: Ticket, *, address: str, now: datetime) -> Slip:
    """The slip as it is printed now; `address` is the public page of the number."""
    ahead = ahead_of(ticket, now)
    found = (
        estimated(desk_id=ticket.desk_id, group_id=ticket.group_id, ahead=ahead, now=now)
        if ahead is not None
        else None
    )
    return Slip(
        code=ticket.code,
        desk=f"{desk_name(ticket.desk, local_day(now))} {ticket.desk.unit.name}",
        services=services_words(ticket),
        priority=REASON_LABELS[PriorityReason(ticket.priority)] if ticket.priority else "",
        slot=f"{local(ticket.slot_from):%H:%M}" if ticket.slot_from else "",
        ahead=ahead,
        estimate=found.words if found else "",
        issued=ticket.issued_at,
        secret=secret_words(ticket.secret),
        drawing=qr_drawing(address),
    )


def services_words(ticket: Ticket) -> tuple[str, ...]:
    """What the person came for."""
    return tuple(row.group.name for row in ticket.services.select_related("group"))


def secret_words(secret: str) -> str:
    """The secret in fours, as somebody reads and types it."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


def qr_drawing(address: str) -> SafeString:
    """The code of an address; the drawing holds numbers only, never the payload as text."""
    return mark_safe(qr_svg(address))
