"""When does the demonstration's day begin?"""

from datetime import date, datetime, timedelta

import pytest

from config import clock
from motcua.cli.office_day import first_moment
from motcua.core.moments import VN
from motcua.workcalendar.calendar import Hours, WorkCalendar, YearFacts

WEEK = frozenset(range(5))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


@pytest.fixture(scope="module")
def hours() -> WorkCalendar:
    off = {date(2026, 9, 2)}
    year = YearFacts(year=2026, status="decided", days_off=frozenset(off), makeup_days=frozenset())
    return WorkCalendar.compile([year], Hours(days=WEEK, sessions=((450, 690), (780, 1020))))


@pytest.mark.parametrize(
    ("real", "shown"),
    [
        ("2026-08-31 09:15", "2026-08-31 09:15"),
        ("2026-08-31 05:00", "2026-08-31 08:00"),
        ("2026-08-31 12:00", "2026-09-01 08:00"),
        ("2026-08-31 20:00", "2026-09-01 08:00"),
        ("2026-09-01 18:00", "2026-09-03 08:00"),
        ("2026-09-05 10:00", "2026-09-07 08:00"),
    ],
    ids=["in hours: now", "before opening: 08:00", "at lunch: tomorrow", "evening: tomorrow",
         "the day after is off: the one after", "Saturday: Monday"],
)  # fmt: skip
def test_outside_office_hours_the_day_begins_at_eight_of_the_next_working_day(hours, real, shown):
    assert first_moment(real=at(real), wanted=None, last_step=None, hours=hours) == at(shown)


def test_a_wish_comes_before_office_hours(hours):
    wish = at("2022-05-16 14:59")
    assert first_moment(real=at("2026-09-05 10:00"), wanted=wish, last_step=None, hours=hours) == wish


def test_the_clock_never_begins_before_the_last_step(hours):
    last = at("2022-05-17 09:00")
    earlier = at("2022-05-16 14:59")
    assert first_moment(real=at("2026-09-05 10:00"), wanted=earlier, last_step=last, hours=hours) == last


def test_a_year_without_a_calendar_shows_real_time(hours):
    real = at("2031-03-04 20:00")
    assert first_moment(real=real, wanted=None, last_step=None, hours=hours) == real


def test_without_an_office_real_time_is_shown():
    real = at("2026-09-05 10:00")
    assert first_moment(real=real, wanted=None, last_step=None, hours=None) == real


def test_a_kept_clock_runs_on_from_where_it_was_set(tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))
    shown, real = at("2022-05-16 14:59"), clock.real_now()
    clock.keep_shift(tmp_path, clock.Shift(shown_at=shown, real_at=real))
    assert shown <= clock.now() < shown + timedelta(minutes=10)
    monkeypatch.setenv("MOTCUA_PRODUCTION", "1")
    clock.keep_shift(tmp_path, clock.Shift(shown_at=shown, real_at=real))
    assert clock.shifted_from() is None
    monkeypatch.delenv("MOTCUA_PRODUCTION")
    clock.keep_shift(tmp_path, None)
    assert clock.shifted_from() is None
