"""Between when are tickets issued on a day? The sessions of the unit, those added outside office hours too."""

from datetime import date, datetime, timedelta

from motcua.core.moments import start_of
from motcua.organisation.models import Unit
from motcua.organisation.queries import extra_sessions_of
from motcua.workcalendar.queries import calendar_of, office_hours_on


def issuing_hours(unit: Unit, day: date) -> list[tuple[datetime, datetime]]:
    """The sessions [start, end) of that day, in order; empty on a day off. Refused: `no_calendar`."""
    sessions = [
        session
        for extra in extra_sessions_of(unit)
        if extra.in_force(day) and day.weekday() in extra.days
        for session in extra.sessions
    ]
    if calendar_of(unit).is_working_day(day):
        sessions += office_hours_on(unit, day).sessions
    midnight = start_of(day)
    return [
        (midnight + timedelta(minutes=start), midnight + timedelta(minutes=end))
        for start, end in sorted(sessions)
    ]
