"""Units by option, results, backlog, broken pledges, procedures often late: tables over units, with their files."""

from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.dossiers.lateness import late_dossiers, late_shares
from motcua.dossiers.terms import STATE_LABELS, State
from motcua.participation import queries
from motcua.participation.breaches import Breaches
from motcua.participation.registration_sheets import (
    backlog_sheet,
    breaches_sheet,
    late_prone_sheet,
    matrix_sheet,
    pledges_sheet,
    results_sheet,
)
from motcua.participation.registration_terms import BacklogKind
from motcua.participation.rules import months_before
from motcua.participation.sheet import Line, Sheet
from motcua.procedures.queries import versions_near
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
from motcua.web.staff.requests import StaffRequest, journal_list, journal_view

_MOST_SHOWN = 1000
_KINDS = {"ho-so": BacklogKind.DOSSIER, "du-an": BacklogKind.PROJECT}
_CLEARED = {"roi": True, "chua": False}


def _matrix(request: StaffRequest, programme_id: str) -> Sheet:
    return matrix_sheet(queries.matrix(programme_id, day_asked(request)).only(seen_units(request)))


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


TABLES = {"bang": _matrix, "tong-hop": _results, "ton-dong": _backlog, "cam-ket": _pledges}
_BEHIND = {"registrations": "bang", "backlog": "ton-dong", "pledges": "cam-ket"}


@require_GET
def table(request: StaffRequest, slug: str, name: str) -> HttpResponse:
    """One table of a programme over the actor's unit and those below it."""
    if name not in TABLES:
        raise Http404
    programme = programme_asked(slug)
    broken = _breaches(request, slug) if name == "cam-ket" else None
    made = TABLES[name](request, slug) if broken is None else pledges_sheet(broken)
    said = asked(**{key: request.GET.get(key, "")[:20] for key in ("ngay", "loai", "xong")})
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
    """A row of units leads to what the unit registered, a result to the table it was counted from."""
    here = reverse("registrations:own", args=[slug])
    if name == "tong-hop":
        return lambda line: reverse("registrations:table", args=[slug, _BEHIND[line.key]])
    return lambda line: here + asked(**{"don-vi": line.key}) if name == "bang" else ""


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
    rows = [(row, row.unit_id == request.actor.unit_id) for row in found[:_MOST_SHOWN]]
    journal_list(request, "thuong-tre", [row for row, own in rows if own])
    context = {
        "rows": [(row, STATE_LABELS[State(row.state)], own) for row, own in rows],
        "first": first,
        "last": last,
        "total": found.count(),
        "code": code,
    }
    return render(request, "registrations/late_dossiers.html", context)
