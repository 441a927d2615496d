"""How is a promise explained to the citizen at the desk and to the inspector a year later? (R-122)"""

from collections.abc import Sequence
from datetime import date

from motcua.core.moments import local_day
from motcua.dossiers.promises import Candidate, DueReason, Facts
from motcua.procedures.terms import LimitUnit
from motcua.programmes.rules import Applies, NotApplied, ProgrammeRule
from motcua.programmes.terms import Unfit
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.days import NamedDayOff
from motcua.workcalendar.terms import DayKind
from motcua.workcalendar.wording import WEEKDAYS, named_day

_MOST_WEEKEND_DAYS_NAMED = 4
_BY_THE_TERM = frozenset({DueReason.ORDINARY, DueReason.BY_WISH, DueReason.PROLONGED})
# What nearly applied is told; programmes of other places, times or procedures are not.
_WORTH_TELLING = {
    Unfit.REPLACED: "đơn vị có kế hoạch riêng thay thế",
    Unfit.CHANNEL: "hình thức nộp này không được áp dụng",
}


def programme_opening(found: Applies) -> str:
    """Programme, clause and its cut-off: the same for every dossier."""
    rule = found.rule
    own = " riêng của thủ tục" if found.own_cut_off else ""
    assumed = " (tạm định, văn bản không ghi giờ)" if rule.cut_off_assumed and not found.own_cut_off else ""
    hour = f"mốc giờ nhận hồ sơ{own} {found.cut_off:%H:%M}{assumed}" if found.cut_off else "không đặt mốc giờ"
    return f"Chương trình “{rule.name}” ({rule.source}): {hour}"


def what_follows(found: Applies, *, in_time: bool, at_once: bool) -> str:
    """What follows from the cut-off for this dossier."""
    if not in_time:
        return (
            "nhận sau mốc nhưng giải quyết được ngay nên trả trong ngày"
            if at_once
            else "nhận sau mốc nên trả trong ngày làm việc tiếp theo"
        )
    if found.cut_off:
        return "nhận không muộn hơn mốc nên trả trong ngày"
    return "nhận trong ngày nên trả trong ngày"


def choice_lines(winner: Candidate, others: Sequence[Candidate]) -> list[str]:
    """Which due time was taken and what lost against it; silent where nothing competed."""
    if not others:
        return []
    ties = [
        other.title for other in others if other.due_at == winner.due_at and other.strict == winner.strict
    ]
    lost = [f"{other.title} ({other.due_words})" for other in others if other.title not in ties]
    lines = [f"Lấy hạn sớm nhất: {winner.due_words}, theo {winner.title}."]
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
    lines = gap_lines(calendar, first, last)
    if off := calendar.days_off(first, last):
        counts = facts.term.unit == LimitUnit.CALENDAR_DAY and winner.reason in _BY_THE_TERM
        what = (
            "Ngày nghỉ trong khoảng này (vẫn tính vào thời hạn theo ngày, chỉ không trả kết quả)"
            if counts
            else ("Không tính ngày nghỉ")
        )
        lines.append(f"{what}: {'; '.join(_skipped(off))}.")
    lines += [
        f"{named_day(day)} là ngày làm bù, tính là ngày làm việc."
        for day in calendar.makeup_days(first, last)
    ]
    return lines


def gap_lines(calendar: WorkCalendar, first: date, last: date) -> list[str]:
    """The long gaps inside the term, so that nobody wonders why a short term ends so late (Tết)."""
    gaps = calendar.gaps_between(first, last)
    if not gaps:
        return []
    named = "; ".join(
        f"sau {gap.days} ngày nghỉ, từ {named_day(gap.first)} đến {named_day(gap.last)}" for gap in gaps
    )
    return [f"Trong thời hạn có đợt nghỉ dài ({named})."]


def _why_missed(rule: ProgrammeRule, reason: Unfit) -> str | None:
    if reason == Unfit.WEEKDAY and rule.weekdays:
        return f"chỉ thực hiện vào {', '.join(WEEKDAYS[day] for day in sorted(rule.weekdays))}"
    return _WORTH_TELLING.get(reason)


def _skipped(off: Sequence[NamedDayOff]) -> list[str]:
    """Every holiday by name; weekends by name while they are few."""
    others = [one.words for one in off if one.why.kind is not DayKind.WEEKEND]
    weekend = len(off) - len(others)
    if weekend <= _MOST_WEEKEND_DAYS_NAMED:
        return [one.words for one in off]
    return [*others, f"{weekend} ngày nghỉ cuối tuần"]
