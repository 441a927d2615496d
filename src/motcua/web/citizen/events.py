"""What happened to you? Life events and the procedures that follow, in the order they are usually done."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.procedures.finding.queries import in_order, index_of
from motcua.procedures.finding.sayings import LifeEvent, life_events
from motcua.web.citizen.choosing import remember_unit, unit_in_view, units_to_choose
from motcua.web.citizen.hits import hits


@dataclass(frozen=True, slots=True)
class EventLink:
    """An event as it stands in a list."""

    id: str
    name: str
    hint: str


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """The procedures of one event that are in force today, each with what it is for."""
    found = next((one for one in life_events() if one.id == slug), None)
    if found is None:
        raise Http404
    now = clock.now()
    day = local_day(now)
    units = units_to_choose(day)
    unit = unit_in_view(request, units, day)
    what_for = {step.code: step.what_for for step in found.steps}
    rows = hits(in_order(list(what_for), day), unit, now)
    shown = {
        "event": link_of(found),
        "rows": [(hit, what_for[hit.version.procedure_id]) for hit in rows],
        "units": units,
        "unit": unit,
        "others": [link for link in links_on(day) if link.id != slug],
    }
    return remember_unit(request, render(request, "citizen/event.html", shown))


def links_on(day: date) -> list[EventLink]:
    """The events of which at least one procedure is in force that day."""
    codes = {entry.code for entry in index_of(day).entries}
    return [link_of(one) for one in life_events() if codes & {step.code for step in one.steps}]


def link_of(event: LifeEvent) -> EventLink:
    """The event in the reader's language."""
    english = get_language() == "en"
    return EventLink(event.id, event.name_en if english else event.name, "" if english else event.hint)
