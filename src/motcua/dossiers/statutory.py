"""When is a dossier due by law alone? (promises 5 to 7)"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from motcua.core.moments import printed_minute
from motcua.core.refusals import refuse
from motcua.dossiers.promises import (
    Counted,
    CutoffEffect,
    DueReason,
    Extension,
    ExtensionMode,
    Prolongation,
    Term,
)
from motcua.procedures.terms import LimitUnit
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.wording import clock_words, named_day, named_moment

# Same-day procedures whose catalogue entry prints no hour: NĐ 61/2018/NĐ-CP art. 18; promises 6.
SAME_DAY_CUT_OFF = time(15)
_UNIT_WORDS: dict[str, str] = {
    LimitUnit.HOUR: "giờ làm việc",
    LimitUnit.WORKING_DAY: "ngày làm việc",
    LimitUnit.CALENDAR_DAY: "ngày",
}


@dataclass(frozen=True, slots=True)
class Statutory:
    """The law's due time, the moment its term starts from, and how it was counted in words."""

    due_at: datetime
    reason: DueReason
    starts: datetime
    says: str


def statutory(term: Term, moment: Counted, calendar: WorkCalendar, *, at_once: bool) -> Statutory:
    """The term of the law from the counted moment, without programme or prolongation."""
    if term.same_day:
        return _same_day(term, moment, calendar, at_once=at_once)
    starts, says = moment.at, ""
    if _starts_later(term, moment.at):
        starts = calendar.opening(calendar.next_working_day(moment.at.date()))
        says = f"nhận sau {clock_words(_cut_off(term))} nên "
    says += _first_counted(term, starts, calendar)
    assert term.value is not None
    due_at = after(term.value, term.unit, starts, calendar)
    return Statutory(due_at, DueReason.ORDINARY, starts, f"{in_words(term.value, term.unit)}, {says}")


def after(value: int, unit: str, start: datetime, calendar: WorkCalendar) -> datetime:
    """`value` hours, working days or calendar days from `start`; day terms end at the close (promises 5)."""
    if unit == LimitUnit.HOUR:
        return calendar.add_working_minutes(start, value * 60)
    if unit == LimitUnit.WORKING_DAY:
        return calendar.close_of(calendar.add_working_days(start.date(), value))
    if unit == LimitUnit.CALENDAR_DAY:
        return calendar.close_of(calendar.add_calendar_days(start.date(), value))
    raise ValueError(f"a term cannot be counted in {unit!r}")


def prolonged(law: Statutory, term: Term, wish: Prolongation, calendar: WorkCalendar) -> tuple[datetime, str]:
    """Due time and words of a lawful prolongation; raises Refused prolong_not_allowed, until_*."""
    extension = term.extension
    if extension is None or wish.ground not in _grounds(extension):
        raise refuse(
            "prolong_not_allowed",
            "Thủ tục này không được kéo dài thời hạn vì lý do đã chọn; hãy chọn đúng lý do hoặc bỏ kéo dài.",
            field="prolong",
        )
    why = extension.condition or extension.ground
    if extension.mode == ExtensionMode.AGREEMENT:
        until = _agreed(law, wish.until, calendar)
        return until, f"Kéo dài theo thỏa thuận bằng văn bản ({why}): hẹn {named_moment(until)}."
    if wish.until is not None or extension.value is None:
        raise refuse(
            "until_not_offered",
            "Thời hạn kéo dài của thủ tục này do quy định ấn định; hãy bỏ thời điểm tự chọn.",
            field="prolong_until",
        )
    total = extension.mode == ExtensionMode.TOTAL
    due_at = after(extension.value, extension.unit, law.starts if total else law.due_at, calendar)
    how = "tổng thời hạn" if total else "cộng thêm vào hạn theo luật"
    words = f"{how} {in_words(extension.value, extension.unit)}"
    return due_at, f"Kéo dài theo quy định ({why}): {words}, hạn {named_moment(due_at)}."


def in_words(value: int, unit: str) -> str:
    """`3 ngày làm việc`."""
    return f"{value} {_UNIT_WORDS[unit]}"


def _same_day(term: Term, moment: Counted, calendar: WorkCalendar, *, at_once: bool) -> Statutory:
    """At or before the cut-off: today's close; after, unless settled at once: that of the next day."""
    cut_off = clock_words(_cut_off(term))
    today = max(moment.same_day_end, moment.at)
    if moment.at.time() <= _cut_off(term) and moment.at <= moment.same_day_end:
        says = f"nhận không muộn hơn {cut_off} nên trả trong ngày"
        return Statutory(today, DueReason.STATUTORY_SAME_DAY, moment.at, says)
    if at_once:
        says = f"nhận sau {cut_off} nhưng giải quyết được ngay nên trả trong ngày"
        return Statutory(today, DueReason.STATUTORY_SAME_DAY, moment.at, says)
    following = calendar.close_of(calendar.next_working_day(moment.at.date()))
    says = f"nhận sau {cut_off} mà không giải quyết được ngay nên trả trong ngày làm việc tiếp theo"
    return Statutory(following, DueReason.STATUTORY_AFTER_CUTOFF, moment.at, says)


def _first_counted(term: Term, starts: datetime, calendar: WorkCalendar) -> str:
    """A term in days starts the day after (Civil Code 2015 art. 147.2)."""
    if term.unit == LimitUnit.HOUR:
        return f"tính từ {named_moment(starts)}"
    day = starts.date()
    first = calendar.next_working_day(day) if term.unit == LimitUnit.WORKING_DAY else day + timedelta(days=1)
    return f"tính từ {named_day(day)}, ngày thứ nhất là {named_day(first)}"


def _cut_off(term: Term) -> time:
    return term.cutoff.after if term.cutoff else SAME_DAY_CUT_OFF


def _starts_later(term: Term, moment: datetime) -> bool:
    cutoff = term.cutoff
    return (
        cutoff is not None
        and cutoff.effect == CutoffEffect.STARTS_NEXT_WORKING_DAY
        and moment.time() > cutoff.after
    )


def _grounds(extension: Extension) -> set[str]:
    """An agreement may be asked for by its ground or by its own name."""
    agreement = {ExtensionMode.AGREEMENT.value} if extension.mode == ExtensionMode.AGREEMENT else set()
    return {extension.ground} | agreement


def _agreed(law: Statutory, until: datetime | None, calendar: WorkCalendar) -> datetime:
    if until is None:
        raise refuse(
            "until_missing",
            "Kéo dài theo thỏa thuận cần thời điểm trả kết quả đã thỏa thuận; hãy nhập ngày, giờ.",
            field="prolong_until",
        )
    agreed = printed_minute(until)
    if agreed <= law.starts or not calendar.is_working_day(agreed.date()):
        raise refuse(
            "until_invalid",
            "Thời điểm thỏa thuận phải sau lúc tiếp nhận và vào ngày làm việc; hãy thỏa thuận lại.",
            field="prolong_until",
        )
    return agreed
