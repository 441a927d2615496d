"""Moments: kept in one zone, shown on the office's wall, compared as a slip prints them."""

from datetime import UTC, date, datetime, time

import pytest

from motcua.core.moments import at, end_of, end_of_month, local, local_day, printed_minute, start_of

LATE_IN_LONDON = datetime(2022, 5, 15, 17, 30, tzinfo=UTC)


def test_a_moment_is_shown_by_the_office_clock():
    assert local(LATE_IN_LONDON).isoformat() == "2022-05-16T00:30:00+07:00"
    assert local_day(LATE_IN_LONDON) == date(2022, 5, 16)


@pytest.mark.rule("promises 2")
@pytest.mark.requirement("R-093")
def test_a_slip_prints_no_seconds_so_they_do_not_count():
    assert printed_minute(datetime(2022, 5, 16, 8, 0, 59, 999999, tzinfo=UTC)) == at(
        date(2022, 5, 16), time(15)
    )
    assert printed_minute(datetime(2022, 5, 16, 8, 1, tzinfo=UTC)) == at(date(2022, 5, 16), time(15, 1))


@pytest.mark.requirement("R-020")
def test_a_wall_clock_time_carries_its_zone():
    assert at(date(2022, 5, 16), time(14, 59)).isoformat() == "2022-05-16T14:59:00+07:00"


def test_a_day_lasts_from_midnight_to_midnight():
    day = date(2023, 9, 29)
    assert start_of(day).isoformat() == "2023-09-29T00:00:00+07:00"
    assert end_of(day) == start_of(date(2023, 9, 30))


def test_a_month_ends_on_its_last_day():
    days = [date(2022, 12, 31), date(2024, 2, 1), date(2023, 2, 28), date(2022, 4, 15)]
    assert [end_of_month(day).day for day in days] == [31, 29, 28, 30]
