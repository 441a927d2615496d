"""On the road: whom I visit today, what I write down there; sent at once, or later from the device (R-025)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.phones import phone_text
from motcua.core.refusals import Refused
from motcua.dossiers.actions.road import Taken, take_noted
from motcua.dossiers.home.reading import visits_of_day
from motcua.dossiers.home.route import block_of_entry, entries_of, numbers_left, offered_at_home, visit_for
from motcua.dossiers.home_rules import VISITING
from motcua.dossiers.home_terms import (
    AT_THE_DOOR,
    HOME_KIND_LABELS,
    ROAD_LABELS,
    HomeKind,
    HomeState,
    RoadOutcome,
)
from motcua.dossiers.models import HomeRequest, RoadEntry
from motcua.dossiers.road_rules import area_of
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import receivable, versions_on
from motcua.web.shared.errors_in_forms import add_refusal, errors_of
from motcua.web.staff.days import day_asked
from motcua.web.staff.requests import StaffRequest, journal_view
from motcua.web.staff.road_forms import NotDoneForm, RoadForm

ROAD = frozenset(VISITING)
FROM_DEVICE = "X-Road"
_COLOURS = {
    RoadOutcome.RECEIVED: "green",
    RoadOutcome.INCOMPLETE: "yellow",
    RoadOutcome.WAITING: "blue",
    RoadOutcome.NOBODY_THERE: "grey",
    RoadOutcome.REFUSED: "red",
}


@require_GET
def route(request: StaffRequest) -> HttpResponse:
    """My visits of the day (`ngay`) in their order, and what the office got from me today."""
    day = day_asked(request)
    stops = visits_of_day(request.unit.id, day, request.actor.person_id)
    versions = versions_on([stop.procedure_id for stop in stops], day)
    if stops:
        journal_view(request, "list:tren-duong", codes=[stop.number for stop in stops])
    entries = entries_of(request.actor.person_id, request.unit.id, local_day(clock.now()))
    shown = {
        "day": day,
        "today": day == local_day(clock.now()),
        "stops": [_stop(stop, versions) for stop in stops],
        "entries": [_entry(entry) for entry in entries],
        "left": numbers_left(request.unit.id, day),
        "more": offered_at_home(request.unit, day),
        "who": _who(request),
    }
    return render(request, "staff/road.html", shown)


def _stop(stop: HomeRequest, versions: Mapping[str, ProcedureVersion]) -> dict[str, Any]:
    version = versions.get(stop.procedure_id)
    return {
        "one": stop,
        "kind": HOME_KIND_LABELS[HomeKind(stop.kind)],
        "procedure": version.name if version else stop.procedure_id,
        "area": area_of(stop.address),
    }


def _entry(entry: RoadEntry) -> dict[str, Any]:
    outcome = RoadOutcome(entry.outcome)
    text, address = _came_of(entry)
    return {
        "one": entry,
        "label": ROAD_LABELS[outcome],
        "colour": _COLOURS[outcome],
        "text": text,
        "address": address,
    }


def _came_of(entry: RoadEntry) -> tuple[str, str]:
    """What came of it in words without anybody's name, and the page that shows it."""
    outcome = RoadOutcome(entry.outcome)
    if entry.dossier is not None:
        return _("Mã hồ sơ %(code)s") % {"code": entry.dossier}, reverse(
            "staff:received", args=[entry.dossier]
        )
    if outcome is RoadOutcome.INCOMPLETE:
        return _("Phiếu %(number)s") % {"number": entry.number}, reverse("staff:intake", args=[entry.number])
    if outcome is RoadOutcome.WAITING:
        block = block_of_entry(entry)
        done = reverse("staff:dossier", args=[entry.number])
        return _("Số %(number)s") % {"number": entry.number}, (
            reverse("staff:compare", args=[block.pk]) if block else done
        )
    number = entry.request.number if entry.request else ""
    return _("Yêu cầu %(number)s") % {"number": number}, reverse(
        "staff:home_request", args=[entry.request_id]
    )


