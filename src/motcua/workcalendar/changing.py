"""When does an office work whose hours change on a day, or that closes suddenly for a day or half a day?

Same questions and answers as `WorkCalendar`, but every day carries its own sessions; a unit whose hours never
changed keeps the faster calendar. A half-day off shortens the working day: a term in days still counts that day.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate

from motcua.core.moments import VN, local, printed_minute
from motcua.workcalendar.calendar import Hours, Session, WorkCalendar
from motcua.workcalendar.days import YearFacts, day_tables
from motcua.workcalendar.terms import ClosedPart

NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class HoursFrom:
    """Office hours that hold from a day on, until the next change."""

    valid_from: date
    hours: Hours


@dataclass(frozen=True, slots=True)
class Closure:
    """A day or half-day on which one office is closed (storm, power), with the reason as people read it."""

    day: date
    part: ClosedPart
    reason: str

    def leaves(self, sessions: Sequence[Session]) -> tuple[Session, ...]:
        """The sessions that remain; a morning session is one that begins before noon."""
        if self.part is ClosedPart.DAY:
            return ()
        morning = self.part is ClosedPart.MORNING
        return tuple(session for session in sessions if (session[0] < NOON) != morning)


def hours_on(day: date, first: Hours, changes: Iterable[HoursFrom]) -> Hours:
    """The hours in force on the day: those of the last change before or on it, else the first ones."""
    begun = [change for change in changes if change.valid_from <= day]
    return max(begun, key=lambda change: change.valid_from).hours if begun else first


@dataclass(frozen=True, slots=True, eq=False)
class ChangingCalendar(WorkCalendar):
    """An office's working time, day by day; build with `ChangingCalendar.of`."""

    _sessions: tuple[tuple[Session, ...], ...] = field(repr=False)
    _minutes: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(
        cls,
        years: Iterable[YearFacts],
        first: Hours,
        changes: Sequence[HoursFrom] = (),
        closures: Sequence[Closure] = (),
    ) -> "ChangingCalendar":
        """`first` holds until the first of `changes`; several closures of one day add up."""
        plan = _Plan(first, tuple(sorted(changes, key=lambda one: one.valid_from)), tuple(closures))
        tables = day_tables(years, plan.weekdays, plan.whole_days())
        last = plan.changes[-1].hours if plan.changes else first
        base, before = tables["_first"], tables["_before"]
        sessions = tuple(
            plan.sessions(date.fromordinal(base + i)) if before[i + 1] > before[i] else ()
            for i in range(len(before) - 1)
        )
        lengths = (sum(end - start for start, end in of_day) for of_day in sessions)
        return cls(
            **tables,
            hours=last,
            _done_at=(),
            _ends_at=(),
            _a_day=sum(end - start for start, end in last.sessions),
            _sessions=sessions,
            _minutes=tuple(accumulate(lengths, initial=0)),
        )

    def sessions_of(self, day: date) -> tuple[Session, ...]:
        """The sessions of that day, none on a day off."""
        return self._sessions[self._index(day)]

    def opening(self, day: date) -> datetime:
        return _at(day, self._worked_sessions(day)[0][0])

    def close_of(self, day: date) -> datetime:
        return _at(day, self._worked_sessions(day)[-1][1])

    def is_open(self, moment: datetime) -> bool:
        here = local(moment)
        minute = here.hour * 60 + here.minute
        return any(start <= minute < end for start, end in self.sessions_of(here.date()))

    def next_opening(self, moment: datetime) -> datetime:
        here = printed_minute(moment)
        day, minute = here.date(), here.hour * 60 + here.minute
        for start, end in self.sessions_of(day):
            if minute < end:
                return _at(day, max(start, minute))
        return self.opening(self.next_working_day(day))

    def end_of_minutes(self, day: date, minute: int, n: int) -> tuple[date, int]:
        i = day.toordinal() - self._first
        if n < 1 or not 0 <= i < len(self._sessions):
            raise self._no_step(day, n)
        wanted = self._minutes[i] + _done(self._sessions[i], minute) + n
        if wanted > self._minutes[-1]:
            raise self._no_step(day, n)
        k = bisect_left(self._minutes, wanted) - 1
        return date.fromordinal(self._first + k), _ends(self._sessions[k], wanted - self._minutes[k])

    def day_of_minutes(self, day: date, minute: int, n: int) -> date:
        return self.end_of_minutes(day, minute, n)[0]

    def _done(self, here: datetime) -> int:
        i = self._index(here)
        return self._minutes[i] + _done(self._sessions[i], here.hour * 60 + here.minute)

    def _worked_sessions(self, day: date) -> tuple[Session, ...]:
        found = self.sessions_of(day)
        if not found:
            raise ValueError(f"{day} is not a working day")
        return found


@dataclass(frozen=True, slots=True)
class _Plan:
    """Hours, changes and closures of one office, asked day by day."""

    first: Hours
    changes: tuple[HoursFrom, ...]
    closures: tuple[Closure, ...]

    def weekdays(self, day: date) -> frozenset[int]:
        return hours_on(day, self.first, self.changes).days

    def sessions(self, day: date) -> tuple[Session, ...]:
        left = hours_on(day, self.first, self.changes).sessions
        for closure in self.closures:
            if closure.day == day:
                left = closure.leaves(left)
        return left

    def whole_days(self) -> Mapping[date, str]:
        """Days that are closed altogether, with their reasons."""
        closed: dict[date, list[str]] = {}
        for closure in self.closures:
            if not self.sessions(closure.day):
                closed.setdefault(closure.day, []).append(closure.reason)
        return {day: "; ".join(dict.fromkeys(reasons)) for day, reasons in closed.items()}


def _done(sessions: Sequence[Session], minute: int) -> int:
    return sum(min(max(minute - start, 0), end - start) for start, end in sessions)


def _ends(sessions: Sequence[Session], n: int) -> int:
    """The clock minute at which the n-th working minute of the day is over."""
    for start, end in sessions:
        if n <= end - start:
            return start + n
        n -= end - start
    raise ValueError("the day has fewer working minutes")


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=VN)
