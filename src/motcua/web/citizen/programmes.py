"""Which same-day programmes are there, and what exactly does each promise? (R-012, R-013, R-300)"""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.models import Level, Unit
from motcua.programmes.models import Programme
from motcua.programmes.queries import programme_page
from motcua.programmes.terms import ProgrammeStatus
from motcua.web.citizen.programme_papers import papers_of
from motcua.web.citizen.programme_reading import read, units_named
from motcua.web.citizen.programme_results import standing_today
from motcua.web.citizen.programme_speaking import spoken
from motcua.web.citizen.taking_part import events_of


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Every programme: those in force today, those to come or past, those only proposed."""
    today = local_day(clock.now())
    shown_ones = Programme.objects.exclude(status=ProgrammeStatus.DRAFT)
    everything = list(shown_ones.select_related("document").prefetch_related("units"))
    proposed = [programme for programme in everything if programme.status == ProgrammeStatus.PROPOSED]
    running = [p for p in everything if p not in proposed and runs_on(p, today)]
    others = [p for p in everything if p not in proposed and p not in running]
    shown = {"running": running, "others": others, "proposed": proposed, "day": today}
    return render(request, "citizen/programme_list.html", shown)


def runs_on(programme: Programme, day: date) -> bool:
    """Inside its period, and at least one of its units still exists: a programme ends with its units."""
    in_period = programme.period_from <= day and (programme.period_to is None or day < programme.period_to)
    return in_period and any(unit.exists_on(day) for unit in programme.units.all())


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme with its lists; printed as the sheet for the wall."""
    now = clock.now()
    today = local_day(now)
    page = programme_page(slug, today)
    if page is None or page.rule.status == ProgrammeStatus.DRAFT:
        raise Http404
    named = Unit.objects.in_bulk(units_named(page.rule))
    reading = read(page, levels=Level.objects.order_by("position"), units=named)
    places = [(unit, unit.exists_on(today)) for unit in page.units]
    shown = {
        "reading": reading,
        "places": places,
        "units_exist": any(stands for _unit, stands in places),
        "standing": standing_today(page, now),
        "papers": papers_of(page.rule.status),
        "spoken": spoken(reading),
        "events": events_of(slug, now),
    }
    return render(request, "citizen/programme.html", shown)
