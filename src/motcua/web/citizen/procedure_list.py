"""The catalogue as anybody may read it: which procedures are in force today?"""

import re
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.queries import levels_on
from motcua.procedures.finding.queries import placed_on
from motcua.procedures.finding.sayings import events_meant
from motcua.web.citizen.choosing import unit_in_view, units_to_choose
from motcua.web.citizen.events import link_of, links_on
from motcua.web.citizen.finding import Asked, fields_of, find, levels_of
from motcua.web.citizen.hits import hits


@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    """Filters by words, field, level and unit; every filter is part of the address."""
    now = clock.now()
    day = local_day(now)
    asked = Asked.read(request.GET.dict())
    units = units_to_choose(day)
    unit = next((unit for unit in units if unit.id == asked.unit), None)
    if asked.unit and unit is None:
        raise Http404
    found = find(asked, unit=unit, day=day, page=_page(request))
    if found.total and not found.versions:
        raise Http404
    shown = {
        "found": found,
        "hits": hits(found.versions, unit or unit_in_view(request, units, day), now),
        "events": [link_of(event) for event in events_meant(asked.words)],
        "all_events": [] if found.total else links_on(day),
        "unit": unit,
        "units": units,
        **_choices(asked, day),
    }
    return render(request, "citizen/procedure_list.html", shown)


def _choices(asked: Asked, day: date) -> dict[str, object]:
    """What the list can be narrowed to."""
    placed, levels = placed_on(day), levels_on(day)
    return {
        "asked": asked,
        "levels": levels,
        "level": next((level for level in levels if level.code == asked.level), None),
        "fields": fields_of(placed),
        "level_groups": levels_of(placed, levels),
        "day": day,
    }


def _page(request: HttpRequest) -> int:
    given = request.GET.get("trang", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", given):
        raise Http404
    return int(given)
