"""Which reports did a unit draft, send, receive; what does an issued one say, and what changed? (R-274, R-281)"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import JSONField, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.documents.papers import Head
from motcua.documents.report_paper import Difference, ReportPaper, as_data, differences, from_data
from motcua.dossiers.paper_parts import agency_head
from motcua.reports.issue_policies import ReportFacts
from motcua.reports.issue_terms import KIND_LABELS, ReportAct, ReportKind, ReportState
from motcua.reports.making import paper_of
from motcua.reports.models import Report, ReportContent, ReportEvent

_SYMBOL = "BC"  # báo cáo (30/2020/NĐ-CP, phụ lục III)


@dataclass(frozen=True, slots=True)
class IssuedAs:
    """Under which number of which year a report went out; `head` as `superior`, `agency`, `place` were called then."""

    number: int
    year: int
    head: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report: where it stands, what was done to it, what it says. `content`, `issued_as` None while a draft."""

    report: Report
    state: ReportState
    events: tuple[ReportEvent, ...]
    receivers: tuple[str, ...]
    facts: ReportFacts
    paper: ReportPaper
    content: ReportContent | None
    issued_as: IssuedAs | None

    @property
    def issued_at(self) -> datetime | None:
        """When it was sent."""
        return next((one.stated_at for one in self.events if one.act == ReportAct.ISSUE), None)

    @property
    def name(self) -> str:
        """`Báo cáo số 3/2022`; a draft has no number yet."""
        return f"Báo cáo số {self.issued_as}" if self.issued_as else "Dự thảo báo cáo"

    @property
    def whole(self) -> bool:
        """Whether what was frozen still has its hash."""
        return self.content is None or digest_of(self.content.canonical) == self.content.sha256


def digest_of(canonical: str) -> str:
    """SHA-256 of the frozen content, in hex."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def reports_of(unit_id: str) -> QuerySet[Report]:
    """What the unit drafted or sent, the newest first."""
    return _with_all(Report.objects.filter(unit_id=unit_id)).order_by("-id")


def reports_received(unit_id: str) -> QuerySet[Report]:
    """What was sent to the unit, the newest first."""
    return _with_all(Report.objects.filter(receivers__unit_id=unit_id)).order_by("-id")


def state_of(report: Report) -> ReportState:
    """Where it stands: as its last event says."""
    return ReportState(list(report.events.all())[-1].state)


def report_for(report_id: int, unit_id: str) -> Report | None:
    """A report that the unit wrote or received; None for any other."""
    mine = Q(unit_id=unit_id) | Q(receivers__unit_id=unit_id)
    return _with_all(Report.objects.filter(mine, pk=report_id)).distinct().first()


def report_page(report: Report, at: datetime) -> ReportPage:
    """The report as it is shown: frozen once issued, with the figures of `at` while it is a draft."""
    content = ReportContent.objects.filter(report=report).first()
    return ReportPage(
        report=report,
        state=state_of(report),
        events=tuple(report.events.all()),
        receivers=tuple(one.unit.name for one in report.receivers.all()),
        facts=facts_of(report),
        paper=frozen(content) if content else paper_as_of(report, at),
        content=content,
        issued_as=_issued_as(report, content) if content else None,
    )


def frozen(content: ReportContent) -> ReportPaper:
    """What an issued report says; Refused `content_changed` where it is no more what its hash says."""
    if digest_of(content.canonical) != content.sha256:
        raise refuse(
            "content_changed",
            "Nội dung báo cáo không còn đúng như lúc phát hành. Hãy giữ nguyên và báo người quản trị phục hồi từ "
            "bản sao lưu.",
        )
    return from_data(json.loads(content.canonical))


def said_when_issued(report: Report, number: int, at: datetime) -> dict[str, Any]:
    """What is frozen: the report, its number in the year, what its agency and the one above are called that day."""
    head = agency_head(report.unit, at)
    names = {"superior": head.superior, "agency": head.agency, "place": head.place}
    return as_data(paper_as_of(report, at)) | {"number": number, "year": local_day(at).year, "head": names}


def numbers_of(reports: Iterable[Report]) -> dict[int, str]:
    """`3/2022` by the id of each report that is issued; a draft has none."""
    drafts = {one.pk: f"{one.number}/{one.year}" for one in reports}
    said = Cast("canonical", JSONField())
    issued = ReportContent.objects.filter(report__in=list(drafts)).values_list(
        "report_id", KeyTextTransform("number", said), KeyTextTransform("year", said)
    )
    return {report: f"{number}/{year}" if number else drafts[report] for report, number, year in issued}


def paper_as_of(report: Report, at: datetime) -> ReportPaper:
    """What the report would say with the figures of that moment."""
    kind = ReportKind(report.kind)
    return paper_of(kind, report.unit, report.programme, report.first, report.last, at=at)


def changes_since(page: ReportPage, at: datetime) -> tuple[Difference, ...]:
    """What the figures of now say otherwise than the frozen report (R-281)."""
    return differences(page.paper, paper_as_of(page.report, at)) if page.content else ()


def facts_of(report: Report) -> ReportFacts:
    """The report as the policies see it."""
    events = list(report.events.all())
    return ReportFacts(
        unit_id=report.unit.pk,
        receivers=frozenset(one.unit.pk for one in report.receivers.all()),
        state=ReportState(events[-1].state),
        last=report.last,
        confirmed_by=frozenset(one.unit.pk for one in events if one.act == ReportAct.CONFIRM),
    )


def head_for(page: ReportPage) -> Head:
    """The two columns at the top of the paper: the agency itself reports, an issued one as it was called then."""
    day = page.issued_at or page.paper.moment
    head = agency_head(page.report.unit, day)
    said = page.issued_as
    return replace(head, number=str(said.number), symbol=_SYMBOL, **said.head) if said else head


def kind_label(report: Report) -> str:
    """What it is about, in words."""
    return KIND_LABELS[ReportKind(report.kind)]


def _issued_as(report: Report, content: ReportContent) -> IssuedAs:
    """As frozen; reports issued before it was frozen went out under the number of their draft."""
    said = json.loads(content.canonical)
    if "head" not in said:
        return IssuedAs(report.number, report.year, {})
    return IssuedAs(said["number"], said["year"], said["head"])


def _with_all(found: QuerySet[Report]) -> QuerySet[Report]:
    return found.select_related("unit__parent", "unit__level").prefetch_related(
        "events__unit", "receivers__unit"
    )
