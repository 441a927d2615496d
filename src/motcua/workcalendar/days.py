"""Which days does an office work? Days off, make-up days and steps over them, one table look-up each.

Direct tables with prefix sums: `_before[i]` working days lie before day i, `_worked[k]` is the k-th working
day. A term of any length costs the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, groupby
from typing import Any

from motcua.core.refusals import Refusal, Refused
from motcua.workcalendar.holidays import NOT_SERVED, WEEKEND, DayOff, name_days_off, public_holiday
from motcua.workcalendar.terms import DayKind, YearStatus
from motcua.workcalendar.wording import day_number, named_day

# From how many days off in a row, a holiday among them, people speak of a long gap.
LONG_GAP = 3


class OutOfCalendar(Refused):
    """A term reaches a day the calendar does not hold: refused, never guessed (promises 8)."""

    @classmethod
    def of(cls, day: str, first: int, last: int) -> "OutOfCalendar":
        text = (
            f"{day} nằm ngoài lịch làm việc đã có (năm {first} đến năm {last}); "
            "hãy nạp lịch của năm đó rồi tính lại."
        )
        return cls(Refusal("out_of_calendar", text, data={"first_year": first, "last_year": last}))


@dataclass(frozen=True, slots=True)
class YearFacts:
    """One year of the national calendar: weekdays not worked, weekend days worked instead."""

    year: int
    status: str
    days_off: frozenset[date]
    makeup_days: frozenset[date]


@dataclass(frozen=True, slots=True)
class NamedDayOff:
    """A day off, why, and both in one phrase ("Thứ Bảy 4/5/2024 nghỉ cuối tuần")."""

    day: date
    why: DayOff
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Days off in a row, both ends in it; never what an ordinary week of the office leaves free."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days off in a row."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, eq=False)
class WorkingDays:
    """The days an office works, from the first to the last year of its calendar.

    Of the days before day i, `_before[i]` are worked and so `i - _before[i]` are off: both lists are entered
    without a search.
    """

    _first: int
    _years: Mapping[int, str]
    _before: tuple[int, ...] = field(repr=False)
    _worked: tuple[date, ...] = field(repr=False)
    _off: tuple[NamedDayOff, ...] = field(repr=False)
    _makeup: tuple[date, ...] = field(repr=False)
    _gaps: tuple[Gap, ...] = field(repr=False)
    _gap_starts: tuple[date, ...] = field(repr=False)

    def is_working_day(self, day: date) -> bool:
        i = self._index(day)
        return self._before[i + 1] > self._before[i]

    def why_off(self, day: date) -> str | None:
        """Vietnamese reason ("nghỉ cuối tuần", "nghỉ hoán đổi (làm bù ngày 4/5/2024)"); None when worked."""
        found = self.day_off(day)
        return found.words if found else None

    def day_off(self, day: date) -> DayOff | None:
        """Kind and words of a day not worked; None when worked."""
        i = self._index(day)
        before = self._before[i]
        return None if self._before[i + 1] > before else self._off[i - before].why

    def days_off(self, first: date, last: date) -> Sequence[NamedDayOff]:
        """The days off from `first` to `last`, both looked at, in order."""
        i, after = self._index(first), self._index(last) + 1
        return self._off[i - self._before[i] : after - self._before[after]]

    def makeup_days(self, first: date, last: date) -> Sequence[date]:
        """The make-up days from `first` to `last`, both looked at, in order."""
        return self._makeup[bisect_left(self._makeup, first) : bisect_right(self._makeup, last)]

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day` (n ≥ 1)."""
        i = day.toordinal() - self._first
        if i >= 0 and n >= 1:
            try:
                return self._worked[self._before[i + 1] + n - 1]
            except IndexError:
                pass
        raise self._no_step(day, n)

    def add_calendar_days(self, day: date, n: int) -> date:
        """The n-th day after, on a day off the next working day (Civil Code 2015 art. 148.5; promises 5)."""
        i = day.toordinal() - self._first
        if i >= 0 and n >= 1:
            try:
                return self._worked[self._before[i + n]]
            except IndexError:
                pass
        raise self._no_step(day, n)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def working_day_from(self, day: date) -> date:
        """`day` itself when worked, else the next working day."""
        return self._at_or_after(self._index(day))

    def working_day_before(self, day: date) -> date:
        """The last working day before `day`."""
        k = self._before[self._index(day)] - 1
        if k < 0:
            raise self._out(f"Ngày làm việc trước ngày {day_number(day)}")
        return self._worked[k]

    def gaps_between(self, first: date, last: date) -> tuple[Gap, ...]:
        """The long gaps that lie wholly between two days, neither of them in it."""
        found = self._gaps[bisect_right(self._gap_starts, first) : bisect_right(self._gap_starts, last)]
        return found if not found or found[-1].last < last else found[:-1]

    def gap_after(self, day: date) -> Gap | None:
        """The next long gap that begins after the day."""
        k = bisect_right(self._gap_starts, day)
        return self._gaps[k] if k < len(self._gaps) else None

    def provisional(self, day: date) -> bool:
        """True where the year's days off are only calculated, not decided (promises 8)."""
        self._index(day)
        return self._years[day.year] == YearStatus.CALCULATED

    def _index(self, day: date) -> int:
        i = day.toordinal() - self._first
        if 0 <= i < len(self._before) - 1:
            return i
        raise self._out(f"Ngày {day_number(day)}")

    def _at_or_after(self, i: int) -> date:
        k = self._before[i]
        if k >= len(self._worked):
            raise self._out(f"Ngày làm việc kể từ ngày {day_number(date.fromordinal(self._first + i))}")
        return self._worked[k]

    def _no_step(self, day: date, n: int) -> Exception:
        if n < 1:
            return ValueError(f"a term is at least 1, not {n}")
        self._index(day)
        return self._out(f"Thời hạn kể từ ngày {day_number(day)}")

    def _out(self, what: str) -> OutOfCalendar:
        return OutOfCalendar.of(what, min(self._years), max(self._years))


