"""Units by option, results, backlog, broken pledges, procedures often late: tables over units, with their files."""

from dataclasses import replace
from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.lateness import late_dossiers, late_shares
from motcua.participation import queries
from motcua.participation.breaches import Breaches
from motcua.participation.registration_sheets import (
    backlog_sheet,
    breaches_sheet,
    counted_units,
    late_prone_sheet,
    matrix_sheet,
    pledges_sheet,
    results_sheet,
)
from motcua.participation.registration_terms import BacklogKind
from motcua.participation.rules import months_before
from motcua.participation.sheet import Line, Sheet
from motcua.procedures.queries import versions_near
from motcua.web.registrations.behind import activities_sheet, initiatives_sheet, portal_sheet
from motcua.web.registrations.events import sums_at_events
from motcua.web.registrations.looking import (
    Address,
    Shown,
    asked,
    programme_asked,
    seen_units,
    shown,
    table_file,
    table_page,
)
from motcua.web.staff.days import day_asked, days_asked
from motcua.web.staff.dossiers_behind import dossiers_behind
from motcua.web.staff.requests import StaffRequest, journal_view

_KINDS = {"ho-so": BacklogKind.DOSSIER, "du-an": BacklogKind.PROJECT}
_CLEARED = {"roi": True, "chua": False}


def _matrix(request: StaffRequest, programme_id: str) -> Sheet:
    """All units, or those that the line of the summary counts that the address names (`dong`)."""
    found = queries.matrix(programme_id, day_asked(request)).only(seen_units(request))
    made, which = matrix_sheet(found), _which(request)
    if not which:
        return made
    counted, said = counted_units(found, which), _("Chỉ hiện các đơn vị mà dòng đã chọn đếm.")
    lines = tuple(line for line in made.lines if line.key in counted)
    return replace(made, lines=lines, notes=(*made.notes, said))


def _activities(request: StaffRequest, programme_id: str) -> Sheet:
    return activities_sheet(programme_id, seen_units(request), _which(request))


def _portal(request: StaffRequest, programme_id: str) -> Sheet:
    return portal_sheet(programme_id, seen_units(request), _which(request), clock.now())


def _initiatives(request: StaffRequest, programme_id: str) -> Sheet:
    return initiatives_sheet(programme_id, seen_units(request))


def _which(request: StaffRequest) -> str:
    return request.GET.get("dong", "")[:20]


def _results(request: StaffRequest, programme_id: str) -> Sheet:
    ids = seen_units(request)
    return results_sheet(programme_id, clock.now(), ids, sums_at_events(programme_id, ids))


def _backlog(request: StaffRequest, programme_id: str) -> Sheet:
    ids = seen_units(request)
    kind, cleared = _KINDS.get(request.GET.get("loai", "")), _CLEARED.get(request.GET.get("xong", ""))
    items = queries.backlog_items(programme_id, unit_ids=ids, kind=kind, cleared=cleared)
    return backlog_sheet(items, queries.backlog_share(programme_id, unit_ids=ids))


def _pledges(request: StaffRequest, programme_id: str) -> Sheet:
    return pledges_sheet(_breaches(request, programme_id))


def _breaches(request: StaffRequest, programme_id: str) -> Breaches:
    now = clock.now()
    days = queries.days_of(programme_id, now)
    return queries.breaches(programme_id, *days, now, unit_ids=seen_units(request))


TABLES = {
    "bang": _matrix,
    "tong-hop": _results,
    "ton-dong": _backlog,
    "cam-ket": _pledges,
    "hoat-dong": _activities,
    "phan-anh": _portal,
    "sang-kien": _initiatives,
}
_BEHIND = {
    "registrations": "bang",
    "backlog": "ton-dong",
    "pledges": "cam-ket",
    "activities": "hoat-dong",
    "portal": "phan-anh",
    "initiatives": "sang-kien",
}
_OF_REGISTRATIONS = frozenset({"hoat-dong", "phan-anh", "sang-kien"})


