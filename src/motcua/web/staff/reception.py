"""Receive at the counter: choose the procedure, fill the form, get the slip; keyboard first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core import idempotency
from motcua.core.cccd_qr import read_cccd_qr
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused, refuse
from motcua.documents.wording import due_text
from motcua.dossiers.actions.reception import Received, receive
from motcua.dossiers.promising import promise_for
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.queries import desk_of
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import receivable, receivable_by, search
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.reception_form import ReceptionForm
from motcua.web.staff.requests import StaffRequest

_SALT = "motcua.reception"
OPEN_FOR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Opening:
    """When the clerk opened this reception; its key makes a second press of the button harmless."""

    at: datetime
    key: str


def new_opening() -> str:
    """A signed opening for the form."""
    return signing.dumps([clock.now().isoformat(), get_random_string(16)], salt=_SALT)


def read_opening(text: str) -> Opening:
    """The opening of a sent form; raises Refused for one that is forged or lay open too long."""
    try:
        at, key = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        raise _stale() from None
    opening = Opening(datetime.fromisoformat(at), key)
    if clock.now() - opening.at > OPEN_FOR:
        raise _stale()
    return opening


def _stale() -> Refused:
    return refuse(
        "stale_page",
        "Trang tiếp nhận này mở đã quá lâu. Nội dung vẫn còn; bấm “Tiếp nhận” lần nữa để lấy giờ hiện tại.",
    )


@require_GET
def choose(request: StaffRequest) -> HttpResponse:
    """Which procedure? What this unit may receive today, found without accents."""
    text = request.GET.get("q", "").strip()[:200]
    unit = Unit.objects.select_related("level").get(pk=request.actor.unit_id)
    day = local_day(clock.now())
    versions = list(search(text, day, unit=unit).filter(id__in=receivable_by(unit, day).values("id")))
    exact = [version for version in versions if version.procedure_id == text]
    if exact:
        return redirect("staff:receive", exact[0].procedure_id)
    return render(request, "staff/reception_choose.html", {"versions": versions, "text": text, "unit": unit})


@require_http_methods(["GET", "POST"])
def receive_here(request: StaffRequest, code: str) -> HttpResponse:
    """The form of one procedure, and its reception."""
    unit = Unit.objects.select_related("level", "parent").get(pk=request.actor.unit_id)
    version, _process = receivable(code, unit, local_day(clock.now()))
    if request.method == "POST":
        return _sent(request, unit, version)
    initial: dict[str, Any] = {"opening": new_opening(), "intake": request.GET.get("phieu", "")[:60]}
    initial["wishes"] = ["at_once"] if version.facts.get("certification") else []
    return _page(request, unit, version, _form(version, initial=initial))


def _form(version: ProcedureVersion, data: QueryDict | None = None, **kwargs: Any) -> ReceptionForm:
    return ReceptionForm(data, version=version, components=list(version.components.all()), **kwargs)


def _sent(request: StaffRequest, unit: Unit, version: ProcedureVersion) -> HttpResponse:
    if request.POST.get("fill"):
        return _filled_from_card(request, unit, version)
    form = _form(version, request.POST)
    if not form.is_valid():
        return _page(request, unit, version, form, status=422)
    try:
        return redirect(_receive_once(request, unit, form))
    except Refused as refused:
        add_refusal(form, refused.refusal)
        if refused.refusal.code == "stale_page":
            renewed = request.POST.copy()
            renewed["opening"] = new_opening()
            form.data = renewed
        return _page(request, unit, version, form, refusal=refused.refusal, status=409)


def _filled_from_card(request: StaffRequest, unit: Unit, version: ProcedureVersion) -> HttpResponse:
    """The QR string of a card fills the form; nothing is received yet."""
    data = request.POST.copy()
    try:
        card = read_cccd_qr(data.get("cccd_qr", ""))
    except Refused as refused:
        form = _form(version, initial=data.dict())
        return _page(request, unit, version, form, refusal=refused.refusal, status=409)
    filled: dict[str, Any] = data.dict() | {
        "wishes": data.getlist("wishes"),
        "kind": "person",
        "name": card.name,
        "id_type": "cccd",
        "id_number": card.number,
        "address": card.address,
    }
    return _page(request, unit, version, _form(version, initial=filled))


@transaction.atomic
def _receive_once(request: StaffRequest, unit: Unit, form: ReceptionForm) -> str:
    """Receive, or give the address of what the first press of this button received."""
    opening = read_opening(form.cleaned_data["opening"])
    now = clock.now()
    owner = f"person:{request.actor.person_id}"
    before = idempotency.claim(owner=owner, key=opening.key, request_hash=opening.key, at=now)
    if before is not None:
        return str(before.body["address"])
    desk = desk_of(unit_id=unit.id, on=local_day(now))
    reception = form.reception(unit_id=unit.id, received_at=_moment(desk, opening, now))
    address = _address(receive(reception=reception, actor=request.actor, at=now))
    idempotency.keep(owner=owner, key=opening.key, status=302, body={"address": address})
    return address


def _moment(desk: OneStopUnit | None, opening: Opening, now: datetime) -> datetime:
    """promises 2: when the clerk opened the reception, unless the desk counts the confirmation."""
    return now if desk is not None and desk.moment_rule == "confirmed" else opening.at


def _address(received: Received) -> str:
    if received.dossier is not None:
        return f"/can-bo/ho-so/{received.dossier.code}/?moi=1"
    assert received.intake is not None
    return f"/can-bo/phieu/{received.intake.number}/"


def _page(
    request: StaffRequest,
    unit: Unit,
    version: ProcedureVersion,
    form: ReceptionForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "unit": unit,
        "version": version,
        "refusal": refusal,
        "preview": _preview(unit, version, "at_once" in (form["wishes"].value() or [])),
    }
    return render(request, "staff/reception_form.html", context, status=status)


def _preview(unit: Unit, version: ProcedureVersion, at_once: bool) -> dict[str, Any]:
    """What the slip would say now, or why it would not."""
    try:
        promise = promise_for(
            procedure=version.procedure_id, unit_id=unit.id, received_at=clock.now(), at_once=at_once
        )
    except Refused as refused:
        return {"refusal": refused.refusal}
    return {"due": due_text(promise.due_at, strict=promise.due_strict), "explanation": promise.explanation}