def day_tables(
    years: Iterable[YearFacts], weekdays_on: Callable[[date], frozenset[int]], closures: Mapping[date, str]
) -> dict[str, Any]:
    """The fields of `WorkingDays` for consecutive years; `closures` are whole days of one office."""
    facts = sorted(years, key=lambda year: year.year)
    if not facts or [y.year for y in facts] != list(range(facts[0].year, facts[0].year + len(facts))):
        raise ValueError("the years of a calendar must follow one another")
    off = {d: why for y in facts for d, why in name_days_off(y.days_off, y.makeup_days).items()}
    off |= {day: DayOff(DayKind.CLOSED, f"tạm đóng cửa ({why})") for day, why in closures.items()}
    makeup = {day for year in facts for day in year.makeup_days} - set(closures)
    first, last = date(facts[0].year, 1, 1).toordinal(), date(facts[-1].year, 12, 31).toordinal()
    days = [date.fromordinal(n) for n in range(first, last + 1)]
    worked = [day in makeup or _regular(day, weekdays_on(day), off) for day in days]
    gaps = tuple(_long_gaps(days, worked, off))
    return {
        "_first": first,
        "_years": {year.year: year.status for year in facts},
        "_before": tuple(accumulate(worked, initial=0)),
        "_worked": tuple(day for day, works in zip(days, worked, strict=True) if works),
        "_off": tuple(_named(day, off) for day, works in zip(days, worked, strict=True) if not works),
        "_makeup": tuple(sorted(makeup)),
        "_gaps": gaps,
        "_gap_starts": tuple(gap.first for gap in gaps),
    }


def _long_gaps(days: list[date], worked: list[bool], off: Mapping[date, DayOff]) -> Iterator[Gap]:
    """Runs of days not worked with a holiday or a closure among them."""
    for works, run in groupby(zip(days, worked, strict=True), key=lambda one: one[1]):
        idle = [] if works else [day for day, _works in run]
        if len(idle) >= LONG_GAP and any(day in off or public_holiday(day) for day in idle):
            yield Gap(idle[0], idle[-1])


def _named(day: date, off: Mapping[date, DayOff]) -> NamedDayOff:
    why = off.get(day) or _why_regularly_off(day)
    return NamedDayOff(day, why, f"{named_day(day)} {why.words}")


def _why_regularly_off(day: date) -> DayOff:
    if name := public_holiday(day):
        return DayOff(DayKind.HOLIDAY, f"nghỉ lễ ({name})")
    return WEEKEND if day.weekday() >= 5 else NOT_SERVED


def _regular(day: date, weekdays: frozenset[int], off: Mapping[date, DayOff]) -> bool:
    """A weekday of the office; at a weekend public holidays are not in the data and are read off the date."""
    if day.weekday() not in weekdays or day in off:
        return False
    return day.weekday() < 5 or public_holiday(day) is None
