"""The register of seals: each seal with its life, its imprints and its day; hand-overs; what lacks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.authority.actions import seal_handing
from motcua.authority.actions import seals as acts
from motcua.authority.imprinting import facts_of
from motcua.authority.seal_rules import why_not_do
from motcua.authority.seal_tables import Seal
from motcua.authority.seal_terms import ACT_LABELS, KIND_LABELS, MAKE_LABELS, STATE_LABELS, SealAct, SealState
from motcua.authority.seals import (
    SealNotFound,
    history_of,
    keepers_for,
    lacking_seals,
    latest_imprints,
    seal_in_reach,
    seals_in_reach,
)
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.typesetting import typeset
from motcua.dossiers.seal_sheets import seal_day, seal_sheet
from motcua.organisation.models import OneStopUnit, Unit, in_force
from motcua.organisation.queries import units_under
from motcua.organisation.terms import Role
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.days import day_asked
from motcua.web.staff.requests import StaffRequest, journal_view
from motcua.web.staff.seal_forms import RequestSealForm, seal_form

_COLOURS = {
    SealState.REQUESTED: "yellow",
    SealState.REGISTERED: "blue",
    SealState.IN_USE: "green",
    SealState.LOST: "red",
    SealState.WITHDRAWN: "grey",
}
_ON_A_SEAL = (
    SealAct.REGISTER,
    SealAct.TAKE,
    SealAct.OFFER,
    SealAct.CALL_BACK,
    SealAct.LOSE,
    SealAct.WITHDRAW,
)
_DO: dict[SealAct, Callable[..., Seal]] = {
    SealAct.REGISTER: acts.register_seal,
    SealAct.OFFER: seal_handing.offer_seal,
    SealAct.TAKE: seal_handing.take_seal,
    SealAct.CALL_BACK: seal_handing.call_back,
    SealAct.LOSE: acts.report_lost,
    SealAct.WITHDRAW: acts.withdraw_seal,
}
_MOST_IMPRINTS = 50


@require_GET
def seals(request: StaffRequest) -> HttpResponse:
    """Every seal of the agency and of the units below it."""
    rows = [(seal, *_words(seal)) for seal in seals_in_reach(request.unit.pk)]
    lacking = lacking_seals(request.unit.pk, local_day(clock.now()))
    context = {"rows": rows, "lacking": lacking, "requests": request.actor.has(Role.LEAD)}
    return render(request, "staff/seals.html", context)


@require_GET
def missing(request: StaffRequest) -> HttpResponse:
    """Active procedures without a seal, by unit (R-075)."""
    lacking = lacking_seals(request.unit.pk, local_day(clock.now()))
    return render(request, "staff/seals_missing.html", {"lacking": lacking})


@require_http_methods(["GET", "POST"])
def request_seal(request: StaffRequest) -> HttpResponse:
    """The head asks for a seal."""
    day, below = local_day(clock.now()), units_under([request.unit.pk])
    units = sorted(
        Unit.objects.filter(in_force(day), pk__in=below), key=lambda one: (one != request.unit, one.name_fold)
    )
    desks = list(
        OneStopUnit.objects.filter(in_force(day), unit_id__in=below).select_related("unit").order_by("pk")
    )
    form = RequestSealForm(units, desks, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seal = acts.request_seal(wish=form.wish(), actor=request.actor, at=clock.now())
            return _done(request, seal, SealAct.REQUEST)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    context = {"form": form, "label": ACT_LABELS[SealAct.REQUEST]}
    return render(request, "staff/seal_act.html", context, status=422 if form.errors else 200)


@require_GET
def seal(request: StaffRequest, seal_id: int) -> HttpResponse:
    """One seal: how it stands, what may be done, its history, its newest imprints."""
    found = _found(request, seal_id)
    imprints = latest_imprints(found, _MOST_IMPRINTS)
    if imprints:
        journal_view(request, f"con-dau:{found.pk}", codes=[row.subject for row in imprints])
    units = units_under([request.unit.pk])
    may = [act for act in _ON_A_SEAL if why_not_do(act, facts_of(found), request.actor, units=units) is None]
    context = {
        "seal": found,
        "words": _words(found),
        "acts": [(act.value, ACT_LABELS[act]) for act in may],
        "history": [(one, ACT_LABELS[SealAct(one.act)], _said(one.data)) for one in history_of(found)],
        "imprints": imprints,
    }
    return render(request, "staff/seal.html", context)


@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, seal_id: int, act_code: str) -> HttpResponse:
    """The page of one act on a seal, and doing it; a refusal keeps what was written."""
    if act_code not in {known.value for known in _ON_A_SEAL}:
        raise Http404
    wanted, found = SealAct(act_code), _found(request, seal_id)
    people = keepers_for(found, local_day(clock.now()))
    form = seal_form(wanted, people, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = _DO[wanted](seal_id=found.pk, actor=request.actor, at=clock.now(), **form.cleaned_data)
            return _done(request, done, wanted)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    context = {"form": form, "label": ACT_LABELS[wanted], "seal": found}
    return render(request, "staff/seal_act.html", context, status=422 if form.errors else 200)


@require_GET
def day(request: StaffRequest, seal_id: int) -> HttpResponse:
    """The imprints of a day beside the results sealed that day, every difference listed."""
    found = seal_day(_found(request, seal_id), day_asked(request))
    if found.imprints:
        journal_view(request, f"con-dau:{seal_id}", codes=[row.subject for row in found.imprints])
    context = {
        "found": found,
        "figures": [
            (len(found.imprints), _("Dòng trong sổ dấu"), "", "#so-dau"),
            (found.sealed, _("Kết quả đã đóng dấu"), "", "#so-dau"),
            (found.stamps, _("Lượt dấu"), "", ""),
            (found.joins, _("Lượt giáp lai"), "", ""),
            (len(found.differences), _("Chênh lệch"), "red" if found.differences else "green", "#chenh-lech"),
        ],
    }
    return render(request, "staff/seal_day.html", context)


@require_GET
def day_pdf(request: StaffRequest, seal_id: int) -> HttpResponse:
    """The same as a paper with two places to sign."""
    found, wanted = _found(request, seal_id), day_asked(request)
    paper = seal_sheet(request.unit, found, wanted, at=clock.now())
    journal_view(request, f"con-dau:{seal_id}", codes=[line.code for line in paper.lines])
    response = HttpResponse(typeset(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="so-dau-{seal_id}-{wanted.isoformat()}.pdf"'
    return response


def _found(request: StaffRequest, seal_id: int) -> Seal:
    try:
        return seal_in_reach(seal_id, request.unit.pk)
    except SealNotFound:
        raise Http404 from None


def _done(request: StaffRequest, seal: Seal, act: SealAct) -> HttpResponse:
    said = {"what": ACT_LABELS[act], "state": STATE_LABELS[SealState(seal.state)]}
    messages.success(request, _("%(what)s: đã ghi. Con dấu: %(state)s.") % said)
    return redirect("staff:seal", seal.pk)


def _words(seal: Seal) -> tuple[str, str, str, str]:
    """State, its colour, kind and make in words."""
    state = SealState(seal.state)
    kinds = {one.value: label for one, label in KIND_LABELS.items()}
    makes = {one.value: label for one, label in MAKE_LABELS.items()}
    return STATE_LABELS[state], _COLOURS[state], kinds[seal.kind], makes[seal.make]


def _said(data: dict[str, Any]) -> list[tuple[str, str]]:
    """What was said with an act, as the page shows it."""
    labels = {
        "document": _("Văn bản"),
        "certificate": _("Giấy chứng nhận"),
        "on": _("Ngày cấp"),
        "police": _("Nơi cấp"),
        "from": _("Người giao"),
        "to": _("Người nhận"),
        "holder": _("Người đang giữ"),
        "imprints": _("Số dòng sổ dấu lúc giao"),
        "reason": _("Lý do"),
        "report": _("Báo công an"),
    }
    return [(label, str(data[key])) for key, label in labels.items() if data.get(key) not in (None, "")]
