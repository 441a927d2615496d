"""Parcels of the unit: what waits for the post, what is on the road, what somebody must look at, what came in."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.typesetting import typeset_together
from motcua.dossiers.actions.posting import join_parcel, take_parcel
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.away_lists import parcel_lists
from motcua.dossiers.consignment_terms import (
    CONSIGNMENT_LABELS,
    TOLD_BY_LABELS,
    TOLD_LABELS,
    ConsignmentState,
    Direction,
    ToldBy,
    ToldKind,
)
from motcua.dossiers.consignments import reading
from motcua.dossiers.models import Consignment, ConsignmentEvent
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.days import day_asked
from motcua.web.staff.parcel_forms import HandOverForm, IncomingForm, JoinForm
from motcua.web.staff.requests import StaffRequest, journal_list, journal_view

PAGE_SIZE = 100
ADDRESS = "/can-bo/buu-gui/"
# Who works with parcels; handing over and taking back are judged by the acts.
PARCELS = frozenset({Role.RECEIVE, Role.RETURN, Role.LEAD})
_STATE_COLOUR = {
    ConsignmentState.ON_THE_ROAD: "blue",
    ConsignmentState.DELIVERED: "green",
    ConsignmentState.CAME_BACK: "yellow",
    ConsignmentState.LOST: "red",
}


def _tabs(request: StaffRequest, current: str) -> list[tuple[str, str, bool, int]]:
    unit_id = request.unit.id
    return [
        (_("Chờ giao bưu chính"), ADDRESS, current == "", reading.to_hand_over(unit_id).count()),
        (_("Đang phát"), f"{ADDRESS}dang-phat/", current == "dang-phat", _on_road(unit_id).count()),
        (_("Cần xem lại"), f"{ADDRESS}xem-lai/", current == "xem-lai", _to_look(unit_id)),
        (
            _("Bưu gửi đến"),
            f"{ADDRESS}den/",
            current == "den",
            reading.incoming_without_dossier(unit_id).count(),
        ),
    ]


def _on_road(unit_id: str) -> Any:
    return reading.parcels(unit_id, Direction.OUT, ConsignmentState.ON_THE_ROAD)


def _to_look(unit_id: str) -> int:
    return reading.turned_back(unit_id).count() + reading.not_closed(unit_id).count()


@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest) -> HttpResponse:
    """Results that wait for the post; those with a number typed are handed over together, each judged on its own."""
    rows = list(reading.to_hand_over(request.unit.id)[:PAGE_SIZE])
    form = HandOverForm(request.POST or None, rows=rows, unit_id=request.unit.id)
    told: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        told = _handed(request, form)
        rows = list(reading.to_hand_over(request.unit.id)[:PAGE_SIZE])
        form = HandOverForm(None, rows=rows, unit_id=request.unit.id, initial=form.cleaned_data)
    journal_list(request, "buu-gui-cho-giao", rows)
    shown = {"form": form, "rows": form.rows, "told": told, "tabs": _tabs(request, "")}
    shown["list_of"] = _list_of(request)
    return render(request, "staff/parcels.html", shown, status=422 if form.errors else 200)


def _handed(request: StaffRequest, form: HandOverForm) -> list[tuple[str, str]]:
    """What came of each: done in words, or why not."""
    told = []
    for code, said in form.meant():
        try:
            perform(act=Act.SEND_OUT, code=code, actor=request.actor, at=clock.now(), said=said)
            told.append((code, _("Đã giao bưu chính.")))
        except Refused as refused:
            told.append((code, refused.refusal.text))
    return told


def _list_of(request: StaffRequest) -> str:
    """Today, where something was handed over today; empty where the list would have no line."""
    today = local_day(clock.now())
    return today.isoformat() if reading.handed_over_on(request.unit.id, today).exists() else ""


@require_GET
def on_the_road(request: StaffRequest) -> HttpResponse:
    """Parcels with the carrier, the newest first, and those that ended."""
    rows = list(reading.parcels(request.unit.id, Direction.OUT)[:PAGE_SIZE])
    journal_list(request, "buu-gui", [row.dossier for row in rows if row.dossier])
    page = {"rows": lines(rows), "tabs": _tabs(request, "dang-phat"), "list_of": _list_of(request)}
    return render(request, "staff/parcels_away.html", page)


@require_GET
def to_look_at(request: StaffRequest) -> HttpResponse:
    """What the carrier turned back, what was delivered without closing, what was told and not believed."""
    unit_id = request.unit.id
    back, left = list(reading.turned_back(unit_id)), list(reading.not_closed(unit_id))
    journal_list(request, "buu-gui-xem-lai", [row.dossier for row in (*back, *left) if row.dossier])
    page = {
        "back": lines(back),
        "left": lines(left),
        "doubtful": [_told(event) for event in reading.doubtful(unit_id)[:PAGE_SIZE]],
        "tabs": _tabs(request, "xem-lai"),
    }
    return render(request, "staff/parcels_look.html", page)


@require_http_methods(["GET", "POST"])
def incoming(request: StaffRequest) -> HttpResponse:
    """Parcels the post brought: written down, then joined to the dossier that was received from them."""
    joining = "join" in request.POST
    form = IncomingForm(None if joining else request.POST or None, unit_id=request.unit.id)
    join = JoinForm(request.POST if joining else None)
    chosen = join if joining else form
    if request.method == "POST" and chosen.is_valid():
        try:
            _written(request, chosen.cleaned_data, joining=joining)
            return redirect("staff:parcels_in")
        except Refused as refused:
            add_refusal(chosen, refused.refusal)
    rows = list(reading.parcels(request.unit.id, Direction.IN)[:PAGE_SIZE])
    journal_list(request, "buu-gui-den", [row.dossier for row in rows if row.dossier])
    shown = {"form": form, "join": join, "chosen": chosen, "rows": rows, "tabs": _tabs(request, "den")}
    return render(request, "staff/parcels_in.html", shown, status=422 if chosen.errors else 200)


def _written(request: StaffRequest, said: dict[str, Any], *, joining: bool) -> None:
    if joining:
        join_parcel(
            number=said["number"],
            code=said["code"],
            carrier=said["carrier"],
            actor=request.actor,
            at=clock.now(),
        )
    else:
        take_parcel(actor=request.actor, at=clock.now(), said=said)


@require_GET
def parcel_list_pdf(request: StaffRequest) -> HttpResponse:
    """Bảng kê bưu gửi of a day, a list for each worker of the post."""
    day = day_asked(request)
    papers = parcel_lists(request.unit, day, at=clock.now())
    codes = [line.code for paper in papers for line in paper.lines]
    journal_view(request, "list:bang-ke-buu-gui", codes=codes)
    name = f"bang-ke-buu-gui-{day.isoformat()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(typeset_together(papers), content_type="application/pdf", headers=headers)


def lines(parcels: Sequence[Consignment]) -> list[dict[str, Any]]:
    """Parcels as rows: where each stands and what was told last."""
    last = reading.last_told(parcels)
    return [_line(parcel, last.get(parcel.pk)) for parcel in parcels]


def _line(parcel: Consignment, last: ConsignmentEvent | None) -> dict[str, Any]:
    state = ConsignmentState(parcel.state)
    return {
        "parcel": parcel,
        "state": CONSIGNMENT_LABELS[state],
        "colour": _STATE_COLOUR[state],
        "away": state is ConsignmentState.ON_THE_ROAD,
        "last": _told(last) if last else None,
    }


def _told(event: Any) -> dict[str, Any]:
    return {
        "event": event,
        "kind": TOLD_LABELS[ToldKind(event.kind)],
        "by": TOLD_BY_LABELS[ToldBy(event.by)],
        "doubt": event.data.get("doubt", ""),
        "words": event.data.get("words", ""),
    }
