"""Many at once: nobody is called twice, no number is given twice or left out."""

from collections import Counter as Tally
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from motcua.core.refusals import Refused
from motcua.organisation.actors import Actor
from motcua.organisation.models import Counter, Person, Posting, RoleGrant
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.queueing.actions.calling import call_next, call_this
from motcua.queueing.actions.counters import close_counter, open_counter
from motcua.queueing.actions.issuing import Offline, issue
from motcua.queueing.actions.serving import finish, start
from motcua.queueing.models import CounterDuty, Ticket, TicketEvent, TicketSeries
from motcua.queueing.terms import TicketAct, TicketChannel, TicketState
from tests.cast import Q11, at
from tests.queueing.hall import MORNING, clerk, counter, desk_of, sit_down, take, wish_of

pytestmark = pytest.mark.usefixtures("seeded_alone")
KIOSK: dict[str, Any] = {"channel": TicketChannel.KIOSK, "kiosk": "K"}


def together(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """All at the same moment; what each gave, or the code of its no."""
    gate = Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=60)
            return work()
        except Refused as no:
            return no.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as people:
        return list(people.map(one, works))


def officials(how_many: int) -> list[tuple[Actor, Counter]]:
    """So many officials, each on duty at a counter of their own."""
    desk, found = desk_of(), []
    for number in range(how_many):
        person = Person.objects.create_person(f"quay-{number}", f"Cán bộ quầy {number}", demo=True)
        day = MORNING.date()
        RoleGrant.objects.create(person=person, unit_id=Q11, role=Role.RECEIVE, valid_from=day)
        Posting.objects.create(person=person, one_stop_unit=desk, valid_from=day)
        there = Counter.objects.create(one_stop_unit=desk, number=100 + number, valid_from=day)
        actor = actor_of(person_id=person.pk, unit_id=Q11, on=day)
        assert actor is not None
        open_counter(counter_id=there.pk, actor=actor, at=MORNING)
        found.append((actor, there))
    return found


@pytest.mark.requirement("R-040")
def test_sixteen_officials_who_call_in_the_same_moment_never_get_the_same_ticket() -> None:
    for _ in range(80):
        take()
    people = officials(16)

    def five_calls(actor: Actor, there: Counter) -> list[int]:
        got = []
        for _ in range(5):
            ticket = call_next(counter_id=there.pk, actor=actor, at=MORNING)
            if ticket is not None:
                got.append(ticket.pk)
                start(public_id=ticket.public_id, actor=actor, at=MORNING)
                finish(public_id=ticket.public_id, actor=actor, at=MORNING)
        return got

    answers = together([partial(five_calls, *one) for one in people])
    calls = Tally(pk for got in answers for pk in got)
    assert set(calls.values()) == {1}
    assert len(calls) == 80
    assert TicketEvent.objects.filter(act=TicketAct.CALL).count() == 80


def test_when_more_call_than_wait_the_others_hear_that_nobody_waits() -> None:
    for _ in range(3):
        take()
    people = officials(8)
    answers = together(
        [partial(call_next, counter_id=there.pk, actor=actor, at=MORNING) for actor, there in people]
    )
    got = [ticket.pk for ticket in answers if ticket is not None]
    assert (len(got), len(set(got)), answers.count(None)) == (3, 3, 5)


def test_one_official_who_presses_next_eight_times_at_once_calls_one() -> None:
    for _ in range(8):
        take()
    there, actor = sit_down(2), clerk()
    answers = together([lambda: call_next(counter_id=there.pk, actor=actor, at=MORNING) for _ in range(8)])
    assert answers.count("counter_busy") == 7
    assert Ticket.objects.filter(state=TicketState.CALLED).count() == 1


def test_a_ticket_called_by_name_and_by_turn_at_once_goes_to_one_counter() -> None:
    ticket = take()
    (first, here), (second, there) = officials(2)
    answers = together(
        [
            lambda: call_next(counter_id=here.pk, actor=first, at=MORNING),
            lambda: call_this(
                public_id=ticket.public_id, counter_id=there.pk, reason="x", actor=second, at=MORNING
            ),
        ]
    )
    assert TicketEvent.objects.filter(act=TicketAct.CALL).count() == 1
    assert sum(isinstance(one, Ticket) for one in answers) == 1


