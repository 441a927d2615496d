"""When does an office work? Working days, hours, next opening, working minutes: one table look-up each.

A calendar is compiled once from the national years and a unit's hours: `_done_at[m]` working minutes are
over at clock minute m, and the r-th working minute of a day ends at `_ends_at[r]`. Every term compares at
the printed minute: seconds are dropped. The steps over days are in `days.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate, pairwise

from motcua.core.moments import VN, local, printed_minute
from motcua.workcalendar.days import OutOfCalendar, WorkingDays, YearFacts, day_tables

__all__ = ["ExtraSession", "Hours", "OutOfCalendar", "Session", "WorkCalendar", "YearFacts"]

Session = tuple[int, int]
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekdays worked (Monday 0) and sessions as (first, last) minute of the day, half-open and in order."""

    days: frozenset[int]
    sessions: tuple[Session, ...]

    def __post_init__(self) -> None:
        edges = [minute for session in self.sessions for minute in session]
        rising = all(a < b for a, b in pairwise(edges))
        if not edges or not rising or edges[0] < 0 or edges[-1] >= DAY_MINUTES:
            raise ValueError(f"sessions must be in order within one day: {self.sessions}")
        if not self.days <= frozenset(range(7)):
            raise ValueError(f"weekdays are 0 (Monday) to 6 (Sunday): {sorted(self.days)}")


@dataclass(frozen=True, slots=True)
class ExtraSession:
    """Reception outside office hours for some fields, no working time (results notice HCMC 2022, 2.2; promises 16)."""

    days: frozenset[int]
    sessions: tuple[Session, ...]
    fields: frozenset[str]
    valid_from: date
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def open_at(self, moment: datetime) -> Session | None:
        """The session [start, end) that runs at the printed minute, if the day is one of its days."""
        here = local(moment)
        if not self.in_force(here.date()) or here.weekday() not in self.days:
            return None
        minute = here.hour * 60 + here.minute
        return next((session for session in self.sessions if session[0] <= minute < session[1]), None)


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar(WorkingDays):
    """An office's working time; build with `WorkCalendar.compile`. All moments in and out are aware."""

    hours: Hours
    _done_at: tuple[int, ...] = field(repr=False)
    _ends_at: tuple[int, ...] = field(repr=False)
    _a_day: int = field(repr=False)

    @classmethod
    def compile(
        cls, years: Iterable[YearFacts], hours: Hours, closures: Mapping[date, str] | None = None
    ) -> "WorkCalendar":
        """Tables for consecutive years; `closures` are whole days of this office with their reason."""
        in_session = [any(a <= m < b for a, b in hours.sessions) for m in range(DAY_MINUTES)]
        return cls(
            **day_tables(years, lambda _day: hours.days, closures or {}),
            hours=hours,
            _done_at=tuple(accumulate(in_session, initial=0)),
            _ends_at=(hours.sessions[0][0], *(m + 1 for m in range(DAY_MINUTES) if in_session[m])),
            _a_day=sum(in_session),
        )

    def opening(self, day: date) -> datetime:
        """Start of the first session of a working day."""
        return _at(self._require_worked(day), self.hours.sessions[0][0])

    def close_of(self, day: date) -> datetime:
        """End of the last session of a working day: "Close" of promises.md."""
        return _at(self._require_worked(day), self.hours.sessions[-1][1])

    def is_open(self, moment: datetime) -> bool:
        """Inside a session of a working day, half-open [start, end)."""
        here = local(moment)
        minute = here.hour * 60 + here.minute
        return self.is_working_day(here.date()) and self._done_at[minute] < self._done_at[minute + 1]

    def next_opening(self, moment: datetime) -> datetime:
        """The printed minute itself inside a session, else the start of the next session."""
        here = printed_minute(moment)
        day, minute = here.date(), here.hour * 60 + here.minute
        if self.is_working_day(day):
            for start, end in self.hours.sessions:
                if minute < end:
                    return _at(day, max(start, minute))
        return self.opening(self.next_working_day(day))

    def add_working_minutes(self, moment: datetime, n: int) -> datetime:
        """When n ≥ 1 working minutes are over: 60 from 16:00 at 17:00, from 16:30 at 08:00 next day."""
        here = local(moment)
        return _at(*self.end_of_minutes(here.date(), here.hour * 60 + here.minute, n))

    def end_of_minutes(self, day: date, minute: int, n: int) -> tuple[date, int]:
        """The same from a day and its clock minute to a day and its clock minute."""
        i = day.toordinal() - self._first
        if i >= 0 and n >= 1:
            try:
                full = self._before[i]
                last = full * self._a_day + n - 1
                if self._before[i + 1] > full:
                    last += self._done_at[minute]
                return self._worked[last // self._a_day], self._ends_at[last % self._a_day + 1]
            except IndexError:
                pass
        raise self._no_step(day, n)

    def day_of_minutes(self, day: date, minute: int, n: int) -> date:
        """The same day without its minute: the shortest way, most terms of hours end on the day they begin."""
        i = day.toordinal() - self._first
        if i >= 0 and n >= 1:
            try:
                full = self._before[i]
                if self._before[i + 1] > full:
                    n += self._done_at[minute]
                    if n <= self._a_day:
                        return day
                return self._worked[full + (n - 1) // self._a_day]
            except IndexError:
                pass
        raise self._no_step(day, n)

    def working_minutes_between(self, a: datetime, b: datetime) -> int:
        """Working minutes from a to b, negative when b is before a."""
        return self._done(local(b)) - self._done(local(a))

    def _done(self, here: datetime) -> int:
        i = self._index(here)
        whole = self._before[i] * self._a_day
        if self._before[i + 1] == self._before[i]:
            return whole
        return whole + self._done_at[here.hour * 60 + here.minute]

    def _require_worked(self, day: date) -> date:
        if not self.is_working_day(day):
            raise ValueError(f"{day} is not a working day")
        return day


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=VN)
