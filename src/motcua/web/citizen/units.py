"""Which units are there, and what exactly does each settle today? (R-007)"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.core.vntext import sort_key
from motcua.organisation.models import Unit
from motcua.organisation.online_intake import intake_on, portal
from motcua.organisation.queries import levels_on, successors_of, units_on
from motcua.procedures.models import ProcedureVersion
from motcua.web.citizen.filing_ways import desk_today
from motcua.web.citizen.todays_promise import DayOfUnit, day_of_unit

_NEAR = 8


@dataclass(frozen=True, slots=True)
class FieldOfUnit:
    """The procedures of one field that a unit settles."""

    name: str
    versions: tuple[ProcedureVersion, ...]


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units of the day by level of government."""
    day = local_day(clock.now())
    units = list(units_on(day).select_related("parent"))
    groups = [(level, [unit for unit in units if unit.level_id == level.code]) for level in levels_on(day)]
    shown = {"groups": [group for group in groups if group[1]], "day": day}
    return render(request, "citizen/unit_list.html", shown)


@require_safe
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """A unit: desk, hours, promise, and all its procedures with their mandatory parts."""
    found = get_object_or_404(Unit.objects.select_related("level", "parent"), id=unit_id)
    now = clock.now()
    day = local_day(now)
    if not found.exists_on(day):
        shown = {"unit": found, "successors": successors_of(found)}
        return render(request, "citizen/unit_ended.html", shown, status=404)
    today = day_of_unit(found, now)
    shown = {
        "unit": found,
        "desk": desk_today(found, day),
        "intake": intake_on(found, day),
        "portal": portal(),
        "near": [one for one in units_on(day).filter(parent_id=found.parent_id) if one.pk != found.pk][
            :_NEAR
        ],
        "today": today,
        "fields": _fields(today),
    }
    return render(request, "citizen/unit.html", shown)


def _fields(today: DayOfUnit) -> list[FieldOfUnit]:
    """All procedures of the day by field; same-day ones are marked by the promise above."""
    by_field: dict[str, list[ProcedureVersion]] = {}
    for version in today.versions:
        by_field.setdefault(version.field, []).append(version)
    return [FieldOfUnit(name, tuple(by_field[name])) for name in sorted(by_field, key=sort_key)]
