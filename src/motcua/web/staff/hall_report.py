"""How long did people wait in the hall? Figures by desk, month and province, the visits behind them, raw times."""

from datetime import date
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
from motcua.organisation.queries import units_under
from motcua.queueing.report import WaitingReport, Waits, waiting_report
from motcua.queueing.report_files import (
    VISIT_HEADER,
    judged_words,
    report_file,
    share_words,
    visit_cells,
    visits_file,
)
from motcua.queueing.visit_times import KIND_LABELS, Kind, Visits
from motcua.queueing.wait_rules import tenths_words
from motcua.web.staff.days import days_asked
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest

_FILES = (FileKind.CSV.value, FileKind.XLSX.value)
_TONES = {True: "green", False: "red", None: ""}
# Of the raw times the columns that fit a page, the number first.
SHOWN = (
    "Số",
    "Ngày",
    "Nhóm việc",
    "Nơi lấy số",
    "Lấy số lúc",
    "Gọi lần đầu lúc",
    "Xong lúc",
    "Chờ (phút)",
    "Trạng thái",
)


@require_GET
def report(request: StaffRequest) -> HttpResponse:
    """The unit and everything below it, this month where nothing is said."""
    made = _report(request)
    first, last = made.first, made.last
    context = {
        "made": made,
        "figures": _figures(made),
        "total_words": judged_words(made.total),
        "total_tone": _TONES[made.total.holds],
        "rows": [
            _row(made, row.month, row.waits, row.desk.pk) | {"unit": row.desk.unit.name, "desk": row.name}
            for row in made.rows
        ],
        "months": [_row(made, month, waits) for month, waits in made.months],
        "files": [
            (kind, f"{reverse('hall_report:file', args=[kind])}?{_days(first, last)}") for kind in _FILES
        ],
        "raw_files": [
            (kind, f"{reverse('hall_report:raw', args=[kind])}?{_days(first, last)}") for kind in _FILES
        ],
    }
    return render(request, "staff/hall_report.html", context)


@require_GET
def behind(request: StaffRequest) -> HttpResponse:
    """The visits behind a figure: numbers and times, nobody's name."""
    first, last = _asked(request)
    kind, desk_id = _kind(request), _desk(request)
    page = list_page(request, _visits(request, kind=kind, desk_id=desk_id))
    context = {
        "first": first,
        "last": last,
        "label": KIND_LABELS[kind],
        "header": SHOWN,
        "rows": [_shown(visit_cells(one)) for one in page.rows],
        "list": page,
        "raw": f"{reverse('hall_report:raw', args=['csv'])}?{_days(first, last, loai=kind, bo_phan=desk_id or '')}",
    }
    return render(request, "staff/hall_report_list.html", context)


@require_GET
def report_as_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The report as CSV or XLSX."""
    made = _report(request)
    return _file(kind, f"thoi-gian-cho-{made.first}-{made.last}", lambda: report_file(made, kind))


@require_GET
def raw_times(request: StaffRequest, kind: str) -> HttpResponse:
    """Issue, call, start and end of each visit as CSV or XLSX (R-038)."""
    first, last = _asked(request)
    found = _visits(request, kind=_kind(request), desk_id=_desk(request))
    return _file(kind, f"luot-den-{first}-{last}", lambda: visits_file(found, kind))


def _figures(made: WaitingReport) -> list[tuple[Any, str, str, str]]:
    total, first, last = made.total, made.first, made.last
    return [
        (total.visits, _("Lượt đến"), "", _list(first, last, Kind.ALL)),
        (
            tenths_words(total.mean_tenths),
            _("Chờ trung bình (phút)"),
            _TONES[total.holds],
            _list(first, last, Kind.CALLED),
        ),
        (tenths_words(total.highest_tenths), _("Chờ lâu nhất (phút)"), "", _list(first, last, Kind.CALLED)),
        (share_words(total.above_share), _("Chờ quá mức"), "", _list(first, last, Kind.ABOVE)),
        (total.never_called, _("Không được gọi"), "", _list(first, last, Kind.NEVER)),
    ]


def _row(made: WaitingReport, month: date, waits: Waits, desk_id: int | None = None) -> dict[str, Any]:
    """A line; each count opens the visits that it counts, of the days asked for within the month."""
    first, last = max(month, made.first), min(end_of_month(month), made.last)
    return {
        "month": f"{month:%m/%Y}",
        "waits": waits,
        "mean": tenths_words(waits.mean_tenths),
        "highest": tenths_words(waits.highest_tenths),
        "share": share_words(waits.above_share),
        "judged": judged_words(waits),
        "tone": _TONES[waits.holds],
        "opens": {kind.value: _list(first, last, kind, desk_id) for kind in Kind},
    }


def _shown(cells: tuple[str, ...]) -> list[tuple[str, str]]:
    named = dict(zip(VISIT_HEADER, cells, strict=True))
    day = named["Ngày"]
    return [
        (title, named[title] if title == "Ngày" else named[title].removesuffix(f" {day}")) for title in SHOWN
    ]


def _list(first: date, last: date, kind: Kind, desk_id: int | None = None) -> str:
    return f"{reverse('hall_report:list')}?{_days(first, last, loai=kind, bo_phan=desk_id or '')}"


def _report(request: StaffRequest) -> WaitingReport:
    return waiting_report(request.unit, *_asked(request), local_day(clock.now()))


def _visits(request: StaffRequest, *, kind: Kind, desk_id: int | None) -> Visits:
    first, last = _asked(request)
    unit_ids, today = units_under([request.unit.pk]), local_day(clock.now())
    return Visits(unit_ids, first, last, today, kind, desk_id)


def _kind(request: StaffRequest) -> Kind:
    said = request.GET.get("loai", "")
    return Kind(said) if said in set(Kind) else Kind.ALL


def _desk(request: StaffRequest) -> int | None:
    said = request.GET.get("bo_phan", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _asked(request: StaffRequest) -> tuple[date, date]:
    days = days_asked(request, first=local_day(clock.now()).replace(day=1))
    return min(days), max(days)


def _days(first: date, last: date, **more: Any) -> str:
    return urlencode({"tu": first.isoformat(), "den": last.isoformat(), **more})


def _file(kind: str, name: str, content: Any) -> HttpResponse:
    if kind not in _FILES:
        raise Http404
    response = HttpResponse(content(), content_type=CONTENT_TYPES[FileKind(kind)])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
