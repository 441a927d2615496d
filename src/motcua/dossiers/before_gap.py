"""What should be cleared before a long gap (Tết), and what was promised inside it?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.moments import end_of, local_day, start_of
from motcua.core.refusals import Refused
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import running
from motcua.organisation.models import Unit
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.days import Gap
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class BeforeGap:
    """The gap, working days left before it (today counted), and dossiers by due time.

    `inside`: promised on a day off, to be moved; `due_before`: due until the gap begins; `clearable`: due in the
    first days after it, so they could be done before.
    """

    gap: Gap
    days_left: int
    inside: tuple[Dossier, ...]
    due_before: tuple[Dossier, ...]
    clearable: tuple[Dossier, ...]


def coming_gap(unit: Unit, day: date, days_ahead: int) -> tuple[Gap, int] | None:
    """The next long gap and the working days before it, where there are at most `days_ahead`; else None."""
    calendar = calendar_of(unit)
    try:
        gap = calendar.gap_after(day)
        if gap is None or (gap.first - day).days > 4 * (days_ahead + 7):
            return None
        left = _working_days(calendar, day, gap.first)
    except Refused:  # the calendar holds no such day
        return None
    return (gap, left) if left <= days_ahead else None


def before_gap(unit: Unit, now: datetime, days_ahead: int) -> BeforeGap | None:
    """The lists for the coming gap; None while it is further away than `days_ahead` working days."""
    found = coming_gap(unit, local_day(now), days_ahead)
    if found is None:
        return None
    gap, left = found
    until = _days_after(calendar_of(unit), gap.last, days_ahead)
    open_ones = list(running(unit.pk).filter(due_at__lt=end_of(until)).order_by("due_at", "id"))
    begins, over = start_of(gap.first), end_of(gap.last)
    due = [(one, one.due_at) for one in open_ones if one.due_at is not None]
    return BeforeGap(
        gap=gap,
        days_left=left,
        inside=tuple(one for one, at in due if begins <= at < over),
        due_before=tuple(one for one, at in due if at < begins),
        clearable=tuple(one for one, at in due if at >= over),
    )


def _working_days(calendar: WorkCalendar, first: date, before: date) -> int:
    """Working days from `first` to the day before `before`."""
    days = (first + timedelta(days=n) for n in range((before - first).days))
    return sum(calendar.is_working_day(day) for day in days)


def _days_after(calendar: WorkCalendar, day: date, n: int) -> date:
    """The n-th working day after, or the last that the calendar knows."""
    try:
        return calendar.add_working_days(day, n)
    except Refused:
        return day + timedelta(days=n)
