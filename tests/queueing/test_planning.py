"""The simulator and the planner: beside the formula, by hand, and what they say of a day with a morning peak."""

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.refusals import Refused
from motcua.queueing.erlang import mean_wait, must_wait
from motcua.queueing.order_rules import OrderRule, Waiting, next_of
from motcua.queueing.planning import Bound, Measured, Simulation, Slot, plan, slots_between
from motcua.queueing.simulating import Visitors, waits
from motcua.queueing.terms import PriorityReason

HOUR = 3600
FLAT, MORNING_PEAK = (1.0,) * 8, (2.2, 1.6, 1.0, 0.4, 1.4, 1.2, 0.8, 0.4)


def poisson_stream(n: int, *, a_second: float, handling: float, seed: int) -> Visitors:
    dice = random.Random(seed)
    came = list(accumulate(dice.expovariate(a_second) for _ in range(n)))
    return Visitors(came, [dice.expovariate(1 / handling) for _ in range(n)])


def eight_hours(weights: tuple[float, ...], *, days: int = 100, visitors: int = 500) -> Measured:
    """So many visitors a day, spread over the hours by weight; six minutes each on average."""
    dice = random.Random(7)
    hours = range(len(weights))
    drawn = [dice.choices(hours, weights, k=round(dice.gauss(visitors, visitors**0.5))) for _ in range(days)]
    counts = tuple(tuple(day.count(hour) for hour in hours) for day in drawn)
    slots = tuple(Slot(hour * HOUR, (hour + 1) * HOUR) for hour in hours)
    return Measured(slots, counts, tuple(dice.expovariate(1 / 360) for _ in range(5000)))


# By hand --------------------------------------------------------------------------------------------------


def test_two_counters_and_four_people_wait_as_reckoned_by_hand() -> None:
    # Two come at once and go straight; the third waits for the first to go (10), the fourth for the second (20).
    people = Visitors(came=(0, 0, 4, 5), handling=(10, 20, 30, 5))
    assert waits(people, [(0, 2)]) == [0, 0, 6, 15]


def test_priority_goes_before_those_who_wait_and_keeps_its_own_order() -> None:
    people = Visitors(came=(0, 1, 2, 3), handling=(10, 10, 10, 10), priority=(False, False, True, True))
    assert waits(people, [(0, 1)]) == [0, 29, 8, 17]


def test_nobody_is_overtaken_by_priority_that_came_later_than_the_bound() -> None:
    people = Visitors(came=(0, 1, 2, 3), handling=(10, 10, 10, 10), priority=(False, False, True, True))
    assert waits(people, [(0, 1)], ageing=1.5) == [0, 19, 8, 27]


def test_a_counter_that_opens_takes_the_next_and_one_that_closes_ends_what_it_began() -> None:
    people = Visitors(came=(0, 0, 0), handling=(100, 100, 100))
    assert waits(people, [(0, 1), (50, 2)]) == [0, 50, 100]
    assert waits(people, [(0, 2), (50, 1)]) == [0, 0, 100]


def test_who_came_before_closing_is_served_and_who_comes_in_the_break_waits_for_its_end() -> None:
    people = Visitors(came=(0, 10, 60, 900), handling=(100, 100, 10, 10))
    assert waits(people, [(0, 1), (50, 0), (500, 1), (800, 0)]) == [0, 90, 440, None]


def test_nobody_comes() -> None:
    assert waits(Visitors((), ()), [(0, 3)]) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(1, 60), st.booleans()),
        min_size=1,
        max_size=25,
        unique_by=lambda one: one[0],
    ),
    st.integers(1, 4),
    st.integers(0, 90),
)
def test_the_simulator_calls_in_the_published_order(
    people: list[tuple[int, int, bool]], counters: int, ageing: int
) -> None:
    people.sort()
    came, handling, priority = zip(*people, strict=True)
    found = waits(Visitors(came, handling, priority), [(0, counters)], ageing=ageing)
    assert found == _by_the_rule(people, counters, OrderRule(ageing=timedelta(seconds=ageing)))


def _by_the_rule(people: list[tuple[int, int, bool]], counters: int, rule: OrderRule) -> list[float]:
    """The same hall with next_of of the published order, second by second."""
    zero = datetime(2022, 5, 16, tzinfo=UTC)
    line = [
        Waiting(place, 1, zero + timedelta(seconds=came), PriorityReason.ELDERLY if first else None)
        for place, (came, _, first) in enumerate(people)
    ]
    free, found, now = [0] * counters, [0.0] * len(people), 0
    while line:
        here = zero + timedelta(seconds=now)
        for place, busy_until in enumerate(free):
            choice = (
                next_of([one for one in line if one.since <= here], here, rule) if busy_until <= now else None
            )
            if choice is not None:
                found[choice.ticket] = now - people[choice.ticket][0]
                free[place] = now + people[choice.ticket][1]
                line = [one for one in line if one.ticket != choice.ticket]
        now += 1
    return found


