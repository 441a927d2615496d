"""How do ratings, late shares and findings move by month, and which figures has the year? (R-239, R-284)"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import end_of_month, local_day
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.evaluation.queries import units_rated
from motcua.evaluation.rules import period_of
from motcua.evaluation.trend import TrendMonth, UnitTrend, change_words, trends
from motcua.evaluation.yearly import FIGURES, HEADER, Yearly, YearRow, yearly, yearly_file
from motcua.web.evaluation.asked import page_of
from motcua.web.staff.requests import StaffRequest, journal_view

_FILES = (FileKind.CSV.value, FileKind.XLSX.value)
_BACK = timedelta(days=334)


@require_GET
def trend(request: StaffRequest) -> HttpResponse:
    """Twelve months of each agency: what people said, late share, findings, each against the month before."""
    now = clock.now()
    today = local_day(now)
    units = units_rated(request.unit, today)
    found = trends(units, today - _BACK, today, now)
    shown = [(one.unit, _months(one)) for one in found if _has_figures(one)]
    empty = [one.unit.name for one in found if not _has_figures(one)]
    context = {"trends": shown, "empty": empty, "provisional": f"{today:%m/%Y}"}
    return render(request, "evaluation/trend.html", page_of(request, "evaluation:trend", **context))


def _has_figures(one: UnitTrend) -> bool:
    return any(month.answers or month.judged or month.findings for month in one.months)


def _months(one: UnitTrend) -> list[dict[str, Any]]:
    rows, before = [], None
    for month in one.months:
        rows.append(_month(one, month, before))
        before = month
    return rows[::-1]


def _month(one: UnitTrend, month: TrendMonth, before: TrendMonth | None) -> dict[str, Any]:
    period = f"?ky={month.month:%Y-%m}&don-vi={one.unit.pk}"
    days = f"?tu={month.month.isoformat()}&den={end_of_month(month.month).isoformat()}"
    few = _("ít phiếu") if month.answers else "–"
    satisfied = few if month.satisfied_tenths is None else _tenths(month.satisfied_tenths)
    return {
        "month": f"{month.month:%m/%Y}",
        "answers": month.answers,
        "answers_list": f"{reverse('ratings:figures')}{days}" if month.answers else "",
        "findings_list": f"{reverse('evaluation:findings')}{days}&don-vi={one.unit.pk}"
        if month.findings
        else "",
        "satisfied": satisfied,
        "satisfied_change": change_words(month.satisfied_tenths, before.satisfied_tenths if before else None),
        "judged": month.judged,
        "judged_list": f"{reverse('evaluation:list')}{period}&dem=judged" if month.judged else "",
        "late": month.late,
        "late_list": f"{reverse('evaluation:list')}{period}&dem=late" if month.late else "",
        "late_share": "–" if month.late_tenths is None else _tenths(month.late_tenths),
        "late_change": change_words(month.late_tenths, before.late_tenths if before else None),
        "findings": month.findings,
    }


def _tenths(tenths: int) -> str:
    return f"{tenths // 10},{tenths % 10}%"


@require_GET
def year(request: StaffRequest) -> HttpResponse:
    """The year's figures by agency and official."""
    made = _made(request)
    journal_view(request, f"year:{made.year}")
    today = local_day(clock.now())
    context = {
        "made": made,
        "header": HEADER[1:],
        "tables": [
            (_("Cơ quan, đơn vị"), [_linked(row, made.year, request.unit.pk) for row in made.units]),
            (_("Cán bộ"), [_linked(row, made.year, request.unit.pk) for row in made.persons]),
        ],
        "years": [today.year - back for back in range(4)],
        "files": [
            (kind, f"{reverse('evaluation:year_file', args=[kind])}?nam={made.year}") for kind in _FILES
        ],
    }
    return render(request, "evaluation/year.html", page_of(request, "evaluation:year", **context))


def _linked(row: YearRow, year: int, ranked_by: str) -> list[tuple[str, str, str]]:
    """Each cell's title, text and address: a figure's dossiers, the page of the one rated; noughts open nothing."""
    whose = {"ky": str(year), "don-vi": row.unit_id}
    whose |= {"nguoi": row.username} if row.username else {"theo": ranked_by}
    days = {"tu": f"{year}-01-01", "den": f"{year}-12-31"}
    page = "evaluation:official" if row.username else "evaluation:unit"
    opens = {
        HEADER[2 if row.username else 1]: _address(page, whose),
        "Phiếu đánh giá của Bộ phận Một cửa": _address("ratings:figures", days),
        "Kết luận về kỷ luật": _address("evaluation:findings", days | {"don-vi": row.unit_id}),
        "Khen thưởng": _address("evaluation:rewards", days),
        **{title: _address("evaluation:list", whose | {"dem": one.value}) for title, one in FIGURES.items()},
    }
    cells = list(zip(HEADER, row.cells, strict=True))[1:]
    return [(title, text, opens.get(title, "") if text != "0" else "") for title, text in cells]


def _address(name: str, words: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(words)}"


@require_GET
def year_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same as CSV or XLSX; who took it out is journalled."""
    if kind not in _FILES:
        raise Http404
    made = _made(request)
    name = f"thi-dua-{request.unit.pk}-{made.year}.{kind}"
    journal_view(request, f"year:{made.year}", file=name)
    response = HttpResponse(yearly_file(made, kind), content_type=CONTENT_TYPES[FileKind(kind)])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _made(request: StaffRequest) -> Yearly:
    now = clock.now()
    said = request.GET.get("nam", "")
    period = period_of(said) if len(said) == 4 else None
    return yearly(request.unit, period.first.year if period else local_day(now).year, now)
