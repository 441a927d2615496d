"""At which moment does the demonstration's clock begin?"""

from datetime import datetime, time
from pathlib import Path

from django.conf import settings

from config import clock
from motcua.core.moments import at, local_day
from motcua.dossiers.queries import last_step_at
from motcua.organisation.models import Unit
from motcua.workcalendar.calendar import OutOfCalendar, WorkCalendar
from motcua.workcalendar.queries import calendar_of

DEMONSTRATION_OFFICE = "hcmc.binh-thoi"
_BEGINS = time(8)


def set_clock(data_folder: Path, *, wanted: datetime | None, hours: WorkCalendar | None) -> datetime:
    """Set the folder's clock for all processes started from now on; gives the moment it shows.

    `wanted` is the operator's --clock. Without it and outside the office's hours (None: no office to ask)
    the day begins at 08:00 of the next working day. It never begins before the folder's last step.
    """
    real = clock.real_now()
    shown = first_moment(real=real, wanted=wanted, last_step=last_step_at(), hours=hours)
    clock.keep_shift(data_folder, None if shown == real else clock.Shift(shown_at=shown, real_at=real))
    return shown


def first_moment(
    *, real: datetime, wanted: datetime | None, last_step: datetime | None, hours: WorkCalendar | None
) -> datetime:
    """The moment to begin at: the wish, else now in office hours, else 08:00 of the next working day."""
    moment = wanted or _in_office_hours(real, hours)
    return max(moment, last_step) if last_step else moment


def office_hours() -> WorkCalendar | None:
    """The working calendar of the demonstration office; None where the folder has no such office."""
    office = Unit.objects.filter(id=DEMONSTRATION_OFFICE).first() if settings.DEMONSTRATION else None
    return calendar_of(office) if office else None


def _in_office_hours(real: datetime, hours: WorkCalendar | None) -> datetime:
    if hours is None:
        return real
    today = local_day(real)
    try:
        if hours.is_open(real):
            return real
        is_early = hours.is_working_day(today) and real < at(today, _BEGINS)
        return at(today if is_early else hours.next_working_day(today), _BEGINS)
    except OutOfCalendar:  # a year that nobody has loaded yet: the pages still open, and say so themselves
        return real
