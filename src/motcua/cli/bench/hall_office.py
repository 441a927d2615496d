"""A province's halls for the bench: desks with twenty counters each, an official at every counter, people in line."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.core.models import OutboxMessage
from motcua.core.moments import local_day
from motcua.organisation.actions.tokens import issue_token
from motcua.organisation.actors import Actor
from motcua.organisation.models import Counter, OneStopUnit, Person, Posting, RoleGrant, in_force
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.queueing.models import CounterDuty, ServiceGroup, Ticket, TicketEvent, TicketSeries
from motcua.queueing.terms import TICKET_TOPIC, TicketAct, TicketChannel, TicketState

AT_A_DESK = 20
_FIRST_COUNTER, _SERIES = 501, "Y"


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody at an open counter, with a key for the interface."""

    desk_id: int
    counter_id: int
    actor: Actor
    token: str


def officials(many: int, at: datetime) -> list[Official]:
    """So many, twenty at a desk; each sits at a counter that serves everything."""
    day = local_day(at)
    desks = list(OneStopUnit.objects.filter(in_force(day)).select_related("unit").order_by("pk"))
    return [_official(desks[number // AT_A_DESK], number, at) for number in range(many)]


def line_up(desk_id: int, many: int, at: datetime) -> None:
    """So many people who took a number one after the other; written at once, as the act would have written them."""
    desk, day = OneStopUnit.objects.get(pk=desk_id), local_day(at)
    group = _group(desk, at)
    taken = Ticket.objects.filter(desk=desk, day=day, series=_SERIES).count()
    tickets = Ticket.objects.bulk_create(
        Ticket(
            public_id=secrets.token_hex(8),
            desk=desk,
            day=day,
            series=_SERIES,
            number=taken + place,
            code=f"{_SERIES}{taken + place:03d}",
            channel=TicketChannel.DESK,
            secret="0",
            issued_at=at + timedelta(milliseconds=place),
            in_line_since=at + timedelta(milliseconds=place),
            state=TicketState.WAITING,
            group=group,
            event_count=1,
            last_at=at + timedelta(milliseconds=place),
        )
        for place in range(1, many + 1)
    )
    _as_the_act_writes(tickets, taken + many)


def _as_the_act_writes(tickets: list[Ticket], last: int) -> None:
    """Series, first events and outbox rows of tickets."""
    one = tickets[0]
    TicketSeries.objects.update_or_create(desk=one.desk, day=one.day, series=_SERIES, defaults={"last": last})
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            topic=TICKET_TOPIC,
            key=ticket.public_id,
            payload={"act": "issue", "seq": 1},
            created_at=ticket.issued_at,
        )
        for ticket in tickets
    )
    TicketEvent.objects.bulk_create(
        TicketEvent(
            ticket=ticket,
            seq=1,
            act=TicketAct.ISSUE,
            state=TicketState.WAITING,
            at=ticket.issued_at,
            group=ticket.group,
        )
        for ticket in tickets
    )


def _group(desk: OneStopUnit, at: datetime) -> ServiceGroup:
    found, _ = ServiceGroup.objects.get_or_create(
        desk=desk, letter=_SERIES, valid_to=None, defaults={"name": "Mọi việc", "valid_from": local_day(at)}
    )
    return found


def _official(desk: OneStopUnit, number: int, at: datetime) -> Official:
    day, unit = local_day(at), desk.unit
    name = f"Người Trực Quầy {number}"
    person = Person.objects.create(username=f"bench-{number}", full_name=name)
    RoleGrant.objects.create(person=person, unit=unit, role=Role.RECEIVE, valid_from=day)
    Posting.objects.create(person=person, one_stop_unit=desk, valid_from=day)
    counter = Counter.objects.create(
        one_stop_unit=desk, number=_FIRST_COUNTER + number % AT_A_DESK, valid_from=day
    )
    CounterDuty.objects.create(counter=counter, official=person, opened_at=at)
    actor = actor_of(person_id=person.pk, unit_id=unit.pk, on=day)
    if actor is None:
        raise LookupError(f"nobody may act in {unit.pk}")
    token = issue_token(
        person=person, unit=unit, roles=[Role.RECEIVE], actor=None, at=at, name=f"bench {number}"
    )
    return Official(desk.pk, counter.pk, actor, token)
