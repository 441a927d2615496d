"""An office whose hours change on a day, or that closes suddenly: every day has the hours of its time."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.moments import VN, local
from motcua.workcalendar.calendar import Hours, OutOfCalendar
from motcua.workcalendar.changing import ChangingCalendar, Closure, HoursFrom, hours_on
from motcua.workcalendar.terms import ClosedPart
from tests.workcalendar.test_calendar import CALENDAR, OFFICE, Reference, when, years

SUMMER = Hours(frozenset(range(5)), ((420, 690), (810, 1020)))
SIX_DAYS = Hours(frozenset(range(6)), ((450, 690),))
CHANGES = (HoursFrom(date(2026, 4, 15), SUMMER), HoursFrom(date(2026, 10, 15), SIX_DAYS))
STORM = (
    Closure(date(2026, 9, 15), ClosedPart.DAY, "bão số 5"),
    Closure(date(2026, 9, 16), ClosedPart.MORNING, "mất điện"),
    Closure(date(2026, 9, 17), ClosedPart.AFTERNOON, "mất điện"),
)
CHANGING = ChangingCalendar.of(years(), OFFICE, CHANGES, STORM)
PLAIN = ChangingCalendar.of(years(), OFFICE)


class DayByDay(Reference):
    """The slow way, with the hours and closures of each day."""

    def works(self, day: date) -> bool:
        self.hours = hours_on(day, OFFICE, CHANGES)
        return super().works(day) and day != date(2026, 9, 15)

    def opens(self, moment: datetime) -> bool:
        if moment.date() == date(2026, 9, 16) and moment.hour < 12:
            return False
        if moment.date() == date(2026, 9, 17) and moment.hour >= 12:
            return False
        return super().opens(moment)


SLOW = DayByDay(OFFICE)
moments = st.builds(
    lambda day, minute: datetime.combine(day, time(minute // 60, minute % 60), VN),
    st.dates(date(2026, 4, 1), date(2026, 11, 10)),
    st.integers(0, 1439),
)


@given(moments, st.integers(1, 1500))
@settings(max_examples=60)
def test_minutes_end_where_the_slow_way_ends(moment: datetime, n: int) -> None:
    end, here = SLOW.minutes_later(moment, n), local(moment)
    assert CHANGING.add_working_minutes(moment, n) == end
    assert CHANGING.day_of_minutes(here.date(), here.hour * 60 + here.minute, n) == end.date()


@given(moments, st.integers(0, 4000))
@settings(max_examples=60)
def test_minutes_between_are_those_of_the_slow_way(moment: datetime, later: int) -> None:
    other = moment + timedelta(minutes=later)
    assert CHANGING.working_minutes_between(moment, other) == SLOW.minutes_between(moment, other)


@given(moments)
@settings(max_examples=100)
def test_openings_are_those_of_the_slow_way(moment: datetime) -> None:
    assert CHANGING.is_open(moment) == SLOW.opens(moment)
    assert CHANGING.next_opening(moment) == SLOW.next_opening(moment)


@given(moments, st.integers(1, 40))
@settings(max_examples=100)
def test_days_are_those_of_the_slow_way(moment: datetime, n: int) -> None:
    assert CHANGING.add_working_days(moment.date(), n) == SLOW.nth_working_day(moment.date(), n)


@given(moments, st.integers(1, 3000))
@settings(max_examples=100)
def test_hours_that_never_change_give_the_plain_calendar(moment: datetime, n: int) -> None:
    assert PLAIN.add_working_minutes(moment, n) == CALENDAR.add_working_minutes(moment, n)
    assert PLAIN.next_opening(moment) == CALENDAR.next_opening(moment)
    assert PLAIN.is_open(moment) == CALENDAR.is_open(moment)
    later = moment + timedelta(days=9)
    assert PLAIN.working_minutes_between(moment, later) == CALENDAR.working_minutes_between(moment, later)


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        ("2026-04-14", "07:30", "17:00"),
        ("2026-04-15", "07:00", "17:00"),
        ("2026-10-14", "07:00", "17:00"),
        ("2026-10-15", "07:30", "11:30"),
        ("2026-09-16", "13:30", "17:00"),
        ("2026-09-17", "07:00", "11:30"),
    ],
)
def test_a_day_opens_and_closes_by_the_hours_of_its_time(day: str, opens: str, closes: str) -> None:
    on = date.fromisoformat(day)
    assert CHANGING.opening(on) == when(f"{day} {opens}")
    assert CHANGING.close_of(on) == when(f"{day} {closes}")


def test_a_day_closed_altogether_is_a_day_off_with_its_reason() -> None:
    assert CHANGING.why_off(date(2026, 9, 15)) == "tạm đóng cửa (bão số 5)"
    assert CHANGING.next_working_day(date(2026, 9, 14)) == date(2026, 9, 16)
    with pytest.raises(ValueError, match="not a working day"):
        CHANGING.close_of(date(2026, 9, 15))


def test_morning_and_afternoon_closed_one_by_one_are_a_whole_day_off() -> None:
    halves = [
        Closure(date(2026, 9, 15), part, "mất điện") for part in (ClosedPart.MORNING, ClosedPart.AFTERNOON)
    ]
    calendar = ChangingCalendar.of(years(), OFFICE, closures=halves)
    assert calendar.why_off(date(2026, 9, 15)) == "tạm đóng cửa (mất điện)"


def test_a_morning_office_that_closes_in_the_afternoon_loses_nothing() -> None:
    closed = [Closure(date(2026, 11, 23), ClosedPart.AFTERNOON, "mất điện")]
    calendar = ChangingCalendar.of(years(), SIX_DAYS, closures=closed)
    assert calendar.is_working_day(date(2026, 11, 23))


def test_saturdays_are_worked_from_the_day_the_hours_say_so() -> None:
    assert not CHANGING.is_working_day(date(2026, 10, 10))
    assert CHANGING.is_working_day(date(2026, 10, 17))


def test_a_term_beyond_the_years_is_refused() -> None:
    with pytest.raises(OutOfCalendar):
        CHANGING.add_working_minutes(when("2027-12-31 16:00"), 1000)
    with pytest.raises(OutOfCalendar):
        CHANGING.is_open(when("2028-01-03 09:00"))
    with pytest.raises(ValueError, match="at least 1"):
        CHANGING.add_working_minutes(when("2026-05-04 09:00"), 0)
