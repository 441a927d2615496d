"""The day log of helpers: who helped with what, how long; assisted filings beside unaided ones (R-029, R-135)."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.spreadsheets import as_csv
from motcua.dossiers.actions.helping import log_help
from motcua.dossiers.home.helping import HEADER, HEADER_OF_DAYS, filed_online, help_log, helper_days, totals
from motcua.dossiers.home_rules import why_not_help
from motcua.dossiers.home_terms import HELP_LABELS
from motcua.organisation.terms import Role
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.shared.widgets import RevealRadios
from motcua.web.staff.days import days_asked
from motcua.web.staff.desk_fields import line
from motcua.web.staff.helping_citizen import BESIDE
from motcua.web.staff.requests import StaffRequest

HELPING = frozenset({Role.ASSIST, Role.RECEIVE, Role.LEAD, Role.CONTROL, Role.INSPECT})
_SEES_ALL = (Role.RECEIVE, Role.LEAD, Role.CONTROL, Role.INSPECT)
_MONTH = timedelta(days=30)


class HelpForm(OfficeForm):
    """One person helped; no name."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Đã hỗ trợ việc gì?"),
        choices=[(kind.value, gettext_lazy(label)) for kind, label in HELP_LABELS.items()],
        widget=RevealRadios({"class": "govuk-radios--small"}),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Số phút"), min_value=1, max_value=480)
    procedure = line(gettext_lazy("Mã thủ tục"), 12, hint=gettext_lazy("Nếu có. Ví dụ: 2.000815"))
    filing = line(gettext_lazy("Số nộp trực tuyến"), 60, hint=gettext_lazy("Nếu người dân nộp xong"))


@require_http_methods(["GET", "POST"])
def help_page(request: StaffRequest) -> HttpResponse:
    """The log of the last month (`tu`, `den`), my own for a helper; a POST adds a line."""
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            log_help(actor=request.actor, at=clock.now(), said=form.cleaned_data)
            return redirect("staff:helping")
        except Refused as refused:
            add_refusal(form, refused.refusal)
    shown = _log_of(request) | {"form": form, "writes": why_not_help(request.actor) is None}
    shown["opens"] = bool(BESIDE & set(request.actor.roles))
    return render(request, "staff/helping.html", shown, status=422 if form.errors else 200)


def _log_of(request: StaffRequest) -> dict[str, Any]:
    """The log of the days asked for, by line and by day, with its sums."""
    first, last = _period(request)
    rows = help_log(request.unit.id, first, last, _whose(request))
    count, minutes = totals(rows)
    filed = filed_online(request.unit.id, first, last)
    figures = [
        (count, _("Lượt hỗ trợ"), "", ""),
        (minutes, _("Phút hỗ trợ"), "", ""),
        (filed.assisted, _("Nộp trực tuyến có hỗ trợ"), "", ""),
        (filed.unaided, _("Nộp trực tuyến tự làm"), "", ""),
    ]
    return {"rows": rows, "days": helper_days(rows), "figures": figures, "first": first, "last": last}


@require_GET
def help_csv(request: StaffRequest) -> HttpResponse:
    """The same log as CSV; `kieu=ngay`: hours and cases of each helper's day."""
    first, last = _period(request)
    rows = help_log(request.unit.id, first, last, _whose(request))
    days = request.GET.get("kieu") == "ngay"
    name = f"ho-tro-{'theo-ngay-' if days else ''}{first.isoformat()}-{last.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    listed = helper_days(rows) if days else rows
    content = as_csv(HEADER_OF_DAYS if days else HEADER, [row.cells for row in listed])
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _whose(request: StaffRequest) -> int | None:
    return None if request.actor.has(*_SEES_ALL) else request.actor.person_id


def _period(request: StaffRequest) -> tuple[date, date]:
    return days_asked(request, first=local_day(clock.now()) - _MONTH)
