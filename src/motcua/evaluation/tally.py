"""Which dossier counts for which figure of a period? Pure: facts of dossiers in, marks out.

A figure is the number of dossiers that carry its mark, so the list behind it is those dossiers and no others. Judged as
everywhere (promises 17): printed minutes; owed and overdue is late; ended without a result is not judged, but told.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.core.moments import end_of, local_day, printed_minute, start_of
from motcua.dossiers.pauses import Timeliness, judge, ready_in_the_day
from motcua.dossiers.promises import BY_PROGRAMME

ON_THE_SPOT = "on_the_spot"


class Figure(StrEnum):
    """What is counted."""

    JUDGED = "judged"  # đến hạn trong kỳ, đã biết sớm, đúng hay trễ
    EARLY = "early"  # trước hạn
    ON_TIME = "on_time"  # đúng hạn
    LATE = "late"  # trễ hạn, kể cả còn nợ
    KEPT = "kept"  # trước và đúng hạn
    STILL_OWED = "still_owed"  # trong số trễ: chưa có kết quả
    SETTLED = "settled"  # có kết quả trong kỳ
    SAME_DAY = "same_day"  # trong số đó: có ngay trong ngày nhận
    BACKLOG = "backlog"  # quá hạn từ trước kỳ
    CLEARED = "cleared"  # trong số đó: có kết quả trong kỳ
    PLAN = "plan"  # thuộc chương trình, kế hoạch, đến hạn trong kỳ
    PLAN_KEPT = "plan_kept"  # trong số đó: đúng lời hẹn
    ACCEPTED = "accepted"  # tiếp nhận trong kỳ
    ONLINE = "online"  # trong số đó: nộp trực tuyến
    NOT_DUE = "not_due"  # không tính: chưa đến hạn, đang chờ người dân
    NO_RESULT = "no_result"  # không tính: kết thúc không có kết quả
    NO_RESULT_LATE = "no_result_late"  # trong số đó: đã quá hạn lúc kết thúc
    PROLONGED = "prolonged"  # tính theo hạn đã kéo dài
    CLEAN_UP = "clean_up"  # đóng trong một đợt dọn hồ sơ
    LEFT_OUT = "left_out"  # không tính theo trả lời ý kiến


FIGURE_LABELS: dict[Figure, str] = {
    Figure.JUDGED: "Đến hạn trong kỳ, đã kết luận",
    Figure.EARLY: "Trước hạn",
    Figure.ON_TIME: "Đúng hạn",
    Figure.LATE: "Trễ hạn, kể cả còn nợ",
    Figure.KEPT: "Trước hạn và đúng hạn",
    Figure.STILL_OWED: "Trễ hạn, chưa có kết quả",
    Figure.SETTLED: "Đã giải quyết trong kỳ",
    Figure.SAME_DAY: "Có kết quả ngay trong ngày nhận",
    Figure.BACKLOG: "Tồn đọng, quá hạn từ trước kỳ",
    Figure.CLEARED: "Tồn đọng đã giải quyết trong kỳ",
    Figure.PLAN: "Thuộc chương trình, kế hoạch, đến hạn trong kỳ",
    Figure.PLAN_KEPT: "Thuộc chương trình, kế hoạch, đúng lời hẹn",
    Figure.ACCEPTED: "Tiếp nhận trong kỳ",
    Figure.ONLINE: "Nộp trực tuyến",
    Figure.NOT_DUE: "Chưa trễ: còn hạn hoặc đang chờ người dân",
    Figure.NO_RESULT: "Kết thúc không có kết quả (rút, dừng, hủy, từ chối)",
    Figure.NO_RESULT_LATE: "Kết thúc không có kết quả khi đã quá hạn",
    Figure.PROLONGED: "Tính theo hạn đã kéo dài đúng quy định",
    Figure.CLEAN_UP: "Đóng trong một đợt dọn hồ sơ quá hạn",
    Figure.LEFT_OUT: "Không tính theo trả lời ý kiến",
}
# What is said beside every rating: what does not count, and why.
EXCLUSIONS = (Figure.NOT_DUE, Figure.NO_RESULT, Figure.NO_RESULT_LATE, Figure.LEFT_OUT, Figure.PROLONGED)


@dataclass(frozen=True, slots=True)
class Line:
    """A dossier as the figures see it; `paused_at`: since when its clock stands still, None while it runs.

    `due_reason`, `due_rule`: of the promise as it was given; `prolonged`: whether the due time was prolonged since.
    """

    id: int
    code: str
    unit: str
    procedure: str
    received_at: datetime
    accepted_at: datetime | None
    due_at: datetime
    due_original: datetime
    due_strict: bool
    due_reason: str
    due_rule: str
    path: str
    online: bool
    ready_at: datetime | None
    ended_at: datetime | None
    paused_at: datetime | None
    prolonged: bool = False

    @property
    def closed_at(self) -> datetime | None:
        """When the office was done with it."""
        return self.ready_at or self.ended_at


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are counted, both in it, and the moment as of which; `programme` narrows PLAN to one."""

    first: date
    last: date
    now: datetime
    programme: str = ""

    @property
    def days(self) -> int:
        """How many days are counted."""
        return (self.last - self.first).days + 1

    def holds(self, moment: datetime | None) -> bool:
        """Whether the moment lies in the days."""
        return moment is not None and start_of(self.first) <= moment < end_of(self.last)


