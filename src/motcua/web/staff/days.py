"""Which days does the address of a page ask for? What cannot be one of the office's days is as if nothing was said."""

from datetime import date, datetime, timedelta

from config import clock
from motcua.core.moments import local_day
from motcua.web.staff.requests import StaffRequest

# As the API reads days: no day of the office lies outside, and the day after each can still be counted.
_YEARS = range(2000, 2100)
_PERIOD = timedelta(days=30)


def day_asked(request: StaffRequest) -> date:
    """The day of the address (`ngay=2022-05-16`), else today."""
    return day_said(request, "ngay") or local_day(clock.now())


def days_asked(request: StaffRequest, *, first: date | None = None) -> tuple[date, date]:
    """`tu` and `den` of the address, else today, `first` for the first where given; in the order they were said."""
    today = local_day(clock.now())
    return day_said(request, "tu") or first or today, day_said(request, "den") or today


def period_asked(request: StaffRequest, now: datetime) -> tuple[date, date]:
    """`tu` and `den` of the address, the earlier first; else the last thirty days."""
    today = local_day(now)
    found = day_said(request, "tu") or today - _PERIOD, day_said(request, "den") or today
    return min(found), max(found)


def day_said(request: StaffRequest, name: str) -> date | None:
    """The day that the address says under the name, if it says one."""
    try:
        found = date.fromisoformat(request.GET.get(name, "")[:10])
    except ValueError:
        return None
    return found if found.year in _YEARS else None
