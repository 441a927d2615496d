"""Is the period over, when is a report due, and was it sent in time? (R-274, R-276, R-277, R-279)"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.moments import end_of_month, local_day
from motcua.reports.issue_terms import Every, Standing

# The last day of a term of so many days after a day, by the calendar of whom the report is owed.
TermEnd = Callable[[date, int], date]


@dataclass(frozen=True, slots=True)
class Obligation:
    """Who owes a report by when, as somebody set it: `due_on` for one report of `first` to `last`, else so many
    days after the end of each month or quarter that begins on or after `first`."""

    every: Every
    first: date
    last: date | None
    due_on: date | None
    days_after: int | None


@dataclass(frozen=True, slots=True)
class Owed:
    """One report owed: its days, both in it, and the last day on which it is in time."""

    first: date
    last: date
    due: date


@dataclass(frozen=True, slots=True)
class Sent:
    """One report that was sent: when, and whether it came back for correction."""

    at: datetime
    returned: bool


def is_over(last: date, at: datetime) -> bool:
    """Whether the last day of the period is past on the office's calendar; until then figures are provisional."""
    return local_day(at) > last


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the day's month."""
    return day.replace(day=1), end_of_month(day)


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the day's calendar quarter."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, end_of_month(date(day.year, first.month + 2, 1))


def period_of(every: Every, day: date) -> tuple[date, date]:
    """The month or quarter in which the day lies."""
    return quarter_of(day) if every is Every.QUARTER else month_of(day)


def owed_until(duty: Obligation, today: date, term_end: TermEnd) -> Iterator[Owed]:
    """The reports owed whose period has begun by today, the newest first; a day that was set stays as it is."""
    if duty.every is Every.ONCE:
        if duty.last is not None and duty.due_on is not None and duty.first <= today:
            yield Owed(duty.first, duty.last, duty.due_on)
        return
    if duty.days_after is None:
        return
    first, last = period_of(duty.every, today)
    while first >= duty.first:
        yield Owed(first, last, term_end(last, duty.days_after))
        first, last = period_of(duty.every, first - timedelta(days=1))


def standing(owed: Owed, sent: tuple[Sent, ...], today: date) -> Standing:
    """How a unit stands: judged by its first sending; one that came back and was not sent again says so.

    On the due day it is still in time (Bộ luật Dân sự 2015, điều 148: a term ends with its last day).
    """
    if not sent:
        return Standing.MISSING if today > owed.due else Standing.NOT_DUE
    in_order = sorted(sent, key=lambda one: one.at)
    if in_order[-1].returned:
        return Standing.RETURNED
    return Standing.ON_TIME if local_day(in_order[0].at) <= owed.due else Standing.LATE
