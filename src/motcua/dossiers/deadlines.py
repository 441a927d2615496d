"""When is this dossier due, and why? Facts in, promise out (promises 1-16; R-092-098, R-106-122)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter

from motcua.core.moments import at, local, local_day
from motcua.core.refusals import refuse_if
from motcua.dossiers import explaining
from motcua.dossiers.counting import counted, why_not_promised
from motcua.dossiers.covering import Covered, covering
from motcua.dossiers.promises import (
    Candidate,
    Counted,
    CutoffEffect,
    DueReason,
    Extension,
    ExtensionMode,
    Facts,
    LegalCutoff,
    Prolongation,
    Promise,
    Term,
)
from motcua.dossiers.statutory import Statutory, prolonged, statutory
from motcua.procedures.terms import LimitUnit
from motcua.programmes.rules import Applies
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.wording import named_moment

__all__ = [
    "CutoffEffect",
    "DueReason",
    "Extension",
    "ExtensionMode",
    "Facts",
    "LegalCutoff",
    "Prolongation",
    "Promise",
    "Term",
    "due_date_only",
    "online_answer_due",
    "promise",
    "same_day_answer_due",
]

_ONLINE_ANSWER_HOURS = 8
# Plain texts: the bare date is asked a million times by reports and the benchmark.
_WORKING_DAY, _HOUR = LimitUnit.WORKING_DAY.value, LimitUnit.HOUR.value
_CALENDAR_DAY = LimitUnit.CALENDAR_DAY.value
_EXTRA_SESSION_RANK, _LAW_RANK = -1, 10**6
_EARLINESS = attrgetter("earliness")


def promise(facts: Facts) -> Promise:
    """The promise of a complete dossier.

    Raises Refused: unit_not_in_force, procedure_not_in_force, no_term, incomplete, channel_not_offered,
    channel_unknown, day_off, outside_sessions, out_of_calendar, prolong_not_allowed, until_missing,
    until_invalid, until_not_offered.
    """
    refuse_if(why_not_promised(facts))
    moment = counted(facts)
    law = statutory(facts.term, moment, facts.calendar, at_once=facts.at_once)
    by_law = _by_law(facts, law)
    if facts.prolong is not None:
        return _answer(facts, moment, law, [_by_prolongation(facts, law, by_law)])
    if facts.ordinary:
        return _answer(facts, moment, law, [_by_wish(by_law)])
    found = covering(facts, moment)
    candidates = [
        *_by_extra_session(facts, moment),
        *(_by_programme(facts, moment, covered) for covered in found.programmes),
        by_law,
    ]
    return _answer(facts, moment, law, candidates, found.near_misses)


def online_answer_due(
    received_at: datetime, calendar: WorkCalendar, *, hours: int = _ONLINE_ANSWER_HOURS
) -> datetime:
    """An online filing is answered within 8 working hours (promises 1), or as many as its day's rules say."""
    return calendar.add_working_minutes(received_at, hours * 60)


def same_day_answer_due(received_at: datetime, calendar: WorkCalendar) -> datetime:
    """What came by channel 1022 is answered the same working day: by its close, counted from the next opening.

    104/KH-UBND II.2.4. Raises Refused `out_of_calendar`.
    """
    return calendar.close_of(local_day(calendar.next_opening(received_at)))


def due_date_only(calendar: WorkCalendar, unit: str, value: int, day: date, minute: int = 0) -> date:
    """The bare due date of a term from a counted day (and minute, for hours), without any explanation."""
    if unit == _WORKING_DAY:
        return calendar.add_working_days(day, value)
    if unit == _HOUR:
        return calendar.day_of_minutes(day, minute, value * 60)
    if unit == _CALENDAR_DAY:
        return calendar.add_calendar_days(day, value)
    return calendar.working_day_from(day)


def _by_law(facts: Facts, law: Statutory) -> Candidate:
    source = facts.term.source or f"thời hạn công bố của thủ tục {facts.procedure}"
    text = f" “{facts.term.text}”" if facts.term.text else ""
    due = named_moment(law.due_at)
    return Candidate(
        due_at=law.due_at,
        due_words=due,
        strict=False,
        reason=law.reason,
        rule=facts.version,
        source=source,
        title="thời hạn theo quy định",
        rank=_LAW_RANK,
        says=f"Thời hạn theo quy định{text} ({source}): {law.says}; hạn {due}.",
    )


def _by_wish(by_law: Candidate) -> Candidate:
    """The person asks for the ordinary appointment (R-110, promises 14)."""
    return replace(
        by_law,
        reason=DueReason.BY_WISH,
        says=f"{by_law.says}\nNgười nộp đề nghị hẹn trả kết quả theo thời hạn thông thường.",
    )


