"""Who waits in the hall, in which order, who was called last, what does a desk offer today?"""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.queueing.models import HallRule, ServiceGroup, Ticket
from motcua.queueing.order_rules import OrderRule
from motcua.queueing.terms import HallService, PriorityReason, TicketState


@dataclass(frozen=True, slots=True)
class LineTicket:
    """A ticket in line. `ahead`: how many of its group are before it; `callable_from`: the slot of a booked one."""

    id: int
    public_id: str
    code: str
    group: int
    letter: str
    priority: PriorityReason | None
    confirmed: bool
    issued_at: datetime
    since: datetime
    callable_from: datetime | None
    ahead: int


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits at a desk now, in the published order."""

    desk_id: int
    at: datetime
    waiting: tuple[LineTicket, ...]


@dataclass(frozen=True, slots=True)
class LastCall:
    """A call as displays and voice need it: no name. `event`: id of the event, growing; `counter`: its number."""

    event: int
    code: str
    counter: int
    at: datetime
    again: bool
    state: TicketState


def line(desk_id: int, now: datetime) -> Line:
    """Who waits, in the published order, in two questions."""
    raise NotImplementedError


def ahead_of(ticket: Ticket, now: datetime) -> int | None:
    """How many of its group are before a waiting ticket; None where it does not wait."""
    raise NotImplementedError


def last_calls(desk_id: int, now: datetime, n: int = 6) -> list[LastCall]:
    """The last calls of today, the newest first."""
    raise NotImplementedError


def ticket_by_public_id(public_id: str) -> Ticket | None:
    """The ticket of an address; with its group, desk and counter."""
    raise NotImplementedError


def groups_on(desk_id: int, day: date) -> list[ServiceGroup]:
    """The groups of services that a desk offers that day, in their order."""
    raise NotImplementedError


def hall_rule_on(desk_id: int, day: date) -> HallRule:
    """The rule of the desk in force that day, else the default (not stored)."""
    raise NotImplementedError


def order_rule_of(rule: HallRule) -> OrderRule:
    """Its numbers as the pure rule takes them."""
    raise NotImplementedError


def approved(desk_id: int, what: HallService, day: date) -> bool:
    """Whether a recorded decision switches this on for the desk that day."""
    raise NotImplementedError
