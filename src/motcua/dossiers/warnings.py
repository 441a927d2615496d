"""Is it time to warn of a due time, of a lacking signer, to prepare the apology? Pure.

A quarter of the working time left, an hour for same-day; an apology a working day before (promises 19).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from motcua.core.moments import at, local_day, printed_minute
from motcua.workcalendar.calendar import WorkCalendar

SAME_DAY_MINUTES = 60
QUARTER = 4
_HOUR = timedelta(minutes=SAME_DAY_MINUTES)
_BEFORE_CUT_OFF = timedelta(minutes=30)


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


def signer_alarm_from(due_at: datetime, *, setting: time, cut_offs: Iterable[time]) -> datetime:
    """From when on the due day the unit is warned that nobody is there to sign: at the hour it set, half an hour
    before an earlier cut-off of its programmes of the day, an hour before the due time, whichever is first."""
    day = local_day(due_at)
    moments = [at(day, setting), printed_minute(due_at) - _HOUR]
    return min([*moments, *(at(day, cut_off) - _BEFORE_CUT_OFF for cut_off in cut_offs)])


def apology_from(*, counted_from: datetime, due_at: datetime, calendar: WorkCalendar) -> datetime:
    """From when a dossier that is not done has its apology prepared for signature (R-167; promises 19).

    Same-day: an hour before the due time. Else from the opening of the working day before the due day, the last
    on which the letter is in time; a term that only began then: in the last hour of that day.
    """
    if local_day(counted_from) == local_day(due_at):
        return printed_minute(due_at) - _HOUR
    before = calendar.working_day_before(local_day(due_at))
    if local_day(counted_from) < before:
        return calendar.opening(before)
    return max(calendar.close_of(before) - _HOUR, printed_minute(counted_from))
