"""Online levels, their roll-out, campaigns, and the share of dossiers that came in online (R-011, R-126, R-127)."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.documents.spreadsheets import as_csv, as_workbook
from motcua.dossiers.online_share import OnlineShare, accepted_in, online_share, share_between
from motcua.dossiers.online_share_files import HEADER, share_cells
from motcua.dossiers.register_files import CONTENT_TYPES, FileKind
from motcua.dossiers.terms import CHANNEL_LABELS, Channel
from motcua.organisation.queries import units_under
from motcua.procedures.models import OnlineCampaign
from motcua.procedures.online_levels.queries import before_and_after, campaigns_of, history_of, roll_out
from motcua.procedures.online_levels.rules import level_number
from motcua.procedures.queries import version_on
from motcua.web.citizen.filing_ways import online_words
from motcua.web.staff.days import days_asked
from motcua.web.staff.doors import CONTROLLING
from motcua.web.staff.online_forms import CampaignForm, LevelForm, written
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_list

_FILES = (FileKind.CSV.value, FileKind.XLSX.value)


@require_GET
def levels(request: StaffRequest) -> HttpResponse:
    """The roll-out list: level reached, level planned and by when, what is behind its plan."""
    rows = roll_out(request.unit, local_day(clock.now()))
    context = {
        "rows": [
            (row, online_words(row.reached), online_words(row.plan.level) if row.plan else "") for row in rows
        ],
        "figures": [
            (sum(level_number(row.reached) >= least for row in rows), label, "", "")
            for least, label in ((3, _("Mức độ 3 trở lên")), (4, _("Mức độ 4")))
        ]
        + [(sum(row.behind for row in rows), _("Chậm so với kế hoạch"), "", "")],
        "total": len(rows),
    }
    return render(request, "staff/online_levels.html", context)


@require_http_methods(["GET", "POST"])
def level(request: StaffRequest, code: str) -> HttpResponse:
    """What was decided and planned about one procedure; a new decision from who controls procedures."""
    now = clock.now()
    version = version_on(code, local_day(now))
    if version is None:
        raise Http404
    states = request.actor.has(*CONTROLLING)
    form = LevelForm(request.POST if request.method == "POST" else None, code=code, day=local_day(now))
    if request.method == "POST" and written(form, request.actor, now):
        messages.success(request, _("Đã ghi mức độ trực tuyến."))
        return redirect("staff:online_level", code)
    context = {
        "version": version,
        "form": form if states else None,
        "history": [(row, online_words(row.level)) for row in history_of(request.unit, code)],
    }
    return render(request, "staff/online_level.html", context, status=422 if form.errors else 200)


@require_GET
def share(request: StaffRequest) -> HttpResponse:
    """The shares of the unit and everything below it, this month where nothing is said."""
    made = _made(request)
    total = made.total
    context = {
        "made": made,
        "figures": [
            (total.now.received, _("Hồ sơ tiếp nhận"), "", _behind(made)),
            (total.now.online, _("Nộp trực tuyến"), "", _behind(made, truc_tuyen="1")),
        ],
        "tables": [
            (title, [(line, _behind(made, **{name: line.key}) if name else "") for line in lines])
            for title, name, lines in (
                (_("Theo tháng, so với tháng trước"), "", made.months),
                (_("Theo thủ tục"), "ma", made.procedures),
                (_("Theo đơn vị"), "don_vi", made.units),
            )
        ],
        "campaigns": [_campaign(one, request) for one in campaigns_of(request.unit)],
        "states": request.actor.has(*CONTROLLING),
        "files": [
            (kind, f"{reverse('staff:online_share_file', args=[kind])}?{_days(made)}") for kind in _FILES
        ],
    }
    return render(request, "staff/online_share.html", context)


@require_GET
def behind(request: StaffRequest) -> HttpResponse:
    """The dossiers behind a figure: their codes, no names."""
    made_of, (first, last) = _units(request), _period(request)
    only = request.GET.get("don_vi", "")
    unit_ids = made_of if not only else made_of & {only}
    online = request.GET.get("truc_tuyen") == "1"
    found = accepted_in(unit_ids, first, last, procedure=request.GET.get("ma", "")[:12], online=online)
    page = list_page(request, found)
    journal_list(request, "truc-tuyen", [row for row in page.rows if row.unit_id == request.unit.pk])
    context = {
        "rows": [
            (row, CHANNEL_LABELS[Channel(row.channel)], row.unit_id == request.unit.pk) for row in page.rows
        ],
        "list": page,
        "first": first,
        "last": last,
    }
    return render(request, "staff/online_share_list.html", context)


@require_GET
def share_file(request: StaffRequest, kind: str) -> HttpResponse:
    """The same figures as CSV or XLSX; they name no person."""
    if kind not in _FILES:
        raise Http404
    made = _made(request)
    cells = share_cells(made)
    book = kind == FileKind.XLSX
    content = as_workbook(HEADER, [("Trực tuyến", cells)]) if book else as_csv(HEADER, cells)
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(kind)])
    name = f"truc-tuyen-{made.first.isoformat()}-{made.last.isoformat()}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def campaign(request: StaffRequest) -> HttpResponse:
    """Record a campaign; its shares before, during and after then stand on the page of shares."""
    now = clock.now()
    form = CampaignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and written(form, request.actor, now):
        messages.success(request, _("Đã ghi đợt vận động."))
        return redirect("staff:online_share")
    return render(request, "staff/online_campaign.html", {"form": form}, status=422 if form.errors else 200)


def _campaign(
    one: OnlineCampaign, request: StaffRequest
) -> tuple[OnlineCampaign, list[tuple[str, Any, Any]]]:
    stretches = zip((_("Trước"), _("Trong đợt"), _("Sau")), before_and_after(one), strict=True)
    today, units = local_day(clock.now()), _units(request)
    return one, [
        (label, days, share_between(units, days[0], min(days[1], today)) if days[0] <= today else None)
        for label, days in stretches
    ]


def _units(request: StaffRequest) -> set[str]:
    return set(units_under([request.unit.pk]))


def _period(request: StaffRequest) -> tuple[date, date]:
    today = local_day(clock.now())
    asked = days_asked(request, first=today.replace(day=1))
    return min(asked), max(asked)


def _made(request: StaffRequest) -> OnlineShare:
    return online_share(_units(request), *_period(request))


def _days(made: OnlineShare) -> str:
    return urlencode({"tu": made.first.isoformat(), "den": made.last.isoformat()})


def _behind(made: OnlineShare, **only: str) -> str:
    said = f"&{urlencode(only)}" if only else ""
    return f"{reverse('staff:online_share_list')}?{_days(made)}{said}"
