"""How is a promise explained to the citizen at the desk and to the inspector a year later? (R-122)"""

from collections.abc import Sequence
from datetime import date, timedelta

from motcua.core.moments import local_day
from motcua.dossiers.promises import Candidate, DueReason, Facts
from motcua.procedures.terms import LimitUnit
from motcua.programmes.rules import Applies, NotApplied, ProgrammeRule
from motcua.programmes.terms import Unfit
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.terms import DayKind
from motcua.workcalendar.wording import WEEKDAYS, named_day, named_moment

_MOST_WEEKEND_DAYS_NAMED = 4
_BY_THE_TERM = frozenset({DueReason.ORDINARY, DueReason.BY_WISH, DueReason.PROLONGED})
# What nearly applied is told; programmes of other places, times or procedures are not.
_WORTH_TELLING = {
    Unfit.REPLACED: "đơn vị có kế hoạch riêng thay thế",
    Unfit.CHANNEL: "hình thức nộp này không được áp dụng",
}


def due_words(candidate: Candidate) -> str:
    """`trước 09:00 Thứ Hai 2/10/2023` where strict, else `17:00 Thứ Hai 2/10/2023`."""
    return f"trước {named_moment(candidate.due_at)}" if candidate.strict else named_moment(candidate.due_at)


def programme_line(found: Applies, *, in_time: bool, at_once: bool, due: str) -> str:
    """Programme, clause, its cut-off and what follows from it."""
    rule = found.rule
    own = " riêng của thủ tục" if found.own_cut_off else ""
    assumed = " (tạm định, văn bản không ghi giờ)" if rule.cut_off_assumed and not found.own_cut_off else ""
    hour = f"mốc giờ nhận hồ sơ{own} {found.cut_off:%H:%M}{assumed}" if found.cut_off else "không đặt mốc giờ"
    if in_time:
        how = (
            "nhận không muộn hơn mốc nên trả trong ngày"
            if found.cut_off
            else "nhận trong ngày nên trả trong ngày"
        )
    elif at_once:
        how = "nhận sau mốc nhưng giải quyết được ngay nên trả trong ngày"
    else:
        how = "nhận sau mốc nên trả trong ngày làm việc tiếp theo"
    return f"Chương trình “{rule.name}” ({rule.source}): {hour}; {how}: {due}."


def choice_lines(winner: Candidate, others: Sequence[Candidate]) -> list[str]:
    """Which due time was taken and what lost against it; silent where nothing competed."""
    if not others:
        return []
    ties = [other.title for other in others if other.earliness[:2] == winner.earliness[:2]]
    lost = [f"{other.title} ({due_words(other)})" for other in others if other.title not in ties]
    lines = [f"Lấy hạn sớm nhất: {due_words(winner)}, theo {winner.title}."]
    if ties:
        lines.append(f"Cùng thời điểm đó: {'; '.join(ties)}.")
    if lost:
        lines.append(f"Không lấy vì muộn hơn: {'; '.join(lost)}.")
    return lines


def near_misses(set_aside: Sequence[NotApplied]) -> list[str]:
    """Programmes of this unit and procedure that a reader might have expected."""
    return [
        f"Không áp dụng “{missed.rule.name}”: {why}."
        for missed in set_aside
        if (why := _why_missed(missed.rule, missed.reason))
    ]


def calendar_lines(facts: Facts, winner: Candidate, calendar: WorkCalendar) -> list[str]:
    """The days between reception and due time that were not worked, and make-up days that were."""
    first, last = local_day(facts.received_at), winner.due_at.date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    lines = []
    if skipped := _skipped(days, calendar):
        counts = facts.term.unit == LimitUnit.CALENDAR_DAY and winner.reason in _BY_THE_TERM
        what = (
            "Ngày nghỉ trong khoảng này (vẫn tính vào thời hạn theo ngày, chỉ không trả kết quả)"
            if counts
            else ("Không tính ngày nghỉ")
        )
        lines.append(f"{what}: {'; '.join(skipped)}.")
    lines += [
        f"{named_day(day)} là ngày làm bù, tính là ngày làm việc."
        for day in days
        if calendar.is_makeup_day(day)
    ]
    return lines


def _why_missed(rule: ProgrammeRule, reason: Unfit) -> str | None:
    if reason == Unfit.WEEKDAY and rule.weekdays:
        return f"chỉ thực hiện vào {', '.join(WEEKDAYS[day] for day in sorted(rule.weekdays))}"
    return _WORTH_TELLING.get(reason)


def _skipped(days: list[date], calendar: WorkCalendar) -> list[str]:
    """Every holiday by name; weekends by name while they are few."""
    off = [(day, found) for day in days if (found := calendar.day_off(day))]
    weekend = [day for day, found in off if found.kind == DayKind.WEEKEND]
    few = len(weekend) <= _MOST_WEEKEND_DAYS_NAMED
    named = [f"{named_day(day)} {found.words}" for day, found in off if few or day not in weekend]
    return named if few else [*named, f"{len(weekend)} ngày nghỉ cuối tuần"]
