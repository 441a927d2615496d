"""Which units pledged that no result is late, and which results were late all the same? For everybody (R-161)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.refusals import Refused
from motcua.participation import queries
from motcua.participation.joining import told_programme
from motcua.participation.registration_sheets import breaches_sheet, pledges_sheet

_MOST_SHOWN = 1000


@require_safe
def programme_pledges(request: HttpRequest, slug: str) -> HttpResponse:
    """Pledges of a programme, and each late result by unit, procedure and days: no code, no name of anybody."""
    try:
        programme = told_programme(slug)
    except Refused:
        raise Http404 from None
    now = clock.now()
    first, last = queries.days_of(programme.pk, now)
    found = queries.breaches(programme.pk, first, last, now)
    late = breaches_sheet(found)
    context = {
        "programme": programme,
        "pledges": pledges_sheet(found),
        "late": late,
        "rows": late.lines[:_MOST_SHOWN],
        "total": len(late.lines),
    }
    return render(request, "citizen/programme_pledges.html", context)
