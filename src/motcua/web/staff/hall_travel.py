"""Do people come less often, and wait fewer days, since a programme began? Figures and the dossiers behind."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from config import clock
from motcua.core.moments import local_day
from motcua.participation.travel import (
    WHEN_LABELS,
    ProgrammeTravel,
    Travel,
    When,
    dossiers_of,
    listed,
    programmes_under,
    stretch,
    travel_of,
)
from motcua.queueing.wait_rules import tenths_words
from motcua.web.staff.paging import list_page
from motcua.web.staff.requests import StaffRequest, journal_list


@require_GET
def travel(request: StaffRequest) -> HttpResponse:
    """Each programme of the unit and below it: before as long as it has run, and while it ran (R-042)."""
    found = travel_of(request.unit, local_day(clock.now()))
    return render(request, "staff/hall_travel.html", {"programmes": [_shown(one) for one in found]})


@require_GET
def travel_list(request: StaffRequest) -> HttpResponse:
    """The dossiers behind a figure: their codes, no names."""
    today, said = local_day(clock.now()), request.GET.get("ky", "")
    rules = {rule.id: rule for rule in programmes_under(request.unit, today)}
    rule = rules.get(request.GET.get("chuong_trinh", ""))
    if rule is None or said not in set(When):
        raise Http404
    when = When(said)
    page = list_page(request, dossiers_of(rule, request.unit, when, today))
    rows = [listed(row) for row in page.rows]
    own = [row.dossier for row in rows if row.dossier.unit_id == request.unit.pk]
    journal_list(request, "di-lai", own)
    first, last = stretch(rule, when, today)
    context = {
        "rule": rule,
        "label": WHEN_LABELS[when],
        "rows": [(row, row.dossier.unit_id == request.unit.pk) for row in rows],
        "list": page,
        "first": first,
        "last": last,
    }
    return render(request, "staff/hall_travel_list.html", context)


def _shown(one: ProgrammeTravel) -> dict[str, Any]:
    return {"rule": one.rule, "rows": [_row(one, part) for part in (one.before, one.during)]}


def _row(one: ProgrammeTravel, part: Travel) -> dict[str, Any]:
    opens = urlencode({"chuong_trinh": one.rule.id, "ky": part.when.value})
    return {
        "label": WHEN_LABELS[part.when],
        "part": part,
        "without": part.dossiers - part.visited,
        "visits": tenths_words(part.visits_tenths),
        "days": tenths_words(part.days_tenths),
        "opens": f"{reverse('hall_report:travel_list')}?{opens}",
    }
