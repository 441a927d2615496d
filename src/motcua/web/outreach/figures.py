"""How many events of each kind were held in a period, by which units, each counted once? Opens the events behind."""

from collections.abc import Iterable, Mapping, Sequence
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
from motcua.outreach.queries import KindCount, UnitEvents, counts_by_kind, events, rows_of, units_with_events
from motcua.outreach.terms import EVENT_KIND_LABELS, EVENT_STANDING_LABELS, EventKind, EventStanding
from motcua.programmes.models import Programme
from motcua.programmes.touching import programme_choices
from motcua.web.outreach.events import shown
from motcua.web.outreach.fields import event_tabs, scope_of
from motcua.web.staff.days import day_said
from motcua.web.staff.requests import StaffRequest

HEADER = (
    "Loại", "Đã tổ chức", "Đơn vị", "Người dự", "Tư vấn", "Giải quyết", "Sắp diễn ra", "Chưa ghi kết quả", "Hoãn",
    "Hủy",
)  # fmt: skip
# Columns that count events open them; what was counted at events opens those that were held.
_AT_HELD = ("Đơn vị", "Người dự", "Tư vấn", "Giải quyết")
_STANDINGS = {
    **{label: standing for standing, label in EVENT_STANDING_LABELS.items()},
    **dict.fromkeys(_AT_HELD, EventStanding.HELD),
}
_FILES = (FileKind.CSV.value, FileKind.XLSX.value)


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """Every kind in a line; the events behind one number (`loai`, `tinh-trang`); units of option 2.3 (R-255)."""
    offered, scope = programme_choices(request.unit), scope_of(request)
    programme, first, last = _asked(request, offered)
    counts = counts_by_kind(programme, first, last, now=clock.now(), unit_ids=scope)
    said = {"chuong-trinh": programme or "", "tu": first.isoformat(), "den": last.isoformat()}
    units = units_with_events(programme, unit_ids=scope, first=first, last=last) if programme else None
    context = {
        "tabs": event_tabs("figures"),
        "header": HEADER,
        "rows": [_line(one, said) for one in counts.values()],
        **_behind(request, counts, units or ()),
        "units": None
        if units is None
        else [(row, _address(said, **{"don-vi": row.unit.pk})) for row in units],
        "programmes": offered,
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
    programme, first, last = _asked(request, programme_choices(request.unit))
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
        one.of(EventStanding.HELD), len(one.units), one.attended, one.advised, one.settled,
        one.of(EventStanding.PLANNED), one.of(EventStanding.OVERDUE), one.of(EventStanding.POSTPONED),
        one.of(EventStanding.CANCELLED),
    )  # fmt: skip
    return [EVENT_KIND_LABELS[one.kind], *(str(number) for number in numbers)]


def _asked(request: StaffRequest, offered: Sequence[tuple[str, str]]) -> tuple[str | None, date, date]:
    """The programme, one of those offered, and the days asked for; else the programme's days, else the whole year."""
    said = request.GET.get("chuong-trinh", "")
    wanted = Programme.objects.filter(pk=said).first() if said in dict(offered) else None
    year = local_day(clock.now()).year
    first, last = date(year, 1, 1), date(year, 12, 31)
    if wanted is not None:
        first = wanted.period_from
        last = wanted.period_to - timedelta(days=1) if wanted.period_to else max(first, last)
    days = day_said(request, "tu") or first, day_said(request, "den") or last
    return (wanted.pk if wanted else None), min(days), max(days)


def _line(one: KindCount, said: dict[str, str]) -> tuple[str, list[tuple[str, str, str]]]:
    """The kind, then each column's title, number and address of the events behind it."""
    label, *numbers = cells(one)
    return label, [
        (title, text, _opening(one, _STANDINGS[title], said) if text != "0" else "")
        for title, text in zip(HEADER[1:], numbers, strict=True)
    ]


def _opening(one: KindCount, standing: EventStanding, said: dict[str, str]) -> str:
    return _address(said, loai=one.kind.value, **{"tinh-trang": standing.value})


def _address(said: dict[str, str], **which: str) -> str:
    return f"{reverse('outreach:figures')}?{urlencode(said | which)}#su-kien"


def _behind(
    request: StaffRequest, counts: Mapping[EventKind, KindCount], units: Iterable[UnitEvents]
) -> dict[str, object]:
    """The events behind the number that is asked for, those held where no other is named, and what they are."""
    unit = next((one for one in units if one.unit.pk == request.GET.get("don-vi")), None)
    if unit is not None:
        return {"behind": _listed(unit.ids), "behind_title": unit.unit.name}
    kind = request.GET.get("loai", "")
    if kind not in set(EventKind):
        return {"behind": None}
    said = request.GET.get("tinh-trang", "")
    standing = EventStanding(said) if said in set(EventStanding) else EventStanding.HELD
    title = f"{EVENT_KIND_LABELS[EventKind(kind)]}: {EVENT_STANDING_LABELS[standing]}"
    return {"behind": _listed(counts[EventKind(kind)].ids[standing]), "behind_title": title}


def _listed(ids: Iterable[int]) -> list[dict[str, object]]:
    return [shown(row) for row in rows_of(events().filter(pk__in=list(ids)), clock.now())]
