"""How is a ticket issued? The next number of its series, with its services, in one transaction (R-038)."""

from dataclasses import dataclass
from datetime import datetime

from motcua.organisation.actors import Actor
from motcua.queueing.models import Ticket
from motcua.queueing.terms import PriorityReason, TicketChannel


@dataclass(frozen=True, slots=True)
class Offline:
    """A ticket that a kiosk gave without network: its key (made by the kiosk, once for each ticket), the number
    printed, the moment printed.
    """

    key: str
    number: int
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class TicketWish:
    """What somebody who comes asks for: `groups` are ids of ServiceGroup of the desk, in the order wished.

    `age` where a card was read: it decides about ELDERLY and is not kept. `kiosk`: the mark of the kiosk (channel
    KIOSK). `slot`: from and to, of an appointment whose holder has come. `source`: whoever takes tickets on the web,
    as a keyed hash, for the bound on tickets in a minute.
    """

    desk_id: int
    groups: tuple[int, ...]
    channel: TicketChannel
    priority: PriorityReason | None = None
    age: int | None = None
    phone: str = ""
    kiosk: str = ""
    slot: tuple[datetime, datetime] | None = None
    offline: Offline | None = None


def issue(*, wish: TicketWish, actor: Actor | None, at: datetime) -> Ticket:
    """Issue a ticket; `actor` None: the person themself at a kiosk, on the web, or by an appointment.

    Raises Refused: desk_unknown, group_unknown, group_missing, hall_closed, day_off, service_not_approved,
    kiosk_unknown, too_many_tickets, not_elderly, phone_wrong, no_role, not_posted.
    """
    raise NotImplementedError
