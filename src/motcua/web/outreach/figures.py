"""How many events of each kind were held in a period, by which units, each counted once? Opens the events behind."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.outreach.queries import KindCount, counts_by_kind, events, rows_of, units_with_events
from motcua.outreach.terms import EVENT_KIND_LABELS, EventKind
from motcua.programmes.models import Programme
from motcua.web.outreach.events import shown
from motcua.web.outreach.fields import event_tabs, programme_choices, scope_of
from motcua.web.staff.days import day_said
from motcua.web.staff.requests import StaffRequest

HEADER = (
    "Loại", "Đã tổ chức", "Đơn vị", "Người dự", "Tư vấn", "Giải quyết", "Sắp diễn ra", "Chưa ghi kết quả", "Hoãn",
    "Hủy",
)  # fmt: skip
_FILES = (FileKind.CSV.value, FileKind.XLSX.value)


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """Every kind in a line; of one kind (`loai`) the events behind; the units of option 2.3 by name (R-255)."""
    (programme, first, last), scope = _asked(request), scope_of(request)
    counts = counts_by_kind(programme, first, last, now=clock.now(), unit_ids=scope)
    said = {"chuong-trinh": programme or "", "tu": first.isoformat(), "den": last.isoformat()}
    kind = request.GET.get("loai", "")
    context = {
        "tabs": event_tabs("figures"),
        "header": HEADER,
        "rows": [
            (EVENT_KIND_LABELS[one.kind], _opening(one, said), list(zip(HEADER, cells(one), strict=True))[2:])
            for one in counts.values()
        ],
        "behind": _behind(counts[EventKind(kind)]) if kind in set(EventKind) else None,
        "behind_kind": EVENT_KIND_LABELS[EventKind(kind)] if kind in set(EventKind) else "",
        "units": units_with_events(programme, unit_ids=scope) if programme else None,
        "programmes": programme_choices()[1:],
        "programme": programme,
        "first": first,
        "last": last,
        "files": [
            (one, f"{reverse('outreach:figures_file', args=[one])}?{urlencode(said)}") for one in _FILES
        ],
    }
    return render(request, "outreach/figures.html", context)


@require_GET
def figures_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same lines as CSV or XLSX."""
    if kind not in _FILES:
        raise Http404
    programme, first, last = _asked(request)
    counted = counts_by_kind(programme, first, last, now=clock.now(), unit_ids=scope_of(request))
    rows = [cells(one) for one in counted.values()]
    csv = kind == FileKind.CSV
    content = as_csv(HEADER, rows) if csv else as_xlsx(_("Sự kiện"), HEADER, rows)
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(kind)])
    name = f"su-kien-{first.isoformat()}-{last.isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def cells(one: KindCount) -> list[str]:
    """A line of the table."""
    numbers = (
        one.held, len(one.units), one.attended, one.advised, one.settled, one.planned, one.overdue, one.postponed,
        one.cancelled,
    )  # fmt: skip
    return [EVENT_KIND_LABELS[one.kind], *(str(number) for number in numbers)]


def _asked(request: StaffRequest) -> tuple[str | None, date, date]:
    """The programme and the days asked for; else the programme's days, else the whole year."""
    wanted = Programme.objects.filter(pk=request.GET.get("chuong-trinh", "")[:80]).first()
    year = local_day(clock.now()).year
    first, last = date(year, 1, 1), date(year, 12, 31)
    if wanted is not None:
        first = wanted.period_from
        last = wanted.period_to - timedelta(days=1) if wanted.period_to else max(first, last)
    days = day_said(request, "tu") or first, day_said(request, "den") or last
    return (wanted.pk if wanted else None), min(days), max(days)


def _opening(one: KindCount, said: dict[str, str]) -> tuple[str, str]:
    address = f"{reverse('outreach:figures')}?{urlencode(said | {'loai': one.kind.value})}#su-kien"
    return str(one.held), address if one.held else ""


def _behind(count: KindCount) -> list[dict[str, object]]:
    """The events behind a figure, each with the units that counted by it."""
    found = rows_of(events().filter(pk__in=count.ids), clock.now())
    return [shown(row) | {"lead": row.event.lead.name} for row in found]