# Beside the formula ---------------------------------------------------------------------------------------


def test_the_formula_gives_the_textbook_values() -> None:
    # One counter: rho / (mu - lambda); two counters at load 1: C = 1/3.
    assert mean_wait(a_second=0.5, handling=1.0, counters=1) == pytest.approx(1.0)
    assert must_wait(1.0, 2) == pytest.approx(1 / 3)
    assert mean_wait(a_second=500 / 480 / 60, handling=360.0, counters=8) == pytest.approx(86.034, abs=0.001)
    assert mean_wait(a_second=500 / 480 / 60, handling=360.0, counters=6) is None
    assert must_wait(6.25, 6) == 1.0


@pytest.mark.parametrize(("counters", "seed"), [(7, 1), (8, 2), (9, 3)])
def test_a_hundred_thousand_visitors_wait_as_the_formula_says(counters: int, seed: int) -> None:
    """Within 5 % of the formula for the rates drawn, at 150,000 visitors; the bench judges 2 % at a million."""
    n = 150_000
    people = poisson_stream(n, a_second=counters * 0.7 / 360, handling=360.0, seed=seed)
    found = [one for one in waits(people, [(0, counters)]) if one is not None]
    expected = mean_wait(a_second=n / people.came[-1], handling=sum(people.handling) / n, counters=counters)
    assert sum(found) / n == pytest.approx(expected, rel=0.05)


def test_the_flat_formula_says_never_where_a_day_holds_and_enough_where_the_morning_does_not() -> None:
    flat, peak = Simulation(eight_hours(FLAT)), Simulation(eight_hours(MORNING_PEAK))
    rate = 500 / 8 / HOUR
    assert mean_wait(a_second=rate, handling=360, counters=6) is None
    held = flat.outcome([6] * 8, Bound())
    assert held.day.mean < 30 * 60
    assert held.days_within > 0.75
    formula = mean_wait(a_second=rate, handling=360, counters=7)
    assert formula is not None
    assert formula < 6 * 60
    missed = peak.outcome([7] * 8, Bound())
    assert missed.day.mean > 4 * formula
    assert not missed.within(Bound())


# The plan -------------------------------------------------------------------------------------------------


def test_the_plan_holds_in_every_hour_and_one_counter_fewer_anywhere_does_not() -> None:
    measured = eight_hours(MORNING_PEAK, days=40, visitors=150)
    made = plan(measured, Bound(), days=60)
    assert made.needed.within(Bound())
    simulation = Simulation(measured, days=60)
    for place, n in enumerate(made.needed.counters):
        fewer = list(made.needed.counters)
        fewer[place] = n - 1
        assert n == 1 or not simulation.outcome(fewer, Bound()).within(Bound())
    assert made.needed.counters[0] > made.needed.counters[3]
    assert sum(made.needed.counters) < 8 * max(made.needed.counters)


def test_the_same_seed_gives_the_same_plan_and_a_wider_bound_never_more_counters() -> None:
    measured = eight_hours(MORNING_PEAK, days=20, visitors=120)
    narrow, again = (plan(measured, Bound(600, 900), days=40) for _ in range(2))
    assert narrow == again
    wide = plan(measured, Bound(3600, 3600), days=40)
    assert sum(wide.needed.counters) <= sum(narrow.needed.counters)


def test_nothing_measured_is_refused_and_so_is_a_bound_that_nothing_holds() -> None:
    empty = Measured((Slot(0, HOUR),), ((0,),), ())
    with pytest.raises(Refused) as refused:
        plan(empty, Bound())
    assert refused.value.refusal.code == "nothing_measured"
    early = Measured((Slot(0, HOUR, open=False), Slot(HOUR, 2 * HOUR)), ((200, 1),), (1800.0,))
    with pytest.raises(Refused) as refused:
        plan(early, Bound(1, 1), days=2)
    assert refused.value.refusal.code == "too_many_counters"


def test_few_days_are_said_to_be_few() -> None:
    measured = eight_hours(FLAT, days=3, visitors=40)
    assert plan(measured, Bound(), days=20).rests_on_little


def test_the_day_is_cut_at_whole_hours_and_at_the_sessions() -> None:
    slots = slots_between([(450, 690), (780, 1020)], first=440, last=800)
    assert [(slot.start // 60, slot.end // 60, slot.open) for slot in slots] == [
        (440, 450, False), (450, 480, True), (480, 540, True), (540, 600, True), (600, 660, True), (660, 690, True),
        (690, 720, False), (720, 780, False), (780, 840, True), (840, 900, True), (900, 960, True), (960, 1020, True),
    ]  # fmt: skip
