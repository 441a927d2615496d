"""Which dossiers are behind the number of a much used procedure that has no film? (R-260)"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.outreach.videos import used_dossiers, used_from
from motcua.web.communication.pages import asked_for
from motcua.web.staff.dossiers_behind import dossiers_behind
from motcua.web.staff.requests import StaffRequest


@require_GET
def used(request: StaffRequest) -> HttpResponse:
    """Of the unit and those below it, all that it counts; codes of the own unit only."""
    asked, code = asked_for(request), request.GET.get("ma", "")[:12]
    behind = dossiers_behind(request, used_dossiers(asked.units, code, asked.day), "chua-co-phim")
    context = {**behind, "code": code, "first": used_from(asked.day), "last": asked.day}
    return render(request, "communication/used.html", context)
