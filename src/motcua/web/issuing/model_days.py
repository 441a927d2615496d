"""The model days ("Ngày Thứ sáu không chờ") of a month or quarter by desk, as page, file and lists. (R-275, R-287)"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.report_files import ReportFile
from motcua.documents.report_paper import ReportPaper
from motcua.dossiers.paper_parts import agency_head
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.touching import programmes_touching
from motcua.reports.friday_list import behind_figure, figure_words
from motcua.reports.issue_policies import why_not_period
from motcua.reports.issue_rules import month_of, quarter_of
from motcua.reports.issue_terms import ReportKind
from motcua.reports.making import paper_of
from motcua.web.issuing.showing import file_answer, tables_shown
from motcua.web.staff.days import day_said
from motcua.web.staff.requests import StaffRequest, journal_list

_QUARTER = "quy"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page: a programme, and the month or quarter in which a day lies; a list also of a report's other days."""

    programme: str
    quarter: bool
    first: date
    last: date

    def query(self, **more: str) -> str:
        """The words of the address."""
        said = {"chuong-trinh": self.programme, "ngay": self.first.isoformat()}
        if self.quarter:
            said["ky"] = _QUARTER
        elif not self.is_month:
            said["den"] = self.last.isoformat()
        return urlencode(said | more)

    @property
    def is_month(self) -> bool:
        """Whether the days are a whole month."""
        return (self.first, self.last) == month_of(self.first)

    def list_of(self, key: str, *, unit_id: str = "") -> str:
        """The address of the list behind a figure of the reader's unit and below, or of one below."""
        below = {"don-vi": unit_id} if unit_id else {}
        return f"{reverse('issuing:model_days_list')}?{self.query(o=key, **below)}"

    def beside(self, day: date, *, quarter: bool | None = None) -> "Asked":
        """The same for another day, or for a month in place of a quarter."""
        wide = self.quarter if quarter is None else quarter
        return Asked(self.programme, wide, *(quarter_of(day) if wide else month_of(day)))

    @property
    def words(self) -> str:
        """`Tháng 10/2023`, `Quý 4/2023`."""
        if self.quarter:
            return _("Quý %(number)d/%(year)d") % {
                "number": (self.first.month + 2) // 3,
                "year": self.first.year,
            }
        if not self.is_month:
            return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}"
        return _("Tháng %(month)s") % {"month": f"{self.first:%m/%Y}"}


@require_GET
def model_days(request: StaffRequest) -> HttpResponse:
    """The figures of a month, this one where nothing is said; every figure opens its list."""
    programmes = _programmes(request.unit)
    asked = _asked(request, programmes)
    if asked is None:
        return render(request, "issuing/model_days.html", {"programmes": []})
    made = _made(request, asked)
    tables = tables_shown(made, asked.list_of)
    context = {"asked": asked, "programmes": programmes, "paper": made, "tables": tables} | _ways(asked)
    return render(request, "issuing/model_days.html", context)


def _ways(asked: Asked) -> dict[str, object]:
    """Where the page leads: month or quarter, the one before and after, files."""
    address = reverse("issuing:model_days")
    by_month, by_quarter = (asked.beside(asked.first, quarter=wide) for wide in (False, True))
    return {
        "tabs": [
            (_("Theo tháng"), f"{address}?{by_month.query()}", not asked.quarter),
            (_("Theo quý"), f"{address}?{by_quarter.query()}", asked.quarter),
        ],
        "before": f"{address}?{asked.beside(asked.first - _DAY).query()}",
        "after": f"{address}?{asked.beside(asked.last + _DAY).query()}",
        "files": [
            (one.value, f"{reverse('issuing:model_days_file', args=[one.value])}?{asked.query()}")
            for one in ReportFile
        ],
    }


@require_GET
def model_days_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same figures as CSV, XLSX, DOCX or PDF."""
    asked = _asked(request, _programmes(request.unit))
    if asked is None or kind not in set(ReportFile):
        raise Http404
    made = _made(request, asked)
    head = agency_head(request.unit, made.moment)
    return file_answer(made, ReportFile(kind), head, f"mo-hinh-{asked.first:%Y-%m}")


@require_GET
def model_days_list(request: StaffRequest) -> HttpResponse:
    """The dossiers behind a figure, of this unit and below, or of one below (`don-vi`): codes and times, no names."""
    asked = _listed(request)
    if asked is None:
        raise Http404
    unit, said = _unit(request), request.GET.get("don-vi", "")
    key, after = request.GET.get("o", ""), request.GET.get("sau", "")
    seen = int(after) if after.isdecimal() and len(after) < 18 else 0
    page = behind_figure(unit, asked.programme, asked.first, asked.last, key, clock.now(), after=seen)
    journal_list(request, "mo-hinh", [row for row in page.dossiers if row.unit_id == request.unit.pk])
    following = urlencode({"sau": page.next})
    context = {
        "rows": [(row, row.unit_id == request.unit.pk) for row in page.dossiers],
        "total": page.total,
        "label": figure_words(key),
        "asked": asked,
        "following": f"{asked.list_of(key, unit_id=said)}&{following}" if page.next else "",
        "back": f"{reverse('issuing:model_days')}?{asked.query()}",
    }
    return render(request, "issuing/model_days_list.html", context)


def _unit(request: StaffRequest) -> Unit:
    """The one named below the reader's unit, else the reader's; 404 for any other."""
    said = request.GET.get("don-vi", "")
    if not said:
        return request.unit
    if said not in units_under([request.unit.pk]):
        raise Http404
    return Unit.objects.get(pk=said)


def _programmes(unit: Unit) -> list[ProgrammeRule]:
    """Those on some days of the week first: they are evaluated by month and quarter."""
    return sorted(programmes_touching(unit), key=lambda one: not one.weekdays)


def _asked(request: StaffRequest, programmes: list[ProgrammeRule]) -> Asked | None:
    if not programmes:
        return None
    wanted = request.GET.get("chuong-trinh", "")
    slug = wanted if wanted in {one.id for one in programmes} else programmes[0].id
    day = day_said(request, "ngay") or local_day(clock.now())
    return Asked(slug, False, day, day).beside(day, quarter=request.GET.get("ky") == _QUARTER)


def _listed(request: StaffRequest) -> Asked | None:
    """Of a list also exactly the days from `ngay` to `den`, as a report may have them."""
    asked, first, last = (
        _asked(request, _programmes(request.unit)),
        day_said(request, "ngay"),
        day_said(request, "den"),
    )
    if asked is None or first is None or last is None or why_not_period(first, last, clock.now()):
        return asked
    return replace(asked, quarter=False, first=first, last=last)


def _made(request: StaffRequest, asked: Asked) -> ReportPaper:
    try:
        return paper_of(
            ReportKind.FRIDAY, request.unit, asked.programme, asked.first, asked.last, at=clock.now()
        )
    except Refused as refused:
        raise Http404 from refused
