"""Which dossiers are behind the number of a much used procedure that has no film? (R-260)"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.dossiers.terms import STATE_LABELS, State
from motcua.outreach.videos import used_dossiers, used_from
from motcua.web.communication.pages import asked_for
from motcua.web.staff.paging import rows_page
from motcua.web.staff.requests import StaffRequest, journal_list


@require_GET
def used(request: StaffRequest) -> HttpResponse:
    """Of the unit and those below it, all that it counts; codes of the own unit only."""
    asked, code = asked_for(request), request.GET.get("ma", "")[:12]
    page = rows_page(request, used_dossiers(asked.units, code, asked.day))
    rows = [(row, STATE_LABELS[State(row.state)], row.unit_id == request.actor.unit_id) for row in page.rows]
    journal_list(request, "chua-co-phim", [row for row, _state, own in rows if own])
    context = {"rows": rows, "list": page, "code": code, "first": used_from(asked.day), "last": asked.day}
    return render(request, "communication/used.html", context)
