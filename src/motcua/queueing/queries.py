"""Who waits in the hall, in which order, who was called last, what does a desk offer today?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from motcua.core.moments import local_day
from motcua.organisation.models import in_force
from motcua.queueing.lines import (
    hall_rule_on,
    offer_of,
    open_duties,
    order_rule_of,
    order_rule_on,
    waiting_at,
)
from motcua.queueing.models import HallApproval, ServiceGroup, Ticket, TicketEvent
from motcua.queueing.order_rules import (
    CounterOffer,
    OrderRule,
    Waiting,
    is_callable,
    place_of,
    positions,
)
from motcua.queueing.terms import HallService, PriorityReason, TicketAct, TicketState

__all__ = [
    "LastCall",
    "Line",
    "LineTicket",
    "ahead_of",
    "approved",
    "group_for",
    "groups_on",
    "groups_without_counter",
    "hall_rule_on",
    "last_calls",
    "line",
    "order_rule_of",
    "ticket_by_public_id",
]


@dataclass(frozen=True, slots=True)
class LineTicket:
    """A ticket in line. `ahead`: how many are called before it; `callable_from`: the slot of a booked one to come."""

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
    """A call as displays and voice need it: no name. `event`: id of the event, growing; `counter`: its number;
    `state`: of the ticket now."""

    event: int
    code: str
    counter: int
    at: datetime
    again: bool
    state: TicketState


def line(desk_id: int, now: datetime) -> Line:
    """Who waits, in the published order; three questions, however many wait."""
    day = local_day(now)
    rule = order_rule_on(desk_id, day)
    rows = {
        one.pk: one
        for one in Ticket.objects.filter(desk_id=desk_id, day=day, state=TicketState.WAITING)
        .select_related("group")
        .defer("phone", "secret")
    }
    waiting = [_waiting(one) for one in rows.values()]
    before = positions(waiting, now, rule, [offer_of(one) for one in open_duties(desk_id, now)])
    ordered = sorted(waiting, key=lambda one: place_of(one, rule, CounterOffer()))
    found = (_line_ticket(rows[one.ticket], one, before[one.ticket], now, rule) for one in ordered)
    return Line(desk_id, now, tuple(found))


def _waiting(ticket: Ticket) -> Waiting:
    return Waiting(
        ticket=ticket.pk,
        group=ticket.group_id,
        since=ticket.in_line_since,
        priority=PriorityReason(ticket.priority) if ticket.priority else None,
        slot=ticket.slot_from,
        only_at=ticket.wanted_counter_id,
    )


def _line_ticket(ticket: Ticket, one: Waiting, ahead: int, now: datetime, rule: OrderRule) -> LineTicket:
    return LineTicket(
        id=ticket.pk,
        public_id=ticket.public_id,
        code=ticket.code,
        group=ticket.group_id,
        letter=ticket.group.letter,
        priority=one.priority,
        confirmed=ticket.priority_confirmed,
        issued_at=ticket.issued_at,
        since=ticket.in_line_since,
        callable_from=None if is_callable(one, now, rule) else one.slot,
        ahead=ahead,
    )


def ahead_of(ticket: Ticket, now: datetime) -> int | None:
    """How many are called before a waiting ticket; None where it does not wait today."""
    day = local_day(now)
    if ticket.state != TicketState.WAITING or ticket.day != day:
        return None
    offers = [offer_of(one) for one in open_duties(ticket.desk_id, now)]
    before = positions(waiting_at(ticket.desk_id, day), now, order_rule_on(ticket.desk_id, day), offers)
    return before.get(ticket.pk)


def last_calls(desk_id: int, now: datetime, n: int = 6) -> list[LastCall]:
    """The last calls of today, the newest first; a ticket called again stands once, as its newest call."""
    calls = TicketEvent.objects.filter(
        act__in=[TicketAct.CALL, TicketAct.RECALL], ticket__desk_id=desk_id, ticket__day=local_day(now)
    )
    # Twice as many and some more: recalls of one ticket stand once.
    newest = list(calls.select_related("ticket", "counter").order_by("-id")[: 2 * n + 10])
    found: dict[int, LastCall] = {}
    for event in newest:
        if event.ticket_id not in found and event.counter is not None:
            found[event.ticket_id] = LastCall(
                event=event.pk,
                code=event.ticket.code,
                counter=event.counter.number,
                at=event.at,
                again=event.act == TicketAct.RECALL,
                state=TicketState(event.ticket.state),
            )
    return list(found.values())[:n]


def ticket_by_public_id(public_id: str) -> Ticket | None:
    """The ticket of an address; with its group, desk and counter."""
    if not public_id or len(public_id) > 16 or "\x00" in public_id:
        return None
    found = Ticket.objects.select_related("group", "desk__unit", "counter", "wanted_counter")
    return found.filter(public_id=public_id).first()


def groups_on(desk_id: int, day: date) -> list[ServiceGroup]:
    """The groups of services that a desk offers that day, in their order."""
    return list(ServiceGroup.objects.filter(in_force(day), desk_id=desk_id).order_by("position", "letter"))


def group_for(groups: Iterable[ServiceGroup], procedure: str, field: str) -> ServiceGroup | None:
    """Which group serves a procedure: the one that names it, else its field, else the one that takes anything."""
    listed = list(groups)
    named = [one for one in listed if procedure in one.procedures]
    in_field = [one for one in listed if field in one.fields]
    anything = [one for one in listed if not one.procedures and not one.fields]
    return next(iter([*named, *in_field, *anything]), None)


def groups_without_counter(desk_id: int, now: datetime) -> list[ServiceGroup]:
    """Groups for which somebody waits and no open counter calls: the head has to open one."""
    waiting = {one.group for one in waiting_at(desk_id, local_day(now)) if one.only_at is None}
    offers = [offer_of(one) for one in open_duties(desk_id, now)]
    unserved = {
        group for group in waiting if not any(not one.groups or group in one.groups for one in offers)
    }
    return [one for one in groups_on(desk_id, local_day(now)) if one.pk in unserved]


def approved(desk_id: int, what: HallService, day: date) -> bool:
    """Whether a recorded decision switches this on for the desk that day."""
    return HallApproval.objects.filter(Q(desk_id=desk_id, what=what.value) & in_force(day)).exists()
