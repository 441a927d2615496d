"""What is told to somebody who waits: a range from measured times, honest about what is not known."""

import random

import pytest

from motcua.queueing.estimates import Basis, EstimateRule, Handling, estimate, handling_of
from motcua.queueing.simulating import Visitors, waits


def minutes(mean: float, spread: float, measured: int = 400) -> Handling:
    return Handling(Basis.DESK, measured, mean * 60, (spread * 60) ** 2)


@pytest.mark.parametrize(
    ("ahead", "counters", "free", "words"),
    [
        # 5 turns of 6 ± 2 min: 4·6 + (6 + 4/6)/2 = 27.3 min; ± 1.28·√(5·4 + 25·4/400) = 5.8 → 21.6 to 33.1
        (4, 1, 0, "khoảng 20–35 phút"),
        # Two counters: half of it, half as far spread → 10.8 to 16.6
        (4, 2, 0, "khoảng 10–20 phút"),
        (0, 1, 0, "dưới 10 phút"),
        (0, 3, 1, "Sắp đến lượt, xin ở gần quầy."),
        (1, 3, 2, "Sắp đến lượt, xin ở gần quầy."),
        (2, 3, 2, "dưới 5 phút"),
    ],
)
def test_an_estimate_is_a_range_in_fives_reckoned_by_hand(
    ahead: int, counters: int, free: int, words: str
) -> None:
    found = estimate(ahead=ahead, counters=counters, free=free, handling=minutes(6, 2))
    assert found is not None
    assert found.words == words


def test_without_a_counter_nothing_is_promised() -> None:
    assert estimate(ahead=3, counters=0, free=0, handling=minutes(6, 2)) is None


def test_few_measurements_widen_the_range() -> None:
    sure = estimate(ahead=20, counters=1, free=0, handling=minutes(6, 4, measured=4000))
    unsure = estimate(ahead=20, counters=1, free=0, handling=minutes(6, 4, measured=20))
    assert sure is not None
    assert unsure is not None
    assert unsure.low < sure.low
    assert sure.high < unsure.high


def test_the_closest_measured_times_that_are_enough_are_taken() -> None:
    rule = EstimateRule(least=3)
    hour, desk = [300.0, 360.0, 420.0], [600.0] * 10
    found = handling_of({Basis.WEEKDAY_HOUR: [60.0, 60.0], Basis.HOUR: hour, Basis.DESK: desk}, rule)
    assert found == Handling(Basis.HOUR, 3, 360.0, 2400.0)
    assert handling_of({Basis.DESK: desk}, rule) == Handling(Basis.DESK, 10, 600.0, 0.0)
    assert handling_of({Basis.DESK: [600.0, 600.0]}, rule) is None
    assert handling_of({}, rule) is None


def test_a_button_forgotten_over_night_is_no_service() -> None:
    rule = EstimateRule(least=2)
    found = handling_of({Basis.DESK: [360.0, 360.0, 15 * 3600.0, 1.0]}, rule)
    assert found == Handling(Basis.DESK, 2, 360.0, 0.0)


@pytest.mark.parametrize(("counters", "ahead"), [(1, 3), (2, 8), (4, 10)])
def test_about_four_of_five_visitors_wait_within_the_range(counters: int, ahead: int) -> None:
    """The true wait of somebody who finds so many before them, all counters busy for a while; rounding adds some."""
    dice = random.Random(counters * 100 + ahead)
    within, rounds = 0, 2000
    found = estimate(ahead=ahead, counters=counters, free=0, handling=minutes(6, 4, measured=500))
    assert found is not None
    for _ in range(rounds):
        many = 40 + ahead
        handling = [dice.gammavariate(2.25, 160.0) for _ in range(counters + many)]
        came = [0.0] * (counters + 40) + [1.0] * ahead
        waited = waits(Visitors(came, handling[: len(came)]), [(0, counters)])
        moment = [one for one in waited if one is not None][counters + 39 - 1]
        turn = [one for one in waited if one is not None][-1] + 1 - moment
        within += found.low * 60 <= turn <= found.high * 60
    assert 0.75 <= within / rounds <= 0.99