def test_finished_twice_in_the_same_moment_it_is_finished_once() -> None:
    take()
    there, actor = sit_down(2), clerk()
    ticket = call_next(counter_id=there.pk, actor=actor, at=MORNING)
    assert ticket is not None
    start(public_id=ticket.public_id, actor=actor, at=MORNING)
    answers = together(
        [lambda: finish(public_id=ticket.public_id, actor=actor, at=MORNING) for _ in range(6)]
    )
    assert answers.count("ticket_wrong_order") == 5
    assert TicketEvent.objects.filter(act=TicketAct.FINISH).count() == 1


def test_thirty_who_take_numbers_at_once_get_numbers_without_gap_or_double() -> None:
    wishes = [wish_of("A"), wish_of("B"), wish_of("A", unit_id="hcmc.q11.p5")]
    actors = [clerk(), clerk(), clerk(unit_id="hcmc.q11.p5")]
    works = [lambda n=n: issue(wish=wishes[n % 3], actor=actors[n % 3], at=MORNING).code for n in range(30)]
    codes = together(works)
    for n, letter in ((0, "A"), (1, "B"), (2, "A")):
        assert sorted(codes[n::3]) == [f"{letter}{number:03d}" for number in range(1, 11)]
    assert sorted(TicketSeries.objects.values_list("last", flat=True)) == [10, 10, 10]


def test_a_kiosk_pressed_by_thirty_at_once_stops_at_its_bound_and_leaves_no_gap() -> None:
    wish = wish_of("A", **KIOSK)
    answers = together([lambda: issue(wish=wish, actor=None, at=MORNING).code for _ in range(30)])
    given = sorted(code for code in answers if code != "too_many_tickets")
    assert given == [f"AK{number:03d}" for number in range(1, 21)]


def test_the_same_offline_tickets_handed_in_by_two_connections_at_once_merge_once() -> None:
    printed = [Offline(f"key-{n}", n, at("2022-05-16 07:40") + timedelta(minutes=n)) for n in range(1, 11)]
    wishes = [wish_of("A", **KIOSK, offline=one) for one in printed]

    def hand_in() -> list[int]:
        return [issue(wish=wish, actor=None, at=MORNING).number for wish in wishes]

    first, second = together([hand_in, hand_in])
    assert first == second == list(range(1, 11))
    assert Ticket.objects.count() == 10


def test_one_telephone_that_asks_six_times_at_once_gets_one_ticket() -> None:
    wish = wish_of("A", channel=TicketChannel.WEB, phone="0912345678")
    answers = together([lambda: issue(wish=wish, actor=None, at=MORNING).code for _ in range(6)])
    assert sorted(answers) == ["A001", *["phone_has_ticket"] * 5]


def test_a_counter_that_closes_while_it_calls_leaves_nobody_at_a_closed_counter() -> None:
    for _ in range(4):
        take()
    for actor, there in officials(4):
        together(
            [
                lambda: call_next(counter_id=there.pk, actor=actor, at=MORNING),  # noqa: B023 - called at once
                lambda: close_counter(counter_id=there.pk, reason="hết ca", actor=actor, at=MORNING),  # noqa: B023
            ]
        )
        closed = CounterDuty.objects.filter(counter=there, closed_at__isnull=True).count() == 0
        assert closed
        assert not Ticket.objects.filter(counter=there, state=TicketState.CALLED).exists()


def test_two_officials_who_open_one_counter_at_once_one_sits_there() -> None:
    people = officials(4)
    for actor, there in people:
        close_counter(counter_id=there.pk, actor=actor, at=MORNING)
    free = counter(3)
    answers = together(
        [partial(open_counter, counter_id=free.pk, actor=actor, at=MORNING) for actor, _ in people]
    )
    assert sorted(one if isinstance(one, str) else "open" for one in answers) == [
        "counter_taken",
        "counter_taken",
        "counter_taken",
        "open",
    ]
