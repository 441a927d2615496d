"""Which unit sent which report in time? The dates that were set, and by whom. (R-276, R-277, R-279)"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.queries import levels_on
from motcua.programmes.touching import programme_choices
from motcua.reports.actions.obliging import set_obligation
from motcua.reports.issue_policies import SETTING
from motcua.reports.issue_terms import EVERY_LABELS, KIND_LABELS, STANDING_LABELS, Every, ReportKind, Standing
from motcua.reports.obligations import DueTable, due_tables
from motcua.web.issuing.forms import DueForm
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.requests import StaffRequest

COLOURS = {
    Standing.NOT_DUE: "grey",
    Standing.ON_TIME: "green",
    Standing.LATE: "red",
    Standing.RETURNED: "yellow",
    Standing.MISSING: "red",
}


@require_http_methods(["GET", "POST"])
def duties(request: StaffRequest) -> HttpResponse:
    """Every date that the unit set, with how each unit below keeps it; a new date."""
    now = clock.now()
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            set_obligation(rule=form.rule(), actor=request.actor, at=now)
            messages.success(request, _("Đã đặt hạn báo cáo."))
            return redirect("issuing:duties")
        except Refused as refused:
            add_refusal(form, refused.refusal)
    tables = due_tables(request.unit, now)
    context = {
        "tables": [_shown(one) for one in tables],
        "figures": _figures(tables),
        "form": form if request.actor.has(*SETTING) else None,
    }
    return render(request, "issuing/duties.html", context, status=422 if form.errors else 200)


def _form(request: StaffRequest) -> DueForm:
    day = local_day(clock.now())
    return DueForm(
        request.POST if request.method == "POST" else None,
        programmes=programme_choices(request.unit),
        levels=[one for one in levels_on(day) if one.code != request.unit.level.code],
    )


def _figures(tables: list[DueTable]) -> list[tuple[int, str, str, str]]:
    def count(*standings: Standing) -> int:
        return sum(one.count(*standings) for one in tables)

    missing = count(Standing.MISSING)
    return [
        (count(Standing.ON_TIME), _("Gửi đúng hạn"), "green", ""),
        (count(Standing.LATE), _("Gửi trễ hạn"), "", ""),
        (missing, _("Quá hạn, chưa gửi"), "red" if missing else "", ""),
        (count(Standing.RETURNED), _("Bị trả lại, chưa gửi lại"), "", ""),
    ]


def _shown(one: DueTable) -> dict[str, object]:
    return {
        "rule": one.rule,
        "kind": KIND_LABELS[ReportKind(one.rule.kind)],
        "every": EVERY_LABELS[Every(one.rule.every)],
        "by_user": one.set_by_user,
        "rows": [(row, STANDING_LABELS[row.standing], COLOURS[row.standing]) for row in one.rows],
    }
