"""Which office is shown, and when is it open?"""

from motcua.workcalendar.calendar import WorkCalendar


def office_hours() -> WorkCalendar | None:
    """The working calendar of the demonstration office; None without one."""
    return None
