"""What becomes of a due time: after a supplement, when judged, before an apology? (promises 17 to 19)"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.core.moments import local_day, printed_minute
from motcua.core.refusals import Refusal
from motcua.dossiers.deadlines import promise
from motcua.dossiers.promises import WITHIN_THE_DAY, Facts, Promise
from motcua.dossiers.terms import RUNS_ON
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.wording import named_day, named_moment

_MINUTE = timedelta(minutes=1)


class AfterSupplement(StrEnum):
    """What follows a supplement, set per procedure version (promises 18; regulations: NĐ 61/2018)."""

    RESET = "reset"  # tính lại toàn bộ thời hạn
    RESUME = "resume"  # tính tiếp thời gian còn lại
    CONTINUE = RUNS_ON  # thời hạn không dừng


class Timeliness(StrEnum):
    """How the result stood to its due time when it was ready (promises 17)."""

    EARLY = "early"  # trước hạn
    ON_TIME = "on_time"  # đúng hạn
    LATE = "late"  # trễ hạn


@dataclass(frozen=True, slots=True)
class PresentDue:
    """The due time that holds now, beside the original; `promise` is the new promise of a reset."""

    due_at: datetime
    due_strict: bool
    provisional: bool
    explanation: tuple[str, ...]
    promise: Promise | None = None


def after_supplement(
    mode: str,
    *,
    due_at: datetime,
    due_strict: bool,
    paused_at: datetime,
    completed: Facts,
    explanation: tuple[str, ...] = (),
) -> PresentDue:
    """The present due time once the dossier is complete at `completed.received_at` (promises 18).

    `completed`: the dossier's facts at the moment of completeness, so that a reset judges programmes anew.
    `explanation`: the lines that stood so far, kept above the new one unless all is counted anew.
    Raises what `promise` raises on a reset.
    """
    if mode == AfterSupplement.RESET:
        anew = promise(completed)
        says = "Hồ sơ đã bổ sung đủ: thời hạn tính lại từ đầu."
        return PresentDue(anew.due_at, anew.due_strict, anew.provisional, (says, *anew.explanation), anew)
    if mode == AfterSupplement.RESUME:
        due, says = _resumed(due_at, paused_at, completed.received_at, completed.calendar)
    elif mode == AfterSupplement.CONTINUE:
        due, says = due_at, f"Thời hạn không dừng trong lúc chờ bổ sung: hạn vẫn là {named_moment(due_at)}."
    else:
        raise ValueError(f"unknown rule after a supplement: {mode!r}")
    provisional = completed.calendar.provisional(local_day(due))
    return PresentDue(due, due_strict, provisional, (*explanation, says))


def resumed(
    *,
    due_at: datetime,
    due_strict: bool,
    paused_at: datetime,
    at: datetime,
    calendar: WorkCalendar,
    what: str,
    explanation: tuple[str, ...] = (),
) -> PresentDue:
    """The present due time once nobody waits for the person any more: what was left of it runs on.

    After a financial obligation, and where a supplement that never came is answered with a refusal.
    `what` ended the waiting, in words.
    """
    due, says = _resumed(due_at, paused_at, at, calendar, what=what)
    return PresentDue(due, due_strict, calendar.provisional(local_day(due)), (*explanation, says))


@dataclass(frozen=True, slots=True)
class Pause:
    """One stretch of waiting for the person that is over; `completed` are the facts at its end."""

    began_at: datetime
    mode: str
    completed: Facts


def counted_again(first: Facts, pauses: Sequence[Pause]) -> PresentDue:
    """The present due time from the facts of the reception and every pause since, as if asked today.

    `promise` is the last whole promise. Raises what `promise` raises.
    """
    anew = promise(first)
    present = PresentDue(anew.due_at, anew.due_strict, anew.provisional, anew.explanation, anew)
    for pause in pauses:
        following = after_supplement(
            pause.mode,
            due_at=present.due_at,
            due_strict=present.due_strict,
            paused_at=pause.began_at,
            completed=pause.completed,
            explanation=present.explanation,
        )
        present = replace(following, promise=following.promise or present.promise)
    return present


def judge(ready_at: datetime, due_at: datetime, *, strict: bool, same_day: bool = False) -> Timeliness:
    """Ready at or before due is on time, strictly before where strict; early is before the due day.

    Printed minutes are compared. A same-day dossier is never early, even one filed from afar the night before.
    """
    ready, due = printed_minute(ready_at), printed_minute(due_at)
    if ready > due or (strict and ready == due):
        return Timeliness.LATE
    return Timeliness.EARLY if ready.date() < due.date() and not same_day else Timeliness.ON_TIME


def ready_in_the_day(*, ready_at: datetime, received_at: datetime, first_due: datetime, reason: str) -> bool:
    """Ready on the day of reception; promised within the day but filed from afar before it: by the day first promised.

    `first_due`, `reason`: of the promise as it was given.
    """
    ready = local_day(ready_at)
    return ready == local_day(received_at) or (reason in WITHIN_THE_DAY and ready <= local_day(first_due))


APOLOGISED_ONCE = Refusal(
    "apology_once", "Hồ sơ này đã xin lỗi, hẹn lại một lần; không được hẹn lại nữa. Hãy giải quyết ngay."
)


def why_no_apology(
    *,
    now: datetime,
    due_at: datetime,
    counted_from: datetime,
    new_due_at: datetime,
    apologised: bool,
    calendar: WorkCalendar,
) -> Refusal | None:
    """Mẫu 04: once, a working day before the due day; same-day dossiers before the hour (promises 19)."""
    if apologised:
        return APOLOGISED_ONCE
    if printed_minute(new_due_at) <= printed_minute(due_at):
        text = f"Thời điểm hẹn lại phải sau hạn đã hẹn ({named_moment(due_at)}); hãy chọn lại."
        return Refusal("apology_not_later", text, "new_due_at")
    if not calendar.is_working_day(local_day(new_due_at)):
        text = f"{named_day(local_day(new_due_at))} là ngày nghỉ; hãy hẹn lại vào ngày làm việc."
        return Refusal("apology_day_off", text, "new_due_at")
    if local_day(counted_from) == local_day(due_at):
        in_time = printed_minute(now) < printed_minute(due_at)
        latest = f"trước {named_moment(due_at)}"
    else:
        last_day = calendar.working_day_before(local_day(due_at))
        in_time = local_day(now) <= last_day
        latest = f"chậm nhất {named_day(last_day)}"
    if in_time:
        return None
    text = f"Phiếu xin lỗi phải gửi {latest}; đã quá thời điểm đó, hãy giải quyết ngay và báo lãnh đạo."
    return Refusal("apology_too_late", text)


def _resumed(
    due_at: datetime,
    paused_at: datetime,
    completed_at: datetime,
    calendar: WorkCalendar,
    *,
    what: str = "bổ sung đủ",
) -> tuple[datetime, str]:
    """The working minutes left at the pause run on; what was overdue then stays overdue."""
    if printed_minute(paused_at) >= printed_minute(due_at):
        return due_at, f"Hồ sơ đã quá hạn trước khi tạm dừng: hạn vẫn là {named_moment(due_at)}."
    left = calendar.working_minutes_between(paused_at, due_at)
    if left == 0:  # an extra session lies outside working time: its own minutes are left
        left = (printed_minute(due_at) - printed_minute(paused_at)) // _MINUTE
    due = calendar.add_working_minutes(completed_at, left)
    return due, (
        f"Khi tạm dừng lúc {named_moment(paused_at)} còn {left // 60} giờ {left % 60:02} phút làm việc; "
        f"{what} lúc {named_moment(completed_at)}, tính tiếp đến {named_moment(due)}."
    )
