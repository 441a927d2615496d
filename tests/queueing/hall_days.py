"""What happened to a visitor of the hall, written down as events at exact moments: `visited(desk, "09:00", call=…)`."""

import secrets
from datetime import date, datetime, timedelta

from motcua.core.moments import VN, local_day
from motcua.organisation.models import OneStopUnit
from motcua.queueing.models import ServiceGroup, Ticket, TicketEvent
from motcua.queueing.terms import TicketAct, TicketChannel, TicketState

A, S = TicketAct, TicketState
LEADS_TO = {
    A.ISSUE: S.WAITING,
    A.CALL: S.CALLED,
    A.RECALL: S.CALLED,
    A.START: S.SERVING,
    A.HOLD: S.ON_HOLD,
    A.RESUME: S.SERVING,
    A.MISS: S.MISSED,
    A.REINSERT: S.WAITING,
    A.TRANSFER: S.WAITING,
    A.FINISH: S.FINISHED,
    A.LEAVE: S.LEFT,
}
MONDAY = date(2022, 5, 16)


def desk_of_unit(unit_id: str) -> OneStopUnit:
    """The desk of a unit."""
    return OneStopUnit.objects.select_related("unit").get(unit_id=unit_id)


def group_of(desk: OneStopUnit) -> ServiceGroup:
    """A group of services that takes anything; the letter lies outside those of the demonstration."""
    found, _ = ServiceGroup.objects.get_or_create(
        desk=desk, letter="Z", valid_to=None, defaults={"name": "Khác", "valid_from": date(2020, 1, 1)}
    )
    return found


def moment(clock: str, day: date = MONDAY) -> datetime:
    """`09:00:02.5` of the day; `+1 00:10` is ten past midnight after it."""
    if clock.startswith("+1 "):
        day, clock = day + timedelta(days=1), clock[3:]
    return datetime.fromisoformat(f"{day.isoformat()} {clock}").replace(tzinfo=VN)


def visited(
    desk: OneStopUnit,
    *happened: tuple[TicketAct, str],
    day: date = MONDAY,
    slot: str = "",
    priority: str = "",
) -> Ticket:
    """A ticket with its events in order, (act, clock); the first is ISSUE. `slot`: a booking of half an hour."""
    group = group_of(desk)
    number = Ticket.objects.filter(desk=desk, day=day, series="Z").count() + 1
    events = [(act, moment(clock, day)) for act, clock in happened]
    assert events[0][0] is A.ISSUE
    state = S.WAITING
    ticket = Ticket.objects.create(
        public_id=secrets.token_hex(8),
        desk=desk,
        day=local_day(events[0][1]),
        series="Z",
        number=number,
        code=f"Z{number:03d}",
        priority=priority,
        channel=TicketChannel.APPOINTMENT if slot else TicketChannel.DESK,
        secret="0",
        issued_at=events[0][1],
        in_line_since=events[0][1],
        state=S.WAITING,
        group=group,
        slot_from=moment(slot, day) if slot else None,
        slot_to=moment(slot, day) + timedelta(minutes=30) if slot else None,
        event_count=len(events),
        last_at=events[-1][1],
    )
    for seq, (act, at) in enumerate(events, start=1):
        state = LEADS_TO.get(act, state)
        TicketEvent.objects.create(ticket=ticket, seq=seq, act=act, state=state, at=at, group=group)
    if state in {S.FINISHED, S.LEFT, S.WAITING, S.MISSED, S.ON_HOLD}:
        Ticket.objects.filter(pk=ticket.pk).update(state=state)
    return ticket


def served(desk: OneStopUnit, came: str, called: str, done: str, day: date = MONDAY) -> Ticket:
    """The plain visit: a number, a call, served."""
    return visited(desk, (A.ISSUE, came), (A.CALL, called), (A.START, called), (A.FINISH, done), day=day)
