"""How much time is left, in words? "Còn 25 phút", "Quá hạn 1 giờ 05 phút"; pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.core.moments import local_day, printed_minute
from motcua.workcalendar.calendar import WorkCalendar


class Urgency(StrEnum):
    """How a list colours a dossier."""

    DONE = "done"  # đã xong
    PAUSED = "paused"  # tạm dừng tính hạn
    OVERDUE = "overdue"  # quá hạn
    TODAY = "today"  # đến hạn hôm nay
    IN_TIME = "in_time"  # còn hạn


@dataclass(frozen=True, slots=True)
class Remaining:
    """What the list says of a due time: its urgency and the words."""

    urgency: Urgency
    words: str


def remaining(
    *,
    now: datetime,
    due_at: datetime | None,
    strict: bool,
    ready_at: datetime | None,
    paused: bool,
    ended: bool,
    calendar: WorkCalendar,
) -> Remaining:
    """Working time left until due (or past it), as the office counts: only minutes inside sessions."""
    if ended:
        return Remaining(Urgency.DONE, "Đã kết thúc")
    if ready_at is not None and due_at is not None:
        return Remaining(Urgency.DONE, _ready_words(ready_at, due_at, strict))
    if paused:
        return Remaining(Urgency.PAUSED, "Tạm dừng tính hạn")
    if due_at is None:
        return Remaining(Urgency.PAUSED, "Chưa có hẹn")
    minute = printed_minute(now)
    if minute > due_at or (strict and minute >= due_at):
        late = calendar.working_minutes_between(due_at, minute)
        return Remaining(Urgency.OVERDUE, f"Quá hạn {duration(late, calendar)}")
    left = calendar.working_minutes_between(minute, due_at)
    urgency = Urgency.TODAY if local_day(due_at) == local_day(now) else Urgency.IN_TIME
    return Remaining(urgency, f"Còn {duration(left, calendar)}")


def _ready_words(ready_at: datetime, due_at: datetime, strict: bool) -> str:
    ready = printed_minute(ready_at)
    if ready > due_at or (strict and ready >= due_at):
        return "Xong, trễ hạn"
    return "Xong trước hạn" if ready.date() < local_day(due_at) else "Xong đúng hạn"


def duration(minutes: int, calendar: WorkCalendar) -> str:
    """Working minutes in words: days of this office first, then hours and minutes."""
    a_day = sum(end - start for start, end in calendar.hours.sessions)
    days, rest = divmod(minutes, a_day)
    if days >= 2 or (days and not rest):
        return f"{days} ngày làm việc"
    hours, left = divmod(minutes, 60)
    if not hours:
        return f"{left} phút"
    return f"{hours} giờ {left:02d} phút" if left else f"{hours} giờ"
