"""Does the compiled calendar say what the years' data say? Compared with a minute-by-minute reference."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.moments import VN, local
from motcua.workcalendar.calendar import Hours, OutOfCalendar, WorkCalendar, YearFacts

DATA: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "calendar.yaml").read_text(encoding="utf-8")
)
OFFICE = Hours(frozenset(range(5)), ((450, 690), (780, 1020)))
SHORT_DAYS = Hours(frozenset({1, 3, 5}), ((0, 7), (100, 101), (720, 1439)))
MINUTE = timedelta(minutes=1)


def years(**changes: Any) -> list[YearFacts]:
    return [
        YearFacts(
            year=year,
            status=facts["status"],
            days_off=frozenset(facts["days_off"]) | changes.get("extra_off", frozenset()),
            makeup_days=frozenset(facts["makeup_days"]),
        )
        for year, facts in DATA["years"].items()
    ]


CALENDAR = WorkCalendar.compile(years(), OFFICE)
ODD = WorkCalendar.compile(years(), SHORT_DAYS)


def when(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


class Reference:
    """The same questions answered slowly, straight from the data, one day or one minute at a time."""

    def __init__(self, hours: Hours) -> None:
        self.hours = hours
        self.off = {day for facts in DATA["years"].values() for day in facts["days_off"]}
        self.makeup = {day for facts in DATA["years"].values() for day in facts["makeup_days"]}

    def works(self, day: date) -> bool:
        if not 2020 <= day.year <= 2027:
            raise LookupError(day)
        if day in self.makeup:
            return True
        if day in self.off or day.weekday() not in self.hours.days:
            return False
        holiday_saturdays = {(1, 1), (4, 30), (5, 1), (9, 2)}
        culture_day = (day.month, day.day) == (11, 24) and day.year >= 2026
        kings = day in {date(2022, 4, 10), date(2023, 4, 29), date(2026, 4, 26)}
        at_weekend = day.weekday() >= 5 and (
            (day.month, day.day) in holiday_saturdays or culture_day or kings
        )
        return not at_weekend

    def opens(self, moment: datetime) -> bool:
        minute = moment.hour * 60 + moment.minute
        return self.works(moment.date()) and any(a <= minute < b for a, b in self.hours.sessions)

    def nth_working_day(self, day: date, n: int) -> date:
        while n:
            day += timedelta(days=1)
            n -= self.works(day)
        return day

    def minutes_later(self, moment: datetime, n: int) -> datetime:
        here = moment.replace(second=0, microsecond=0)
        while n:
            n -= self.opens(here)
            here += MINUTE
        return here

    def minutes_between(self, a: datetime, b: datetime) -> int:
        here, n = a.replace(second=0, microsecond=0), 0
        while here < b.replace(second=0, microsecond=0):
            n += self.opens(here)
            here += MINUTE
        return n

    def next_opening(self, moment: datetime) -> datetime:
        here = moment.replace(second=0, microsecond=0)
        while not self.opens(here):
            here += MINUTE
        return here


PAIRS = [(CALENDAR, Reference(OFFICE)), (ODD, Reference(SHORT_DAYS))]
days = st.dates(date(2020, 1, 1), date(2027, 12, 31))
moments = st.builds(
    lambda day, minute: datetime.combine(day, time(minute // 60, minute % 60), VN), days, st.integers(0, 1439)
)
pairs = st.sampled_from(PAIRS)


def same(compiled: Callable[[], object], slow: Callable[[], object]) -> None:
    """Equal answers, and a refusal exactly where the slow way leaves the years of the data."""
    try:
        expected = slow()
    except LookupError:
        with pytest.raises(OutOfCalendar):
            compiled()
    else:
        assert compiled() == expected


@given(pairs, days)
def test_a_day_is_worked_exactly_when_the_data_say_so(pair: Any, day: date) -> None:
    calendar, slow = pair
    assert calendar.is_working_day(day) == slow.works(day)
    assert (calendar.why_off(day) is None) == slow.works(day)


@given(pairs, days, st.integers(1, 300))
def test_adding_working_days_equals_counting_them_one_by_one(pair: Any, day: date, n: int) -> None:
    calendar, slow = pair
    same(lambda: calendar.add_working_days(day, n), lambda: slow.nth_working_day(day, n))


@given(pairs, days, st.integers(1, 400))
def test_calendar_days_that_end_on_a_day_off_roll_to_the_next_working_day(
    pair: Any, day: date, n: int
) -> None:
    calendar, slow = pair

    def rolled() -> date:
        end = day + timedelta(days=n)
        return end if slow.works(end) else slow.nth_working_day(end, 1)

    same(lambda: calendar.add_calendar_days(day, n), rolled)


@settings(max_examples=60, deadline=None)
@given(pairs, moments, st.integers(1, 2000))
def test_adding_working_minutes_equals_waiting_minute_by_minute(pair: Any, moment: datetime, n: int) -> None:
    calendar, slow = pair
    same(lambda: calendar.add_working_minutes(moment, n), lambda: slow.minutes_later(moment, n))
    here = local(moment)
    same(
        lambda: calendar.day_of_minutes(here.date(), here.hour * 60 + here.minute, n),
        lambda: slow.minutes_later(moment, n).date(),
    )


@settings(max_examples=60, deadline=None)
@given(pairs, moments, st.timedeltas(timedelta(0), timedelta(days=12)))
def test_working_minutes_between_are_the_open_minutes(pair: Any, a: datetime, span: timedelta) -> None:
    calendar, slow = pair
    b = min(a + span, when("2027-12-31 23:59"))
    expected = slow.minutes_between(a, b)
    assert calendar.working_minutes_between(a, b) == expected
    assert calendar.working_minutes_between(b, a) == -expected


@settings(max_examples=60, deadline=None)
@given(pairs, moments)
def test_the_next_opening_is_the_first_open_minute(pair: Any, moment: datetime) -> None:
    calendar, slow = pair
    assert calendar.is_open(moment) == slow.opens(moment)
    same(lambda: calendar.next_opening(moment), lambda: slow.next_opening(moment))


@given(pairs, moments, st.integers(1, 20000))
def test_minutes_added_are_the_minutes_between(pair: Any, moment: datetime, n: int) -> None:
    calendar, _ = pair
    try:
        end = calendar.add_working_minutes(moment, n)
    except OutOfCalendar:
        return
    assert calendar.working_minutes_between(moment, end) == n


def test_every_single_day_of_the_eight_years_agrees_with_the_data() -> None:
    slow, day = Reference(OFFICE), date(2020, 1, 1)
    while day.year < 2028:
        assert CALENDAR.is_working_day(day) == slow.works(day), day
        day += timedelta(days=1)


@pytest.mark.requirement("R-119")
@pytest.mark.parametrize(("day", "following"), DATA["next_working_day"].items(), ids=str)
def test_the_next_working_day_is_the_one_of_the_decided_table(day: date, following: date) -> None:
    assert CALENDAR.next_working_day(day) == following


@pytest.mark.parametrize(
    ("moment", "is_open", "next_opening"),
    [
        ("2022-05-16 07:29:59", False, "2022-05-16 07:30"),
        ("2022-05-16 07:30:00", True, "2022-05-16 07:30"),
        ("2022-05-16 11:29:59", True, "2022-05-16 11:29"),
        ("2022-05-16 11:30:00", False, "2022-05-16 13:00"),
        ("2022-05-16 12:59:59", False, "2022-05-16 13:00"),
        ("2022-05-16 13:00:00", True, "2022-05-16 13:00"),
        ("2022-05-16 16:59:59", True, "2022-05-16 16:59"),
        ("2022-05-16 17:00:00", False, "2022-05-17 07:30"),
        ("2022-05-13 17:00:00", False, "2022-05-16 07:30"),
        ("2022-05-14 10:00:00", False, "2022-05-16 07:30"),
    ],
)
def test_lunch_opening_and_closing_are_half_open(moment: str, is_open: bool, next_opening: str) -> None:
    assert CALENDAR.is_open(when(moment)) is is_open
    assert CALENDAR.next_opening(when(moment)) == when(next_opening)


@pytest.mark.rule("promises 5")
@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2022-05-16 16:30", 60, "2022-05-17 08:00"),
        ("2022-05-16 16:00", 60, "2022-05-16 17:00"),
        ("2022-05-16 16:00:59", 60, "2022-05-16 17:00"),
        ("2022-05-16 11:00", 60, "2022-05-16 13:30"),
        ("2022-05-16 12:15", 30, "2022-05-16 13:30"),
        ("2022-05-16 05:00", 1, "2022-05-16 07:31"),
        ("2022-05-13 16:59", 2, "2022-05-16 07:31"),
        ("2022-05-16 07:30", 480, "2022-05-16 17:00"),
        ("2025-04-25 16:30", 60, "2025-04-26 08:00"),
    ],
)
def test_hours_run_only_inside_sessions(start: str, minutes: int, end: str) -> None:
    assert CALENDAR.add_working_minutes(when(start), minutes) == when(end)


def test_a_make_up_saturday_has_the_hours_of_a_weekday() -> None:
    saturday = date(2024, 5, 4)
    assert list(CALENDAR.makeup_days(saturday, saturday)) == [saturday]
    assert CALENDAR.why_off(saturday) is None
    assert CALENDAR.opening(saturday) == when("2024-05-04 07:30")
    assert CALENDAR.close_of(saturday) == when("2024-05-04 17:00")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-04-29", "nghỉ hoán đổi (làm bù ngày 4/5/2024)"),
        ("2025-05-02", "nghỉ hoán đổi (làm bù ngày 26/4/2025)"),
        ("2026-01-02", "nghỉ hoán đổi (làm bù ngày 10/1/2026)"),
        ("2026-08-31", "nghỉ hoán đổi (làm bù ngày 22/8/2026)"),
        ("2024-05-11", "nghỉ cuối tuần"),
        ("2022-05-15", "nghỉ cuối tuần"),
        ("2022-01-01", "nghỉ lễ (Tết Dương lịch)"),
        ("2026-11-24", "nghỉ lễ (Ngày Văn hóa Việt Nam)"),
        ("2025-01-27", "nghỉ lễ (Tết Nguyên đán)"),
        ("2027-02-10", "nghỉ lễ (Tết Nguyên đán)"),
        ("2024-04-18", "nghỉ lễ (Giỗ Tổ Hùng Vương)"),
        ("2024-04-30", "nghỉ lễ (Ngày Chiến thắng)"),
        ("2025-05-01", "nghỉ lễ (Ngày Quốc tế lao động)"),
        ("2022-09-01", "nghỉ lễ (Quốc khánh)"),
        ("2024-09-03", "nghỉ lễ (Quốc khánh)"),
        ("2022-01-03", "nghỉ bù (Tết Dương lịch trùng ngày nghỉ cuối tuần)"),
        ("2022-04-11", "nghỉ bù (Giỗ Tổ Hùng Vương trùng ngày nghỉ cuối tuần)"),
        ("2023-05-03", "nghỉ bù (Ngày Chiến thắng trùng ngày nghỉ cuối tuần)"),
        ("2027-05-03", "nghỉ bù (Ngày Quốc tế lao động trùng ngày nghỉ cuối tuần)"),
    ],
)
def test_a_day_off_says_why(day: str, words: str) -> None:
    assert CALENDAR.why_off(date.fromisoformat(day)) == words


def test_every_day_off_of_the_data_has_a_name_of_its_own() -> None:
    unnamed = [d for y in years() for d in y.days_off if CALENDAR.why_off(d) == "nghỉ lễ"]
    assert unnamed == []


def test_a_day_off_nobody_can_name_is_still_a_holiday() -> None:
    calendar = WorkCalendar.compile(
        [YearFacts(2022, "decided", frozenset({date(2022, 5, 16)}), frozenset())], OFFICE
    )
    assert calendar.why_off(date(2022, 5, 16)) == "nghỉ lễ"
    assert calendar.next_working_day(date(2022, 5, 13)) == date(2022, 5, 17)


def test_a_whole_week_off_that_nobody_can_name_is_still_holiday() -> None:
    week = frozenset(date(2022, 7, day) for day in range(4, 9))
    calendar = WorkCalendar.compile([YearFacts(2022, "decided", week, frozenset())], OFFICE)
    assert {calendar.why_off(day) for day in week} == {"nghỉ lễ"}


def test_a_make_up_day_without_its_day_off_is_simply_worked() -> None:
    calendar = WorkCalendar.compile(
        [YearFacts(2022, "decided", frozenset(), frozenset({date(2022, 5, 14)}))], OFFICE
    )
    assert calendar.is_working_day(date(2022, 5, 14))


def test_a_closed_office_does_not_work_even_on_a_make_up_day() -> None:
    closed = {date(2024, 5, 4): "bão số 3", date(2024, 5, 6): "bão số 3"}
    calendar = WorkCalendar.compile(years(), OFFICE, closures=closed)
    assert calendar.why_off(date(2024, 5, 4)) == "tạm đóng cửa (bão số 3)"
    assert not calendar.makeup_days(date(2024, 5, 4), date(2024, 5, 4))
    assert calendar.next_working_day(date(2024, 5, 3)) == date(2024, 5, 7)


def test_a_unit_that_works_on_saturdays_rests_on_a_holiday_saturday() -> None:
    six_days = WorkCalendar.compile(years(), Hours(frozenset(range(6)), ((450, 690),)))
    assert six_days.is_working_day(date(2022, 5, 14))
    assert six_days.why_off(date(2022, 4, 30)) == "nghỉ lễ (Ngày Chiến thắng)"
    assert ODD.why_off(date(2022, 5, 16)) == "nghỉ theo lịch làm việc của đơn vị"


@pytest.mark.rule("promises 8")
def test_a_calculated_year_is_provisional_and_a_decided_one_is_not() -> None:
    assert CALENDAR.provisional(date(2027, 1, 4))
    assert not CALENDAR.provisional(date(2026, 12, 31))


OUTSIDE: list[Callable[[], object]] = [
    lambda: CALENDAR.is_working_day(date(2019, 12, 31)),
    lambda: CALENDAR.is_working_day(date(2028, 1, 1)),
    lambda: CALENDAR.add_working_days(date(2019, 12, 31), 1),
    lambda: CALENDAR.add_working_days(date(2027, 12, 31), 1),
    lambda: CALENDAR.add_working_days(date(2028, 1, 3), 1),
    lambda: CALENDAR.add_calendar_days(date(2027, 12, 31), 1),
    lambda: CALENDAR.add_calendar_days(date(2027, 12, 31), 10**12),
    lambda: CALENDAR.add_working_minutes(when("2027-12-31 16:59"), 2),
    lambda: CALENDAR.day_of_minutes(date(2027, 12, 31), 16 * 60 + 59, 2),
    lambda: CALENDAR.day_of_minutes(date(2019, 12, 31), 9 * 60, 1),
    lambda: CALENDAR.day_of_minutes(date(2028, 1, 3), 9 * 60, 1),
    lambda: CALENDAR.working_day_before(date(2020, 1, 2)),
    lambda: CALENDAR.provisional(date(2028, 1, 3)),
    lambda: ODD.working_day_from(date(2027, 12, 31)),
]


@pytest.mark.rule("promises 8")
@pytest.mark.parametrize("ask", OUTSIDE)
def test_a_day_outside_the_calendar_is_refused_not_guessed(ask: Callable[[], object]) -> None:
    with pytest.raises(OutOfCalendar) as refused:
        ask()
    assert refused.value.refusal.code == "out_of_calendar"
    assert "2020" in refused.value.refusal.text
    assert "2027" in refused.value.refusal.text


NONSENSE: list[Callable[[], object]] = [
    lambda: CALENDAR.add_working_days(date(2022, 5, 16), 0),
    lambda: CALENDAR.add_calendar_days(date(2022, 5, 16), 0),
    lambda: CALENDAR.add_working_minutes(when("2022-05-16 09:00"), 0),
    lambda: CALENDAR.day_of_minutes(date(2022, 5, 16), 9 * 60, 0),
    lambda: CALENDAR.opening(date(2022, 5, 14)),
    lambda: CALENDAR.close_of(date(2022, 5, 14)),
    lambda: Hours(frozenset({0}), ()),
    lambda: Hours(frozenset({0}), ((690, 450),)),
    lambda: Hours(frozenset({0}), ((450, 690), (600, 700))),
    lambda: Hours(frozenset({7}), ((450, 690),)),
    lambda: Hours(frozenset({0}), ((450, 1440),)),
    lambda: WorkCalendar.compile([], OFFICE),
    lambda: WorkCalendar.compile([y for y in years() if y.year != 2023], OFFICE),
]


@pytest.mark.parametrize("ask", NONSENSE)
def test_a_question_without_sense_is_an_error(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        ask()


def test_the_working_day_before_and_from_a_day_off() -> None:
    assert CALENDAR.working_day_before(date(2022, 5, 16)) == date(2022, 5, 13)
    assert CALENDAR.working_day_before(date(2022, 5, 15)) == date(2022, 5, 13)
    assert CALENDAR.working_day_from(date(2022, 5, 15)) == date(2022, 5, 16)
    assert CALENDAR.working_day_from(date(2022, 5, 16)) == date(2022, 5, 16)


def test_a_moment_of_another_zone_is_read_on_the_offices_clock() -> None:
    assert CALENDAR.is_open(datetime.fromisoformat("2022-05-16T00:30:00+00:00"))
    assert not CALENDAR.is_open(datetime.fromisoformat("2022-05-16T00:29:00+00:00"))
