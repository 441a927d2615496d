"""The first page: what can I do here, and what is promised today?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.queries import levels_on
from motcua.procedures.finding.queries import placed_on
from motcua.web.citizen.choosing import remember_unit, unit_in_view, units_to_choose
from motcua.web.citizen.events import links_on
from motcua.web.citizen.finding import fields_of, levels_of
from motcua.web.citizen.todays_promise import day_of_unit


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Search, the promise of the chosen unit today, ways to every procedure."""
    now = clock.now()
    day = local_day(now)
    units = units_to_choose(day)
    unit = unit_in_view(request, units, day)
    placed = placed_on(day)
    shown = {
        "unit": unit,
        "units": units,
        "today": day_of_unit(unit, now) if unit else None,
        "events": links_on(day),
        "fields": fields_of(placed),
        "levels": levels_of(placed, levels_on(day)),
        "total": len(placed),
    }
    return remember_unit(request, render(request, "citizen/start.html", shown))
