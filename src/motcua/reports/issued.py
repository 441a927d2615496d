"""Which reports did a unit draft, send, receive; what does an issued one say, and what changed? (R-274, R-281)"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.core.refusals import refuse
from motcua.documents.papers import Head
from motcua.documents.report_paper import Difference, ReportPaper, differences, from_data
from motcua.dossiers.paper_parts import head_of
from motcua.organisation.models import OneStopUnit
from motcua.reports.issue_policies import ReportFacts
from motcua.reports.issue_terms import KIND_LABELS, ReportAct, ReportKind, ReportState
from motcua.reports.making import paper_of
from motcua.reports.models import Report, ReportContent, ReportEvent


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report: where it stands, what was done to it, what it says. `content` None while it is a draft."""

    report: Report
    state: ReportState
    events: tuple[ReportEvent, ...]
    receivers: tuple[str, ...]
    facts: ReportFacts
    paper: ReportPaper
    content: ReportContent | None

    @property
    def issued_at(self) -> datetime | None:
        """When it was sent."""
        return next((one.stated_at for one in self.events if one.act == ReportAct.ISSUE), None)

    @property
    def name(self) -> str:
        """`Báo cáo số 3/2022`."""
        return f"Báo cáo số {self.report}"

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
    """The two columns at the top of the paper: the agency itself reports."""
    day = page.issued_at or page.paper.moment
    number = f"{page.report.number}/BC" if page.content else ""
    return head_of(page.report.unit, OneStopUnit(), "", day, number, by_agency=True)


def kind_label(report: Report) -> str:
    """What it is about, in words."""
    return KIND_LABELS[ReportKind(report.kind)]


def _with_all(found: QuerySet[Report]) -> QuerySet[Report]:
    return found.select_related("unit__parent", "unit__level").prefetch_related(
        "events__unit", "receivers__unit"
    )
