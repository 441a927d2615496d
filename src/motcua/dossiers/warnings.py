"""Is it time to warn of a due time, and whom? A quarter of the working time left, an hour for same-day; pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.core.moments import local_day, printed_minute
from motcua.workcalendar.calendar import WorkCalendar

SAME_DAY_MINUTES = 60
QUARTER = 4


class WarningLevel(StrEnum):
    """How near the due time is."""

    NEAR = "near"  # sắp đến hạn, báo người đang giữ hồ sơ
    OVERDUE = "overdue"  # quá hạn, báo người đứng đầu


@dataclass(frozen=True, slots=True)
class Warned:
    """What to warn of: the level and the working minutes left (0 when overdue)."""

    level: WarningLevel
    minutes_left: int


def warning_at(
    now: datetime, *, counted_from: datetime, due_at: datetime, strict: bool, calendar: WorkCalendar
) -> Warned | None:
    """None while there is time: more than an hour for a same-day dossier, a quarter of the working time else.

    Working time is counted from `counted_from` to `due_at` in the unit's sessions.
    """
    minute, due = printed_minute(now), printed_minute(due_at)
    if minute > due or (strict and minute == due):
        return Warned(WarningLevel.OVERDUE, 0)
    left = calendar.working_minutes_between(minute, due)
    if local_day(counted_from) == local_day(due):
        near = left <= SAME_DAY_MINUTES
    else:
        near = left * QUARTER <= calendar.working_minutes_between(counted_from, due)
    return Warned(WarningLevel.NEAR, left) if near else None
