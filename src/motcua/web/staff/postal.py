"""Parcels of a worker of the public post: what their postal unit has on the road, what became of the rest (R-132)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.dossiers.consignments.reading import parcels_of_carrier
from motcua.organisation.terms import Role
from motcua.web.staff import parcels
from motcua.web.staff.requests import StaffRequest, journal_list

OPENING = parcels.PARCELS | {Role.POST}


@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest) -> HttpResponse:
    """Who works with parcels at the desk hands over; a worker of the post sees only what their postal unit took."""
    if request.actor.has(*parcels.PARCELS):
        return parcels.hand_over(request)
    mine = parcels_of_carrier(request.unit.id, request.actor.postal_unit_id)
    rows = list(mine[: parcels.PAGE_SIZE])
    journal_list(request, "buu-gui-cua-toi", [row.dossier for row in rows if row.dossier])
    shown = {
        "rows": parcels.lines(rows),
        "postal_unit": request.actor.postal_unit,
        "postal": True,
    }
    return render(request, "staff/parcels_mine.html", shown)
