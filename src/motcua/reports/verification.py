"""Was a report changed behind the office's back? Frozen contents by their hash, numbers without a gap, acts in order.

The hash that a report went out under is in the journal too, so a content changed together with its hash shows.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any

from motcua.core.chain import GENESIS, link
from motcua.core.models import JournalEntry, NumberCounter
from motcua.reports.issue_terms import LEADS, ReportAct, ReportState
from motcua.reports.issued import digest_of
from motcua.reports.models import Report, ReportContent, ReportEvent

DRAFTS, ISSUED = "report", "report_issued"
Fault = tuple[str, int, str]
_NAMES = {DRAFTS: "số dự thảo báo cáo", ISSUED: "số báo cáo"}
_CHUNK = 500


def report_faults() -> Iterator[Fault]:
    """(report or series, place, what) of everything that does not fit."""
    numbers: dict[str, list[int]] = {}
    for portion in _portions():
        yield from _faults_of(portion, numbers)
    yield from _numbers(numbers)


def _portions() -> Iterator[list[Report]]:
    """Every report by its key, so many at once that a year of a province is never held whole."""
    every = Report.objects.select_related("content").order_by("pk")
    portion = list(every[:_CHUNK])
    while portion:
        yield portion
        portion = list(every.filter(pk__gt=portion[-1].pk)[:_CHUNK])


def _faults_of(portion: list[Report], numbers: dict[str, list[int]]) -> Iterator[Fault]:
    """What does not fit in these reports; their numbers are added to those of their series."""
    keys = [report.pk for report in portion]
    acts, journalled = _acts(keys), _journalled(keys)
    for report in portion:
        numbers.setdefault(f"{DRAFTS}|{report.unit_id}|{report.year}", []).append(report.number)
        content = getattr(report, "content", None)
        said = _said(content)
        if said is not None and "head" in said:
            series = f"{ISSUED}|{report.unit_id}|{said['year']}"
            numbers.setdefault(series, []).append(int(said["number"]))
        what = _fault(report, content, said, acts.get(report.pk, []), journalled.get(report.pk))
        if what:
            yield f"báo cáo {report.pk} ({report.unit_id})", 0, what


def _acts(keys: list[int]) -> dict[int, list[ReportEvent]]:
    found: dict[int, list[ReportEvent]] = {}
    for event in ReportEvent.objects.filter(report_id__in=keys).order_by("report_id", "seq"):
        found.setdefault(event.report_id, []).append(event)
    return found


def _journalled(keys: list[int]) -> dict[int, str]:
    """The hash under which each report went out, as its entry in the journal says; older entries say none."""
    subjects = [f"report:{key}" for key in keys]
    rows = JournalEntry.objects.filter(action="report_issue", subject__in=subjects, detail__has_key="sha256")
    return {
        int(subject.partition(":")[2]): detail["sha256"]
        for subject, detail in rows.values_list("subject", "detail")
    }


def _said(content: ReportContent | None) -> dict[str, Any] | None:
    """What was frozen; None where nothing was, or where it cannot be read any more (its hash then shows it)."""
    try:
        said = json.loads(content.canonical) if content else None
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _fault(
    report: Report,
    content: ReportContent | None,
    said: dict[str, Any] | None,
    acts: list[ReportEvent],
    journalled: str | None,
) -> str:
    if not _in_order(acts):
        return "các lần xử lý báo cáo bị thiếu hoặc đã bị sửa"
    issue = next((one for one in acts if one.act == ReportAct.ISSUE), None)
    if (issue is None) is not (content is None):
        return "nội dung đã phát hành không còn" if issue else "có nội dung mà chưa từng phát hành"
    if content is None or issue is None:
        return "báo cáo đã phát hành nay không còn là đã phát hành" if journalled else ""
    return _content_fault(report, content, said, issue, journalled)


def _content_fault(
    report: Report,
    content: ReportContent,
    said: dict[str, Any] | None,
    issue: ReportEvent,
    journalled: str | None,
) -> str:
    if digest_of(content.canonical) != content.sha256 or journalled not in (None, content.sha256):
        return "nội dung đã phát hành không còn khớp mã SHA-256"
    row = (report.kind, report.unit_id, report.first.isoformat(), report.last.isoformat())
    if said is None or row != tuple(said.get(key) for key in ("kind", "unit", "first", "last")):
        return "loại, cơ quan hoặc kỳ báo cáo không khớp nội dung đã phát hành"
    if content.sender != issue.stated_by_name:
        return "người gửi không khớp lần phát hành"
    return ""


def _in_order(acts: list[ReportEvent]) -> bool:
    """Drafted first, numbered without a gap, each act from a state it may be done in to the one it leads to."""
    state: ReportState | None = None
    for place, one in enumerate(acts, start=1):
        act = ReportAct(one.act)
        before, after = LEADS.get(act, (frozenset(), ReportState.DRAFT))
        first = act is ReportAct.DRAFT
        if one.seq != place or first is not (place == 1) or (state not in before and not first):
            return False
        state = after or state
        if one.state != state:
            return False
    return bool(acts)


def _numbers(kept: dict[str, list[int]]) -> Iterator[Fault]:
    """Each series of each unit and year: as many as were given, in order, with the head of the chain over them."""
    counters = {
        one.scope: one
        for kind in (DRAFTS, ISSUED)
        for one in NumberCounter.objects.filter(scope__startswith=f"{kind}|")
    }
    for scope in sorted(counters.keys() | kept.keys()):
        name, counter = _name(scope), counters.get(scope)
        if counter is None:
            yield name, 0, "bộ đếm số không còn"
        else:
            yield from _series(name, counter, kept.get(scope, ()))


def _series(name: str, counter: NumberCounter, kept: Collection[int]) -> Iterator[Fault]:
    head, there = GENESIS, set(kept)
    for number in range(1, counter.count + 1):
        if number not in there:
            yield name, number, "số đã cấp nhưng không còn báo cáo mang số này"
        head = link(head, {"label": str(number)})
    if len(kept) > counter.count:
        yield name, counter.count + 1, "có số chưa từng được cấp hoặc cấp hai lần"
    if counter.count and head != counter.head:
        yield name, counter.count, "bộ đếm số đã bị sửa"


def _name(scope: str) -> str:
    kind, _, rest = scope.partition("|")
    return f"{_NAMES[kind]} {rest.replace('|', ' ')}"