@require_GET
def table(request: StaffRequest, slug: str, name: str) -> HttpResponse:
    """One table of a programme over the actor's unit and those below it."""
    if name not in TABLES:
        raise Http404
    programme = programme_asked(slug)
    broken = _breaches(request, slug) if name == "cam-ket" else None
    made = TABLES[name](request, slug) if broken is None else pledges_sheet(broken)
    said = asked(**{key: request.GET.get(key, "")[:20] for key in ("ngay", "loai", "xong", "dong")})
    files = reverse("registrations:file", args=[slug, name, "KIND"]) + said
    return table_page(
        request,
        shown(made, opens=_opening(slug, name), files=files, empty=_("Chưa có dòng nào.")),
        programme=programme,
        name=name,
        asked=request.GET,
        late=None if broken is None else _late_part(request, broken),
    )


def _opening(slug: str, name: str) -> Address:
    """A row of units leads to what the unit registered, a result to the rows that it counts."""
    here = reverse("registrations:own", args=[slug])
    if name == "tong-hop":
        return lambda line: _behind(slug, line.key)
    if name in _OF_REGISTRATIONS:
        return lambda line: reverse("registrations:registration", args=[line.key])
    return lambda line: here + asked(**{"don-vi": line.key}) if name == "bang" else ""


def _behind(slug: str, key: str) -> str:
    """The address of the rows that the key of a result names."""
    name, _colon, which = key.partition(":")
    address = reverse("registrations:table", args=[slug, _BEHIND[name]])
    if name == "backlog":
        kinds = {kind.value: word for word, kind in _KINDS.items()}
        return address + (asked(loai=kinds[which]) if which else "")
    if name == "pledges":
        return f"{address}#ket-qua-tre"
    return address + (asked(dong=which) if which else "")


def _late_part(request: StaffRequest, found: Breaches) -> Shown:
    """The late results behind the pledges; codes of the own unit only."""
    codes = [one.code for one in found.found if one.unit_id == request.actor.unit_id]
    if codes:
        journal_view(request, "list:cam-ket", codes=codes)
    return shown(breaches_sheet(found, codes=codes), empty=_("Không có kết quả trễ hạn (0)."))


@require_GET
def table_as_file(request: StaffRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """The same as CSV or XLSX."""
    if name not in TABLES:
        raise Http404
    made = TABLES[name](request, programme_asked(slug).pk)
    return table_file(request, made, kind, f"dang-ky-{name}-{slug}-{day_asked(request)}")


def _late_days(request: StaffRequest, now: datetime) -> tuple[date, date]:
    days = days_asked(request, first=months_before(local_day(now), 12))
    return min(days), max(days)


def _late_prone(request: StaffRequest, first: date, last: date, now: datetime) -> Sheet:
    shares = late_shares(seen_units(request), first, last, now)
    names = versions_near((one.procedure for one in shares), last)
    return late_prone_sheet(shares, {code: one.name for code, one in names.items()}, first, last)


@require_GET
def late_prone(request: StaffRequest) -> HttpResponse:
    """Procedures by the share of late results over chosen days (R-162)."""
    now = clock.now()
    first, last = _late_days(request, now)
    said = asked(tu=first.isoformat(), den=last.isoformat())

    def opens(line: Line) -> str:
        here = reverse("registrations:late_dossiers")
        return f"{here}{said}&ma={line.key}" if line.key else ""

    made = _late_prone(request, first, last, now)
    files = reverse("registrations:late_prone_file", args=["KIND"]) + said
    empty = _("Không có kết quả nào đến hạn trong những ngày này.")
    return table_page(
        request, shown(made, opens=opens, files=files, empty=empty), first=first, last=last, period=True
    )


@require_GET
def late_prone_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same as CSV or XLSX."""
    now = clock.now()
    first, last = _late_days(request, now)
    return table_file(request, _late_prone(request, first, last, now), kind, f"thuong-tre-{first}-{last}")


@require_GET
def late_list(request: StaffRequest) -> HttpResponse:
    """The late dossiers of a procedure behind its row, all that it counts; codes of the own unit only."""
    now, code = clock.now(), request.GET.get("ma", "")[:12]
    first, last = _late_days(request, now)
    found = late_dossiers(seen_units(request), code, first, last, now)
    behind = dossiers_behind(request, found, "thuong-tre")
    context = {**behind, "first": first, "last": last, "code": code}
    return render(request, "registrations/late_dossiers.html", context)
