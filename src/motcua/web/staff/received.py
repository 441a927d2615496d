"""Received: what does the clerk do now? Print the slip where one is needed, then the next person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from motcua.documents.wording import due_text
from motcua.dossiers.models import Dossier
from motcua.dossiers.papers import forms_issued
from motcua.dossiers.promising import term_of
from motcua.dossiers.queries import dossier_page
from motcua.dossiers.slip_on_paper import slip_needed
from motcua.dossiers.visits import visit_of
from motcua.payments.reading import read_schedule
from motcua.web.staff.doors import COLLECTING, VISITING
from motcua.web.staff.requests import StaffRequest, journal_view, nowhere


@require_GET
def received(request: StaffRequest, code: str) -> HttpResponse:
    """The code, the promise and the slip of a dossier just received; the first key prints, or goes on where
    nobody needs paper."""
    found = dossier_page(code, request.actor)
    dossier = found.dossier if found else None
    if dossier is None or dossier.due_at is None:
        raise nowhere(request, code)
    journal_view(request, str(dossier))
    visit = visit_of(dossier)
    context = {
        "dossier": dossier,
        "due": due_text(dossier.due_at, strict=dossier.due_strict),
        "slip": forms_issued(dossier)[0],
        "on_paper": _needs_paper(dossier),
        "visit": visit,
        "more_address": f"{reverse('staff:choose')}?luot={visit.pk}" if visit else "",
        "visits": request.actor.has(*VISITING),
        "collects": request.actor.has(*COLLECTING) and not read_schedule(dossier.version.fee).free,
    }
    return render(request, "staff/received.html", context)


def _needs_paper(dossier: Dossier) -> bool:
    cutoff = term_of(dossier.version).cutoff
    return dossier.due_at is None or slip_needed(
        at_once=dossier.at_once,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        due_reason=dossier.due_reason,
        cut_off=cutoff.after if cutoff else None,
    )