def marks_of(line: Line, window: Window) -> frozenset[Figure]:
    """Every figure that the dossier counts for."""
    found = {*_by_due(line, window), *_by_result(line, window)}
    if window.holds(line.accepted_at):
        found.add(Figure.ACCEPTED)
        if line.online:
            found.add(Figure.ONLINE)
    return frozenset(found)


def _by_due(line: Line, window: Window) -> set[Figure]:
    if not window.holds(line.due_at):
        return set()
    if line.ready_at is None and line.ended_at is not None:
        late = printed_minute(line.ended_at) > printed_minute(line.due_at)
        return {Figure.NO_RESULT, Figure.NO_RESULT_LATE} if late else {Figure.NO_RESULT}
    verdict = _verdict(line, window.now)
    if verdict is None:
        return {Figure.NOT_DUE}
    found = {Figure.JUDGED, Figure(verdict.value)}
    kept = verdict is not Timeliness.LATE
    found |= {Figure.KEPT} if kept else set()
    found |= {Figure.STILL_OWED} if line.ready_at is None else set()
    found |= {Figure.PROLONGED} if line.prolonged else set()
    if _of_plan(line, window.programme):
        found |= {Figure.PLAN, Figure.PLAN_KEPT} if kept else {Figure.PLAN}
    return found


def _verdict(line: Line, now: datetime) -> Timeliness | None:
    """Early, in time, late; None while it may still be in time or waits for the person."""
    if line.ready_at is None:
        owed = line.paused_at is None and line.due_at < printed_minute(now)
        return Timeliness.LATE if owed else None
    same_day = local_day(line.due_original) == local_day(line.received_at)
    return judge(line.ready_at, line.due_at, strict=line.due_strict, same_day=same_day)


def _of_plan(line: Line, programme: str) -> bool:
    if programme:
        return line.due_rule == programme
    return line.due_reason in BY_PROGRAMME or line.path == ON_THE_SPOT


def _by_result(line: Line, window: Window) -> set[Figure]:
    found: set[Figure] = set()
    if line.ready_at is not None and window.holds(line.ready_at):
        found.add(Figure.SETTLED)
        if ready_in_the_day(
            ready_at=line.ready_at,
            received_at=line.received_at,
            first_due=line.due_original,
            reason=line.due_reason,
        ):
            found.add(Figure.SAME_DAY)
    began = start_of(window.first)
    closed = line.closed_at
    if line.due_at < began and not _waited_in_time(line) and (closed is None or closed >= began):
        found.add(Figure.BACKLOG)
        found |= {Figure.CLEARED} if window.holds(line.ready_at) else set()
    return found


def _waited_in_time(line: Line) -> bool:
    """Whether it waits for the person since before its due time, so that it is not overdue (promises 18)."""
    return line.paused_at is not None and printed_minute(line.paused_at) <= line.due_at


def cleaned_up(lines: Iterable[Line], *, least: int, days_overdue: int) -> frozenset[int]:
    """The dossiers that a unit closed on a day on which it closed at least so many, each overdue so many days."""
    days: dict[tuple[str, date], list[int]] = {}
    for line in lines:
        closed = line.closed_at
        if closed is not None and closed - line.due_at > timedelta(days=days_overdue):
            days.setdefault((line.unit, local_day(closed)), []).append(line.id)
    return frozenset(one for found in days.values() if len(found) >= least for one in found)


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one agency or official, and the same without what was closed in clean-ups."""

    counts: Mapping[Figure, int]
    without: Mapping[Figure, int]

    def of(self, figure: Figure) -> int:
        """How many."""
        return self.counts.get(figure, 0)

    def without_clean_ups(self, figure: Figure) -> int:
        """How many, clean-ups aside."""
        return self.without.get(figure, 0)


@dataclass(frozen=True, slots=True)
class Marked:
    """A dossier with its marks, those of clean-ups and of answers among them."""

    line: Line
    marks: frozenset[Figure]


def marked(lines: Iterable[Line], window: Window, *, cleaned: Collection[int]) -> list[Marked]:
    """Each with its marks; whoever carries none is not told of."""
    found = []
    for line in lines:
        if marks := marks_of(line, window):
            found.append(Marked(line, marks | {Figure.CLEAN_UP} if line.id in cleaned else marks))
    return found


def leave_out(found: Iterable[Marked], codes: Collection[str]) -> list[Marked]:
    """What an answer to an objection left out counts for nothing but that."""
    only = frozenset({Figure.LEFT_OUT})
    return [Marked(one.line, only) if one.line.code in codes else one for one in found]


def tally_of(found: Iterable[Marked]) -> Tally:
    """How many carry each mark."""
    counts: Counter[Figure] = Counter()
    without: Counter[Figure] = Counter()
    for one in found:
        counts.update(one.marks)
        if Figure.CLEAN_UP not in one.marks:
            without.update(one.marks)
    return Tally(counts, without)


def by_unit(found: Iterable[Marked]) -> dict[str, list[Marked]]:
    """The dossiers of each agency."""
    groups: dict[str, list[Marked]] = {}
    for one in found:
        groups.setdefault(one.line.unit, []).append(one)
    return groups
