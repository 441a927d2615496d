"""Which units are there, and what exactly does each settle today? (R-007)"""

from dataclasses import dataclass
from datetime import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.core.vntext import sort_key
from motcua.organisation.models import Unit
from motcua.organisation.queries import desk_name, desk_of, levels_on, successors_of, units_on
from motcua.procedures.models import ProcedureVersion
from motcua.web.citizen.todays_promise import DayOfUnit, day_of_unit
from motcua.web.citizen.wording import hour_words
from motcua.workcalendar.queries import office_hours_on


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
    desk = desk_of(unit_id=found.id, on=day)
    shown = {
        "unit": found,
        "desk": desk,
        "desk_name": desk_name(desk, day) if desk else "",
        "hours": [(_clock(start), _clock(end)) for start, end in office_hours_on(found, day).sessions],
        "today": today,
        "fields": _fields(today),
    }
    return render(request, "citizen/unit.html", shown)


def _clock(minute: int) -> str:
    return hour_words(time(minute // 60, minute % 60))


def _fields(today: DayOfUnit) -> list[FieldOfUnit]:
    """All procedures of the day by field; same-day ones are marked by the promise above."""
    by_field: dict[str, list[ProcedureVersion]] = {}
    for version in today.versions:
        by_field.setdefault(version.field, []).append(version)
    return [FieldOfUnit(name, tuple(by_field[name])) for name in sorted(by_field, key=sort_key)]
