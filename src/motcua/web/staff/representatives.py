"""Who says they act for an organisation, and on which paper? Looked at and decided at the desk (R-033)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.applicants import policies
from motcua.applicants.actions.representing import decide_representation
from motcua.applicants.models import Representation
from motcua.applicants.terms import EVIDENCE_LABELS, Evidence, RepresentationState
from motcua.web.staff.requests import StaffRequest, journal_view

DECIDING = frozenset(policies.DECIDING)
SHOWN = 50


@require_http_methods(["GET", "POST"])
def waiting(request: StaffRequest) -> HttpResponse:
    """The oldest first; by tax code those of one organisation, wherever they stand in the list."""
    if request.method == "POST":
        decide_representation(
            representation_id=_number(request.POST.get("representation", "")),
            confirm=request.POST.get("decide") == "confirm",
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            at=clock.now(),
        )
        messages.success(request, _("Đã ghi quyết định; người khai được báo tin."))
        return redirect("staff:representatives")
    asked = Representation.objects.filter(state=RepresentationState.ASKED).select_related("account")
    rows = [
        (one, EVIDENCE_LABELS[Evidence(one.evidence)]) for one in asked.order_by("asked_at", "pk")[:SHOWN]
    ]
    if rows and request.method == "GET":
        journal_view(
            request, "list:representations", codes=[f"representation:{one.pk}" for one, _said in rows]
        )
    return render(request, "staff/representatives.html", {"rows": rows})


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
