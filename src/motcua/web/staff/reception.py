"""Receive at the counter: choose the procedure, fill the form, get the slip; keyboard first."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core import idempotency
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.documents.files.kinds import ACCEPT
from motcua.dossiers.actions.reception import Received, receive
from motcua.dossiers.models import Dossier, Visit
from motcua.dossiers.queries import intake_page
from motcua.dossiers.terms import Channel
from motcua.organisation.terms import Role
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import receivable, receivable_by, search
from motcua.web.staff.opening import counted_moment, new_opening, read_opening
from motcua.web.staff.reception_copies import attach_received
from motcua.web.staff.reception_filling import card_in, of_card, of_intake, of_visit, typed
from motcua.web.staff.reception_form import ReceptionForm
from motcua.web.staff.reception_preview import preview_of
from motcua.web.staff.reception_reuse import offers_on, reuse_received, with_chosen
from motcua.web.staff.requests import StaffRequest, journal_view
from motcua.web.staff.visiting import visit_asked

_LATELY, _MOST_LATE = timedelta(days=7), 5


@require_GET
def choose(request: StaffRequest) -> HttpResponse:
    """Which procedure? What this unit may receive today, found without accents; one left opens at once."""
    text = request.GET.get("q", "").strip()[:200]
    day = local_day(clock.now())
    here = receivable_by(request.unit, day)
    versions = list(search(text, day, unit=request.unit).filter(id__in=here.values("id")))
    exact = [version for version in versions if version.procedure_id == text]
    visit = visit_asked(request)
    if exact or (text and len(versions) == 1):
        return redirect(_reception_of((exact or versions)[0].procedure_id, visit))
    lately = [] if text else _lately(request, {version.procedure_id: version for version in versions})
    receives = request.actor.has(Role.RECEIVE)
    context = {"versions": versions, "text": text, "lately": lately, "visit": visit, "visits": receives}
    return render(request, "staff/reception_choose.html", context)


def _reception_of(code: str, visit: Visit | None) -> str:
    return reverse("staff:receive", args=[code]) + (f"?luot={visit.pk}" if visit else "")


def _lately(request: StaffRequest, offered: dict[str, ProcedureVersion]) -> list[ProcedureVersion]:
    """What this clerk received in the last days, newest first: the next person often asks for the same."""
    mine = Dossier.objects.filter(unit=request.unit, received_by_id=request.actor.person_id)
    codes = (
        mine.filter(received_at__gte=clock.now() - _LATELY)
        .values_list("procedure_id")
        .annotate(last=Max("received_at"))
        .order_by("-last")
    )
    return [offered[code] for code, _last in codes if code in offered][:_MOST_LATE]


@require_http_methods(["GET", "POST"])
def receive_here(request: StaffRequest, code: str) -> HttpResponse:
    """The form of one procedure, and its reception. Enter in a field only redraws it; the button receives."""
    version, _process = receivable(code, request.unit, local_day(clock.now()))
    if request.method == "GET":
        return _page(request, _form(version, initial=_first_words(request)), focus="cccd-qr")
    if request.POST.get("fill"):
        return _redrawn(request, version)
    form = _form(version, with_chosen(request.POST))
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        address = _receive_once(request, form)
    except Refused as refused:
        return _refused(request, form, refused.refusal)
    attach_received(request, address)
    return redirect(address)


def _form(version: ProcedureVersion, data: QueryDict | None = None, **kwargs: Any) -> ReceptionForm:
    return ReceptionForm(data, version=version, components=list(version.components.all()), **kwargs)


def _first_words(request: StaffRequest) -> dict[str, Any]:
    """A fresh form; of somebody who comes back with an intake's slip, what was said then."""
    words: dict[str, Any] = {"opening": new_opening()}
    if not request.actor.has(Role.RECEIVE):
        words["channel"] = Channel.POST.value
    if (visit := visit_asked(request)) is not None:
        words |= of_visit(visit)
    number = request.GET.get("phieu", "").strip()[:60]
    intake = intake_page(number, request.actor) if number else None
    if intake is not None:
        journal_view(request, number, copied_to_form=True)
        words |= of_intake(intake)
    return words


def _redrawn(request: StaffRequest, version: ProcedureVersion) -> HttpResponse:
    """Nothing is received: the card fills the form, or the promise follows what was chosen."""
    words = typed(request.POST, _form(version))
    if request.POST["fill"] == "now":
        words["opening"] = new_opening()
    scanned = card_in(request.POST)
    if not scanned:
        return _page(request, _form(version, initial=words))
    try:
        words |= of_card(scanned)
    except Refused as refused:
        return _page(request, _form(version, initial=words), refusal=refused.refusal, status=409)
    return _page(request, _form(version, initial=words), focus="id_phone")


def _refused(request: StaffRequest, form: ReceptionForm, refusal: Refusal) -> HttpResponse:
    """Everything typed stays; a refusal stands at its field, or over the form where it names none."""
    if refusal.code == "stale_page":
        renewed = request.POST.copy()
        renewed["opening"] = new_opening()
        form.data = renewed
    if refusal.field in form.fields:
        form.add_error(refusal.field, refusal.text)
        return _page(request, form, status=409)
    return _page(request, form, refusal=refusal, status=409)


@transaction.atomic
def _receive_once(request: StaffRequest, form: ReceptionForm) -> str:
    """Receive, or give the address of what the first press of this button received."""
    opening = read_opening(form.cleaned_data["opening"])
    now, unit_id = clock.now(), request.unit.id
    owner = f"person:{request.actor.person_id}"
    before = idempotency.claim(owner=owner, key=opening.key, request_hash=opening.key, at=now)
    if before is not None:
        messages.info(request, _("Hồ sơ này đã được ghi từ lần bấm trước; không ghi thêm lần nữa."))
        return str(before.body["address"])
    reception = form.reception(unit_id=unit_id, received_at=counted_moment(unit_id, opening, now))
    done = receive(reception=reception, actor=request.actor, at=now)
    for warning in done.warnings:
        messages.warning(request, warning)
    reuse_received(request, done)
    address = _address(done)
    idempotency.keep(owner=owner, key=opening.key, status=302, body={"address": address})
    return address


def _address(received: Received) -> str:
    if received.dossier is not None:
        return reverse("staff:received", args=[received.dossier.code])
    assert received.intake is not None
    return reverse("staff:intake", args=[received.intake.number])


def _page(
    request: StaffRequest,
    form: ReceptionForm,
    *,
    refusal: Refusal | None = None,
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    if focus.startswith("id_"):
        form.fields[focus.removeprefix("id_")].widget.attrs["autofocus"] = True
    context = {
        "form": form,
        "version": form.version,
        "refusal": refusal,
        "preview": preview_of(form, request.unit, clock.now()),
        "focus": focus,
        "visit": visit_asked(request),
        "accept": ACCEPT,
        "reusable": offers_on(request, form),
    }
    return render(request, "staff/reception_form.html", context, status=status)
