"""An intake's page: what lacks, its slips, refuse it, or take the completed papers in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.intakes import refuse_looked_at
from motcua.dossiers.models import Intake
from motcua.dossiers.papers import forms_issued
from motcua.dossiers.queries import intake_page
from motcua.dossiers.terms import IntakeState
from motcua.dossiers.visits import visit_of
from motcua.web.staff.act_forms import RefuseForm
from motcua.web.staff.requests import StaffRequest, journal_view, nowhere
from motcua.web.staff.showing import lines_of


@require_http_methods(["GET", "POST"])
def intake(request: StaffRequest, number: str) -> HttpResponse:
    """One intake; a POST refuses it with reason and basis (Mẫu 03)."""
    found = intake_page(number, request.actor)
    if found is None:
        raise nowhere(request, number)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            refuse_looked_at(number=number, actor=request.actor, at=clock.now(), said=form.said())
        except Refused as refused:
            refusal = refused.refusal
        else:
            return redirect("staff:intake", number)
    journal_view(request, number)
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "staff/intake.html", _context(found, form, refusal), status=status)


def _context(found: Intake, form: RefuseForm, refusal: Refusal | None) -> dict[str, object]:
    return {
        "intake": found,
        "form": form,
        "refusal": refusal,
        "open": found.state == IntakeState.AWAITING_SUPPLEMENT,
        "lines": lines_of(found.steps.order_by("seq")),
        "forms": [(one.number, one.title) for one in forms_issued(found)],
        "dossier": getattr(found, "dossier", None),
        "again": f"/can-bo/tiep-nhan/{found.version.procedure_id}/?phieu={found.number}",
        "visit": visit_of(found),
    }
