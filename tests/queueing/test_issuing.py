"""Numbers of tickets: in order, without gaps or doubles, at the hours of the hall."""

import pytest

from tests.queueing.hall import call, sit_down, take

pytestmark = pytest.mark.usefixtures("seeded")


def test_numbers_of_a_series_follow_each_other_and_are_printed_with_three_digits() -> None:
    codes = [take("A").code, take("B").code, take("A").code]
    assert codes == ["A001", "B001", "A002"]


def test_call() -> None:
    first = take("A")
    there = sit_down()
    called = call(there)
    assert called is not None and called.pk == first.pk
