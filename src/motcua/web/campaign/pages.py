"""What came of a programme here and below, block by block, and which dossiers are behind a figure? (R-118, R-271)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.report_files import ReportFile
from motcua.documents.report_paper import ReportPaper
from motcua.dossiers.paper_parts import agency_head
from motcua.organisation.queries import units_under
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.touching import programmes_touching
from motcua.reports.issue_terms import ReportKind
from motcua.reports.keys import RECORDED_ELSEWHERE, CellKey, read_key
from motcua.reports.making import paper_of
from motcua.reports.opening import CellPage, cell_dossiers
from motcua.reports.recorded import RECORDED
from motcua.reports.recorded_list import RecordedPage, recorded_dossiers
from motcua.reports.terms import BLOCK_LABELS, MEASURE_LABELS
from motcua.web.issuing.showing import campaign_list, file_answer, tables_shown
from motcua.web.staff.days import day_said
from motcua.web.staff.requests import StaffRequest, journal_list

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: a programme, and days, both in it."""

    programme: str
    first: date
    last: date

    @property
    def query(self) -> str:
        """The words of the address."""
        return urlencode(
            {"chuong-trinh": self.programme, "tu": self.first.isoformat(), "den": self.last.isoformat()}
        )


@require_GET
def campaign(request: StaffRequest) -> HttpResponse:
    """The report of this unit and all below it; the whole period so far of its nearest programme if nothing is said."""
    programmes = programmes_touching(request.unit)
    asked = _asked(request, programmes)
    if asked is None:
        return render(request, "campaign/report.html", {"programmes": []})
    made = _made(request, asked)
    context = {
        "programmes": programmes,
        "asked": asked,
        "made": made,
        "tables": tables_shown(made, campaign_list),
        "files": [
            (one.value, f"{reverse('campaign:file', args=[one.value])}?{asked.query}") for one in ReportFile
        ],
    }
    return render(request, "campaign/report.html", context)


@require_GET
def campaign_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same figures as CSV, XLSX, DOCX or PDF."""
    asked = _asked(request, programmes_touching(request.unit))
    if asked is None or kind not in set(ReportFile):
        raise Http404
    made = _made(request, asked)
    head = agency_head(request.unit, made.moment)
    return file_answer(made, ReportFile(kind), head, f"ket-qua-{asked.programme}")


@require_GET
def cell(request: StaffRequest) -> HttpResponse:
    """The dossiers behind a figure, of this unit and below, or of one below (`don-vi`): codes and times, no name."""
    key, after = _key(request), request.GET.get("sau", "")
    elsewhere = (
        key.programme == RECORDED_ELSEWHERE
    )  # they are no dossiers of this system: nothing of them opens
    asked, scope = request.GET.get("don-vi", ""), units_under([request.unit.pk])
    if asked and asked not in scope:
        raise Http404
    scope = units_under([asked]) & scope if asked else scope
    seen = int(after) if after.isdecimal() and len(after) < 18 else 0
    page = _behind(key, scope, seen)
    journal_list(request, "so-lieu-chuong-trinh", page.dossiers)
    context = {
        "key": key,
        "label": MEASURE_LABELS[key.measure],
        "place": _place(key),
        "rows": [(one, one.unit == request.unit and not elsewhere) for one in page.dossiers],
        "total": page.total,
        "following": f"?{urlencode({'o': str(key), 'don-vi': asked, 'sau': page.next})}" if page.next else "",
    }
    return render(request, "campaign/list.html", context)


def _behind(key: CellKey, scope: Collection[str], seen: int) -> CellPage | RecordedPage:
    if key.programme == RECORDED_ELSEWHERE:
        return recorded_dossiers(key, unit_ids=scope, after=seen)
    return cell_dossiers(key, at=clock.now(), unit_ids=scope, after=seen)


def _key(request: StaffRequest) -> CellKey:
    try:
        return read_key(request.GET.get("o", ""))
    except Refused as refused:
        raise Http404 from refused


def _place(key: CellKey) -> str:
    kind, name = key.where
    place = BLOCK_LABELS.get(name, name) if kind == "block" else name
    return ", ".join(filter(None, (RECORDED, place))) if key.programme == RECORDED_ELSEWHERE else place


def _asked(request: StaffRequest, programmes: list[ProgrammeRule]) -> Asked | None:
    """What the address says, else the nearest programme from its first day to its last or today."""
    wanted = request.GET.get("chuong-trinh", "")
    named = [rule for rule in programmes if rule.id == wanted] or programmes[:1]
    if not named:
        return None
    rule, today = named[0], local_day(clock.now())
    end = min(rule.period_to - _DAY, today) if rule.period_to else today
    first = day_said(request, "tu") or rule.period_from
    last = day_said(request, "den") or max(end, first)
    return Asked(rule.id, min(first, last), max(first, last))


def _made(request: StaffRequest, asked: Asked) -> ReportPaper:
    return paper_of(
        ReportKind.CAMPAIGN, request.unit, asked.programme, asked.first, asked.last, at=clock.now()
    )
