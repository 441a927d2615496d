"""The archive on pages: what is kept and until when, disposals step by step, dossiers carried out as a bag."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused, refuse_if
from motcua.dossiers.actions import disposing
from motcua.dossiers.archive.bagging import bag, dossiers_to_bag
from motcua.dossiers.archive.keeping import (
    archived_of,
    disposal_of,
    disposals_of,
    figures_of,
    listed_in,
    passed_of,
    sought,
)
from motcua.dossiers.archive.packing import as_zip
from motcua.dossiers.archive.policies import EXPORTING, PROPOSING, why_not_decide, why_not_do, why_not_export
from motcua.dossiers.archive_terms import DISPOSAL_LABELS, DisposalState
from motcua.dossiers.models import Disposal, Dossier
from motcua.dossiers.queries import DossierNotFound, dossier_of
from motcua.web.staff.archive_forms import DecisionForm, ProposalForm
from motcua.web.staff.days import days_asked
from motcua.web.staff.requests import StaffRequest, journal_view, nowhere

PAGE_SIZE = 100
_COLOURS = {
    DisposalState.PROPOSED: "yellow",
    DisposalState.DECIDED: "blue",
    DisposalState.DONE: "green",
    DisposalState.DROPPED: "grey",
}


@require_GET
def archive(request: StaffRequest) -> HttpResponse:
    """Figures, the newest dossiers archived or those sought by code, and every disposal."""
    today, text = local_day(clock.now()), request.GET.get("q", "").strip()[:60]
    rows = sought(archived_of(request.unit.pk), text)
    figures = figures_of(request.unit.pk, today)
    context = {
        "figures": [
            (figures.kept, _("Đang lưu"), "", ""),
            (figures.permanent, _("Lưu vĩnh viễn"), "", ""),
            (figures.passed, _("Đã hết thời hạn lưu"), "yellow" if figures.passed else "", ""),
            (figures.disposed, _("Đã tiêu hủy"), "", ""),
        ],
        "rows": rows[:PAGE_SIZE],
        "total": rows.count(),
        "most": PAGE_SIZE,
        "q": text,
        "today": today,
        "disposals": [_row(one) for one in disposals_of(request.unit.pk)[:PAGE_SIZE]],
        "proposes": request.actor.has(*PROPOSING),
        "exports": request.actor.has(*EXPORTING),
        "period": days_asked(request),
    }
    return render(request, "staff/archive.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest) -> HttpResponse:
    """Which dossiers whose term has passed should go, and why."""
    now = clock.now()
    passed = passed_of(request.unit.pk, local_day(now))[: disposing.MOST]
    form = ProposalForm(request.POST if request.method == "POST" else None, records=passed)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = disposing.propose(actor=request.actor, at=now, **form.cleaned_data)
            messages.success(request, _("Đã lập đề nghị tiêu hủy; chờ một lãnh đạo khác ghi quyết định."))
            return redirect("staff:disposal", made.pk)
        except Refused as refused:
            refusal = refused.refusal
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "refusal": refusal, "any": bool(passed)}
    return render(request, "staff/disposal_propose.html", context, status=status)


@require_http_methods(["GET", "POST"])
def disposal(request: StaffRequest, number: int) -> HttpResponse:
    """One disposal with its list; POST decides, gives up or carries out."""
    one = disposal_of(number, request.unit.pk)
    if one is None:
        raise Http404
    form = DecisionForm(request.POST if request.POST.get("act") == "decide" else None)
    refusal, status = None, 200
    if request.method == "POST":
        try:
            if _done(request, one, form):
                messages.success(request, _("Đã ghi."))
                return redirect("staff:disposal", one.pk)
        except Refused as refused:
            refusal = refused.refusal
        status = 422
    return render(request, "staff/disposal.html", _shown(request, one, form, refusal), status=status)


def _done(request: StaffRequest, one: Disposal, form: DecisionForm) -> bool:
    """Do what the pressed button says; False where the form lacks something."""
    said: dict[str, Any] = {"number": one.pk, "actor": request.actor, "at": clock.now()}
    acts: dict[str, Callable[..., Disposal]] = {"drop": disposing.drop, "dispose": disposing.dispose}
    act = request.POST.get("act", "")
    if act == "decide":
        if not form.is_valid():
            return False
        disposing.decide(**said, said=form.cleaned_data)
    elif act in acts:
        acts[act](**said)
    else:
        raise Http404
    return True


def _shown(
    request: StaffRequest, one: Disposal, form: DecisionForm, refusal: Refusal | None
) -> dict[str, Any]:
    state = DisposalState(one.state)
    decides = why_not_decide(request.actor, one.unit_id, one.proposed_by_id)
    return {
        "one": one,
        "form": form,
        "refusal": refusal,
        "state": (DISPOSAL_LABELS[state], _COLOURS[state]),
        "items": listed_in(one),
        "why_not_decide": decides if state is DisposalState.PROPOSED else None,
        "decides": state is DisposalState.PROPOSED and decides is None,
        "does": state is DisposalState.DECIDED and why_not_do(request.actor) is None,
        "drops": state in (DisposalState.PROPOSED, DisposalState.DECIDED)
        and why_not_do(request.actor) is None,
    }


def _row(one: Disposal) -> tuple[Disposal, int, str, str]:
    state = DisposalState(one.state)
    return one, one.items.count(), DISPOSAL_LABELS[state], _COLOURS[state]


@require_GET
def export_period(request: StaffRequest) -> HttpResponseBase:
    """Dossiers of the unit that ended in the period, as one ZIP that streams; journalled with its codes."""
    refuse_if(why_not_export(request.actor))
    first, last = days_asked(request)
    chosen = dossiers_to_bag(request.unit.pk, first=first, last=last)
    codes = [code or filing for code, filing in chosen.values_list("code", "filing_number")]
    if not codes:
        messages.info(request, _("Không có hồ sơ nào kết thúc trong kỳ này."))
        return redirect("staff:archive")
    journal_view(request, "export", codes=codes)
    name = f"ho-so-{first.isoformat()}-{last.isoformat()}"
    return _zip(request, chosen.select_related("version", "unit").iterator(200), name)


@require_GET
def export_one(request: StaffRequest, code: str) -> HttpResponseBase:
    """One dossier, archived or not, as a bag."""
    refuse_if(why_not_export(request.actor))
    try:
        dossier = dossier_of(code, request.unit.pk)
    except DossierNotFound:
        raise nowhere(request, code) from None
    journal_view(request, str(dossier), export=True)
    return _zip(request, iter([dossier]), f"ho-so-{dossier}")


def _zip(request: StaffRequest, dossiers: Iterable[Dossier], name: str) -> HttpResponseBase:
    made = bag(dossiers, made_at=clock.now(), of=request.unit.pk)
    response = StreamingHttpResponse(as_zip(made, name), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response
