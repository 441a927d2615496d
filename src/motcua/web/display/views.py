"""What does the screen in the hall say? The promise, the cut-off and the list in force today (R-300)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.web.citizen.choosing import unit_in_view, units_to_choose
from motcua.web.citizen.todays_promise import day_of_unit


@require_safe
def screen(request: HttpRequest, unit_id: str = "") -> HttpResponse:
    """One unit's screen; without an id that of the unit last looked at. Holds no personal data."""
    now = clock.now()
    day = local_day(now)
    units = units_to_choose(day)
    unit = next((u for u in units if u.id == unit_id), None) if unit_id else unit_in_view(request, units, day)
    if unit is None:
        raise Http404
    request.unit_name = unit.name  # type: ignore[attr-defined]
    return render(request, "display/screen.html", {"today": day_of_unit(unit, now), "unit": unit})
