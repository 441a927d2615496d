"""The published order: priority, bookings, the others, each by time; and a bound that holds for everybody."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.queueing.order_rules import (
    ANY_COUNTER,
    CounterOffer,
    OrderRule,
    Waiting,
    in_order,
    next_of,
    positions,
    published_rule,
)
from motcua.queueing.terms import PriorityReason, Why
from tests.cast import at

RULE = OrderRule()
EIGHT = at("2022-05-16 08:00")
OLD = PriorityReason.ELDERLY


def minute(n: float) -> datetime:
    """So many minutes after eight."""
    return EIGHT + timedelta(minutes=n)


def one(ticket: int, came: float, **more: Any) -> Waiting:
    """Somebody of group 1 who came so many minutes after eight."""
    said: dict[str, Any] = {"ticket": ticket, "group": 1, "since": minute(came)}
    return Waiting(**(said | more))


def called(waiting: Sequence[Waiting], now: float, **more: Any) -> list[int]:
    """The tickets in the order of calling."""
    return [found.ticket for found in in_order(waiting, minute(now), RULE, **more)]


@pytest.mark.requirement("R-040")
def test_priority_goes_first_by_arrival_then_the_others_by_arrival() -> None:
    line = [one(1, 0), one(2, 5), one(3, 10, priority=OLD), one(4, 12), one(5, 14, priority=OLD)]
    assert called(line, 15) == [3, 5, 1, 2, 4]


@pytest.mark.requirement("R-040")
def test_nobody_is_counted_twice_and_priority_keeps_its_own_order_whatever_the_reason() -> None:
    line = [one(n, n, priority=reason) for n, reason in enumerate(PriorityReason)]
    assert called(line, 30) == [0, 1, 2, 3, 4]


@pytest.mark.requirement("R-041")
def test_a_booked_ticket_is_callable_from_its_slot_on_and_then_before_the_others() -> None:
    line = [one(1, 0), one(2, 2, slot=minute(20))]
    assert called(line, 19.9) == [1]
    assert called(line, 20) == [2, 1]


@pytest.mark.requirement("R-041")
@pytest.mark.parametrize(("came", "order"), [(35, [2, 1]), (35.1, [1, 2])])
def test_who_comes_more_than_a_quarter_of_an_hour_after_the_slot_is_as_anybody_else(
    came: float, order: list[int]
) -> None:
    assert called([one(1, 10), one(2, came, slot=minute(20))], 40) == order


def test_a_booking_waits_behind_priority_of_its_time_and_before_who_came_in_the_half_hour_before_it() -> None:
    line = [one(1, -1), one(2, 25), one(3, 20, slot=minute(30)), one(4, 40, priority=OLD)]
    assert called(line, 41) == [4, 1, 3, 2]


@pytest.mark.requirement("R-028")
def test_a_special_counter_serves_its_classes_before_all_others_and_others_when_none_of_them_waits() -> None:
    special = CounterOffer(counter=1, classes=frozenset({OLD}))
    line = [one(1, 0), one(2, 60, priority=OLD), one(3, 50, priority=PriorityReason.MERIT)]
    assert called(line, 61, counter=special) == [2, 1, 3]
    assert called(line, 61) == [1, 3, 2]
    assert called([one(1, 0)], 61, counter=special) == [1]


def test_a_counter_calls_only_for_its_groups_and_whom_was_sent_to_it() -> None:
    counter = CounterOffer(counter=7, groups=frozenset({2}))
    line = [one(1, 0), one(2, 1, group=2), one(3, 2, only_at=7), one(4, 3, group=2, only_at=8)]
    assert called(line, 10, counter=counter) == [2, 3]


@pytest.mark.requirement("R-040")
def test_nobody_is_overtaken_by_who_comes_after_he_has_waited_the_bound() -> None:
    waited_44 = [one(1, 0), one(2, 44, priority=OLD)]
    waited_46 = [one(1, 0), one(2, 46, priority=OLD)]
    assert called(waited_44, 50) == [2, 1]
    assert called(waited_46, 50) == [1, 2]


def test_why_it_is_somebodys_turn_is_said() -> None:
    assert next_of([one(1, 0), one(2, 5, priority=OLD)], minute(6), RULE).why is Why.PRIORITY  # type: ignore[union-attr]
    assert next_of([one(1, 0, slot=minute(3)), one(2, 1)], minute(6), RULE).why is Why.BOOKED  # type: ignore[union-attr]
    assert next_of([one(1, 0), one(2, 5)], minute(6), RULE).why is Why.ORDINARY  # type: ignore[union-attr]
    assert next_of([one(1, 0), one(2, 50, priority=OLD)], minute(51), RULE).why is Why.AGED  # type: ignore[union-attr]
    assert next_of([], minute(0), RULE) is None


@pytest.mark.requirement("R-040")
@pytest.mark.requirement("R-293")
def test_the_starvation_that_munich_proved_does_not_happen_here() -> None:
    """Bookings follow each other without a gap, so a strict order never gets to the walk-in; this one does."""

    def strict(line: Sequence[Waiting], now: datetime) -> int:
        return min(line, key=lambda each: (each.slot is None, each.since, each.ticket)).ticket

    def fair(line: Sequence[Waiting], now: datetime) -> int:
        choice = next_of(line, now, RULE)
        assert choice is not None
        return choice.ticket

    assert _call_of_the_walk_in(strict) is None
    assert _call_of_the_walk_in(fair) == 40


def _call_of_the_walk_in(rule: Callable[[Sequence[Waiting], datetime], int]) -> int | None:
    """A counter of ten-minute services, a booking every ten minutes of an eight-hour day, one walk-in at 08:00."""
    line = [one(0, 0)]
    for now in range(0, 480, 10):
        line.append(one(100 + now, now, slot=minute(now)))
        turn = rule(line, minute(now))
        if turn == 0:
            return now
        line = [each for each in line if each.ticket != turn]
    return None


times = st.integers(min_value=0, max_value=300)
tickets = st.builds(
    lambda came, priority, slot, group: {"came": came, "priority": priority, "slot": slot, "group": group},
    times,
    st.none() | st.sampled_from(PriorityReason),
    st.none() | times,
    st.integers(1, 3),
)
lines = st.lists(tickets, max_size=12).map(
    lambda rows: [
        one(
            number,
            row["came"],
            priority=row["priority"],
            slot=None if row["slot"] is None else minute(row["slot"]),
            group=row["group"],
        )
        for number, row in enumerate(rows)
    ]
)
offers = st.builds(
    CounterOffer, st.just(1), st.frozensets(st.integers(1, 3)), st.frozensets(st.sampled_from(PriorityReason))
)


@given(lines, times, offers, st.randoms())
def test_the_order_is_total_and_the_same_however_the_line_is_handed_in(
    line: list[Waiting], now: int, offer: CounterOffer, random: Any
) -> None:
    shuffled = list(line)
    random.shuffle(shuffled)
    assert called(line, now, counter=offer) == called(shuffled, now, counter=offer)
    assert len(set(called(line, now, counter=offer))) == len(called(line, now, counter=offer))


@given(lines, times, times, offers)
def test_who_stands_before_another_stands_before_him_as_long_as_both_wait(
    line: list[Waiting], now: int, later: int, offer: CounterOffer
) -> None:
    first, second = sorted((now, later))
    before = called(line, first, counter=offer)
    after = [ticket for ticket in called(line, second, counter=offer) if ticket in before]
    assert before == after


@given(lines, times, offers)
def test_who_leaves_the_line_changes_nothing_between_the_others(
    line: list[Waiting], now: int, offer: CounterOffer
) -> None:
    whole = called(line, now, counter=offer)
    for gone in whole:
        rest = [each for each in line if each.ticket != gone]
        assert called(rest, now, counter=offer) == [ticket for ticket in whole if ticket != gone]


@given(lines, times, offers)
def test_nobody_is_overtaken_by_anybody_who_came_later_than_the_bound_after_him(
    line: list[Waiting], now: int, offer: CounterOffer
) -> None:
    """The bound of a special counter is twice as long; the right of a booking begins with its slot."""
    ordered = in_order(line, minute(now), RULE, offer)
    bound = RULE.ageing * (2 if offer.classes else 1)
    for place, behind in enumerate(ordered):
        for ahead in ordered[:place]:
            assert _from_when(ahead) <= max(_from_when(behind), behind.since) + bound


def _from_when(each: Waiting) -> datetime:
    booked = each.slot is not None and each.since <= each.slot + RULE.late and each.priority is None
    return each.slot if booked and each.slot is not None else each.since


@given(
    st.integers(1, 20),
    st.lists(st.none() | st.sampled_from(PriorityReason), min_size=1, max_size=40),
    st.integers(0, 10),
)
def test_nobody_waits_for_ever_whoever_comes_after_him(
    service: int, comers: list[PriorityReason | None], already: int
) -> None:
    """One counter, somebody new for each service it does, for ever: who stands there is called all the same."""
    line = [one(n, 0) for n in range(already + 1)]
    most = already + 1 + int(RULE.ageing / timedelta(minutes=service)) + 1
    now, number = 0, 1000
    for turn in range(most + 1):
        number += 1
        line.append(one(number, now, priority=comers[turn % len(comers)]))
        choice = next_of(line, minute(now), RULE)
        assert choice is not None
        if choice.ticket == already:
            return
        line = [each for each in line if each.ticket != choice.ticket]
        now += service
    pytest.fail("starved")


@given(lines, times)
def test_ahead_is_how_many_of_those_served_with_him_are_called_before(line: list[Waiting], now: int) -> None:
    counters = [CounterOffer(1, frozenset({1})), CounterOffer(2, frozenset({2, 3}))]
    before = positions(line, minute(now), RULE, counters)
    ordered = in_order(line, minute(now), RULE)
    for each in ordered:
        together = {1} if each.group == 1 else {2, 3}
        earlier = ordered[: ordered.index(each)]
        assert before[each.ticket] == sum(other.group in together for other in earlier)
    assert set(before) == {each.ticket for each in line}


def test_ahead_counts_everybody_where_a_counter_serves_all_groups_and_its_own_group_where_none_is_open() -> (
    None
):
    line = [one(1, 0), one(2, 1, group=2), one(3, 2)]
    assert positions(line, minute(5), RULE, [ANY_COUNTER]) == {1: 0, 2: 1, 3: 2}
    assert positions(line, minute(5), RULE) == {1: 0, 2: 0, 3: 1}


def test_a_booking_to_come_is_before_nobody_but_knows_its_own_place() -> None:
    line = [one(1, 0, slot=minute(60)), one(2, 5)]
    assert positions(line, minute(10), RULE) == {2: 0, 1: 1}
    assert positions([*line, one(3, 40)], minute(41), RULE) == {2: 0, 1: 1, 3: 1}


def test_equal_times_are_told_apart_by_the_ticket() -> None:
    line = [one(n, 0) for n in (3, 1, 2)]
    assert {tuple(called(list(order), 1)) for order in permutations(line)} == {(1, 2, 3)}


@pytest.mark.requirement("R-293")
def test_the_rule_is_published_in_words_with_the_numbers_of_the_desk() -> None:
    said = " ".join(published_rule(OrderRule(ageing=timedelta(minutes=50)), elderly_age=65))
    assert "65 tuổi" in said
    assert "chờ đủ 50 phút" in said
    assert "100 phút" in said
    assert "phải ghi lý do" in said