def _who(request: StaffRequest) -> str:
    """Whose device this is: another person's or unit's entries stay where they are."""
    return f"{request.actor.person_id}.{request.unit.id}"


@require_http_methods(["GET", "POST"])
def visit(request: StaffRequest, request_id: int) -> HttpResponse:
    """One visit: where, whom to call, the form of its procedure; a POST takes what was written down."""
    row = visit_for(request_id, request.unit.id)
    if row is None:
        raise Http404
    return _written(request, row.procedure_id, row)


@require_http_methods(["GET", "POST"])
def one_more(request: StaffRequest, code: str) -> HttpResponse:
    """The same for somebody who did not ask before."""
    return _written(request, code, None)


def _written(request: StaffRequest, code: str, row: HomeRequest | None) -> HttpResponse:
    version, _process = receivable(code, request.unit, local_day(clock.now()))
    forms = _forms(request, version, row)
    form = forms[1] if request.POST.get("what") == "not_done" else forms[0]
    if request.method == "POST" and form.is_valid():
        try:
            noted = form.noted(unit_id=request.unit.id, request_id=row.pk if row else None)
            return _answer(request, take_noted(noted=noted, actor=request.actor, at=clock.now()))
        except Refused as refused:
            add_refusal(form, refused.refusal)
    if FROM_DEVICE in request.headers and request.method == "POST":
        text = " ".join(error.text for error in errors_of(form))
        return JsonResponse({"state": "refused", "text": text}, status=409)
    return _page(request, version, row, forms, form)


def _forms(
    request: StaffRequest, version: ProcedureVersion, row: HomeRequest | None
) -> tuple[RoadForm, NotDoneForm]:
    done = request.method == "POST" and request.POST.get("what") != "not_done"
    known = {"name": row.name, "phone": phone_text(row.phone), "address": row.address} if row else {}
    components = list(version.components.all())
    return (
        RoadForm(request.POST if done else None, version=version, components=components, initial=known),
        NotDoneForm(request.POST if request.method == "POST" and not done else None, auto_id="not_%s"),
    )


def _answer(request: StaffRequest, taken: Taken) -> HttpResponse:
    text, address = _came_of(taken.entry)
    said = f"{ROAD_LABELS[RoadOutcome(taken.entry.outcome)]}. {text}."
    if FROM_DEVICE in request.headers:
        warned = " ".join((said, *taken.warnings))
        return JsonResponse({"state": taken.entry.outcome, "text": warned, "address": address})
    messages.success(request, said)
    for warning in taken.warnings:
        messages.warning(request, warning)
    return redirect("staff:road")


def _page(
    request: StaffRequest,
    version: ProcedureVersion,
    row: HomeRequest | None,
    forms: tuple[RoadForm, NotDoneForm],
    wrong: RoadForm | NotDoneForm,
) -> HttpResponse:
    shown: dict[str, Any] = {
        "version": version,
        "form": forms[0],
        "not_done": forms[1],
        "wrong": wrong,
        "row": row,
        "who": _who(request),
    }
    if row is not None:
        journal_view(request, row.number)
        shown |= {
            "phone": phone_text(row.phone),
            "kind": HOME_KIND_LABELS[HomeKind(row.kind)],
            "open": row.state == HomeState.SCHEDULED,
            "takes": row.kind in AT_THE_DOOR,
        }
    return render(request, "staff/road_visit.html", shown, status=409 if wrong.errors else 200)


@require_GET
def token(request: StaffRequest) -> JsonResponse:
    """Before the device sends: whose sign-in this is, and the mark its forms need."""
    return JsonResponse({"who": _who(request), "token": get_token(request)})


@require_GET
def shell(request: StaffRequest) -> HttpResponse:
    """The page the device shows without a line; nobody's data stands on it."""
    return render(request, "staff/road_shell.html")


@require_GET
def worker(request: StaffRequest) -> HttpResponse:
    """What keeps that page on the device; its scope is the road."""
    return render(request, "staff/road_worker.js", content_type="text/javascript")
