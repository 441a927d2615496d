"""Which same-day programmes are there, and what exactly does each promise? (R-012, R-013, R-300)"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.models import Level, Unit
from motcua.programmes.models import Programme
from motcua.programmes.queries import programme_page
from motcua.programmes.terms import ProgrammeStatus
from motcua.web.citizen.programme_reading import read


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Every programme: those in force today, those to come or past, those only proposed."""
    today = local_day(clock.now())
    everything = list(Programme.objects.select_related("document"))
    proposed = [programme for programme in everything if programme.status == ProgrammeStatus.PROPOSED]
    applied = [programme for programme in everything if programme.status != ProgrammeStatus.PROPOSED]
    running = [
        programme
        for programme in applied
        if programme.period_from <= today and (programme.period_to is None or today < programme.period_to)
    ]
    others = [programme for programme in applied if programme not in running]
    shown = {"running": running, "others": others, "proposed": proposed, "day": today}
    return render(request, "citizen/programme_list.html", shown)


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme with its lists; printed as the sheet for the wall."""
    page = programme_page(slug, local_day(clock.now()))
    if page is None:
        raise Http404
    named = Unit.objects.in_bulk({added.unit for added in page.rule.additions})
    reading = read(page, levels=Level.objects.order_by("position"), units=named)
    return render(request, "citizen/programme.html", {"reading": reading, "page_of": page})
