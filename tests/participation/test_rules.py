"""Figures of the programme: shares cut and never rounded up, what moved back, periods of months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.participation.rules import FULL, PARTIAL, Share, mean, months_before, moved_back


@pytest.mark.requirement("R-047")
@pytest.mark.rule("144/KH-UBND BR-VT I.2 share")
@pytest.mark.parametrize(
    ("numerator", "denominator", "met", "text"),
    [
        (499, 1000, False, "49,9 %"),
        (4999, 10_000, False, "49,9 %"),
        (500, 1000, True, "50,0 %"),
        (1, 2, True, "50,0 %"),
        (1, 3, False, "33,3 %"),
        (0, 7, False, "0,0 %"),
        (7, 7, True, "100,0 %"),
        (0, 0, None, "–"),
    ],
)
def test_a_share_below_half_is_not_met_and_half_is(numerator, denominator, met, text):
    share = Share(numerator, denominator, 50)
    assert (share.met, share.text) == (met, text)


@given(st.integers(1, 10_000), st.data())
def test_a_share_never_reads_as_met_when_it_is_not(denominator, data):
    share = Share(data.draw(st.integers(0, denominator)), denominator, 50)
    shown = float(share.text.removesuffix(" %").replace(",", "."))
    assert (shown >= 50) == share.met


@pytest.mark.requirement("R-046")
def test_only_a_step_down_is_a_step_back():
    before = {"a": FULL, "b": PARTIAL, "c": FULL, "d": PARTIAL, "e": FULL}
    after = {"a": PARTIAL, "b": FULL, "d": PARTIAL, "e": FULL, "f": FULL}
    assert moved_back(before, after) == ("a", "c")
    assert moved_back({}, after) == ()
    assert moved_back({"b": PARTIAL}, {}) == ("b",)


def test_months_go_back_to_the_last_day_of_a_shorter_month():
    assert months_before(date(2022, 5, 16), 12) == date(2021, 5, 16)
    assert months_before(date(2022, 3, 31), 1) == date(2022, 2, 28)
    assert months_before(date(2024, 3, 30), 1) == date(2024, 2, 29)
    assert months_before(date(2022, 1, 31), 2) == date(2021, 11, 30)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.integers(1, 36))
def test_months_before_is_earlier_by_that_many_months(day, months):
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day <= day.day


def test_the_mean_of_nothing_is_nothing():
    assert mean([]) is None
    assert mean([10, 20, 40]) == pytest.approx(70 / 3)