def _by_prolongation(facts: Facts, law: Statutory, by_law: Candidate) -> Candidate:
    assert facts.prolong is not None
    due_at, says = prolonged(law, facts.term, facts.prolong, facts.calendar)
    return replace(
        by_law,
        reason=DueReason.PROLONGED,
        due_at=due_at,
        due_words=named_moment(due_at),
        says=f"{by_law.says}\n{says}",
    )


def _by_programme(facts: Facts, moment: Counted, covered: Covered) -> Candidate:
    """A programme's own due time; the narrower scope ranks first (promises 10)."""
    found = covered.found
    rule, after = found.rule, found.rule.after_cut_off
    in_time = _in_time(found, moment)
    at_once = facts.at_once and after.unless_settled_at_once
    same_day = in_time or at_once
    due_at = max(moment.same_day_end, moment.at) if same_day else _next_day(found, moment, facts.calendar)
    strict = after.strict and not same_day
    how = explaining.what_follows(found, in_time=in_time, at_once=at_once)
    due = f"trước {named_moment(due_at)}" if strict else named_moment(due_at)
    return Candidate(
        due_at=due_at,
        due_words=due,
        strict=strict,
        reason=DueReason.PROGRAMME_SAME_DAY if same_day else DueReason.PROGRAMME_AFTER_CUTOFF,
        rule=rule.id,
        source=rule.source,
        title=covered.title,
        rank=covered.rank,
        says=f"{covered.opening}; {how}: {due}.",
    )


def _in_time(found: Applies, moment: Counted) -> bool:
    """At the printed minute of the cut-off is in time (promises 2); after the day's end never."""
    by_clock = found.cut_off is None or moment.at.time() <= found.cut_off
    return by_clock and moment.at <= moment.same_day_end


def _next_day(found: Applies, moment: Counted, calendar: WorkCalendar) -> datetime:
    following = calendar.next_working_day(moment.at.date())
    by = found.rule.after_cut_off.by
    return calendar.close_of(following) if by is None else at(following, by)


def _by_extra_session(facts: Facts, moment: Counted) -> Iterator[Candidate]:
    """End of the session with a signer on its roster, else the next working day's close (promises 16)."""
    if moment.session_end is None:
        return
    due_at = moment.session_end
    says = "có người ký trực trong phiên nên trả khi hết phiên"
    if not facts.signer_rostered:
        due_at = facts.calendar.close_of(facts.calendar.next_working_day(local_day(facts.received_at)))
        says = "phiên không có người ký trực nên trả trong ngày làm việc tiếp theo"
    due = named_moment(due_at)
    yield Candidate(
        due_at=due_at,
        due_words=due,
        strict=False,
        reason=DueReason.EXTRA_SESSION,
        rule=facts.version,
        source=f"phiên ngoài giờ của {facts.unit.name or facts.unit.id}",
        title="phiên ngoài giờ",
        rank=_EXTRA_SESSION_RANK,
        says=f"Phiên ngoài giờ lĩnh vực {facts.field}: {says}: {due}.",
    )


def _answer(
    facts: Facts,
    moment: Counted,
    law: Statutory,
    candidates: Sequence[Candidate],
    near_misses: Sequence[str] = (),
) -> Promise:
    """`candidates` by rank: told from the broadest to the narrowest, taken by earliness."""
    winner, *others = sorted(candidates, key=_EARLINESS)
    calendar, received_at = facts.calendar, local(facts.received_at)
    provisional = calendar.provisional(moment.at.date()) or calendar.provisional(winner.due_at.date())
    lines = [moment.explanation]
    for candidate in reversed(candidates):
        lines += candidate.says.split("\n")
    lines += explaining.choice_lines(winner, others)
    lines += near_misses
    lines += explaining.calendar_lines(facts, winner, calendar)
    if provisional:
        lines.append(
            f"Lịch nghỉ năm {winner.due_at.year} mới là tạm tính, chưa có quyết định: hạn có thể thay đổi."
        )
    return Promise(
        due_at=max(winner.due_at, received_at),
        due_strict=winner.strict,
        reason=winner.reason,
        rule=winner.rule,
        source=winner.source,
        ordinary_due_at=max(law.due_at, received_at),
        provisional=provisional,
        explanation=tuple(lines),
        counted_from=moment.at,
        provenance={
            "procedure": facts.procedure,
            "version": facts.version,
            "unit": facts.unit.id,
            "also": ", ".join(other.rule for other in others),
        },
    )
