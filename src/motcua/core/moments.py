"""Which moment is meant? One zone for the office, printed minutes for comparisons."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def local(moment: datetime) -> datetime:
    """The same moment as the office's wall clock shows it."""
    return moment.astimezone(VN)


def local_day(moment: datetime) -> date:
    """The day on the office's wall calendar."""
    return local(moment).date()


def printed_minute(moment: datetime) -> datetime:
    """The moment as a slip prints it: seconds dropped (15:00:59 is 15:00)."""
    return local(moment).replace(second=0, microsecond=0)


def at(day: date, clock: time) -> datetime:
    """A wall-clock time of the office on a day."""
    return datetime.combine(day, clock, tzinfo=VN)


def start_of(day: date) -> datetime:
    """Midnight at which the day begins."""
    return at(day, time(0))


def end_of(day: date) -> datetime:
    """Midnight at which the day is over (exclusive)."""
    return at(day + timedelta(days=1), time(0))


def end_of_month(day: date) -> date:
    """The last day of the day's month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)
