"""Which procedure is it, what does it need? By life event or by name, then guidance with papers, time and fee."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import clock
from motcua.core.moments import local_day
from motcua.organisation.queries import unit_by_id
from motcua.procedures.finding.queries import in_order
from motcua.procedures.finding.sayings import life_events
from motcua.procedures.queries import settlers_of
from motcua.queueing.kiosks import KioskHere
from motcua.queueing.queries import group_for, groups_on
from motcua.web.citizen.events import link_of, links_on
from motcua.web.citizen.finding import Asked, find
from motcua.web.citizen.hits import hits
from motcua.web.citizen.online.holding import guests_allowed, version_or_404
from motcua.web.citizen.procedure_reading import read_at_unit, read_version
from motcua.web.citizen.session import citizen_of
from motcua.web.kiosk.opening import kiosk_page

_MOST = 12


@require_safe
@kiosk_page()
def search(request: HttpRequest, kiosk: KioskHere) -> HttpResponse:
    """Life events, and a search by words; the best dozen."""
    now = clock.now()
    day = local_day(now)
    asked = Asked.read({"q": request.GET.get("q", "")})
    found = find(asked, unit=None, day=day, page=1) if asked.words else None
    rows = hits(found.versions[:_MOST], unit_by_id(kiosk.unit_id), now) if found else []
    shown = {"kiosk": kiosk, "words": asked.words, "found": found, "rows": rows, "events": links_on(day)}
    return render(request, "kiosk/search.html", shown)


@require_safe
@kiosk_page()
def event(request: HttpRequest, kiosk: KioskHere, slug: str) -> HttpResponse:
    """The procedures that follow from what happened."""
    found = next((one for one in life_events() if one.id == slug), None)
    if found is None:
        raise Http404
    now = clock.now()
    what_for = {step.code: step.what_for for step in found.steps}
    rows = hits(in_order(list(what_for), local_day(now)), unit_by_id(kiosk.unit_id), now)
    shown = {
        "kiosk": kiosk,
        "event": link_of(found),
        "rows": [(hit, what_for[hit.version.procedure_id]) for hit in rows],
    }
    return render(request, "kiosk/event.html", shown)


@require_safe
@kiosk_page()
def procedure(request: HttpRequest, kiosk: KioskHere, code: str) -> HttpResponse:
    """Papers, time, fee; file it here, or take a ticket for it."""
    now = clock.now()
    version = version_or_404(code, now)
    settlers = settlers_of(version, local_day(now))
    unit = next((one for one in settlers if one.pk == kiosk.unit_id), None)
    group = group_for(groups_on(kiosk.desk_id, local_day(now)), code, version.field)
    shown = {
        "kiosk": kiosk,
        "reading": read_version(version, [version], local_day(now), unit),
        "here": read_at_unit(version, unit, now) if unit else None,
        "group": group,
        "guests": guests_allowed(code) or citizen_of(request) is not None,
    }
    return render(request, "kiosk/procedure.html", shown)
