"""Requests to come home: what waits, who is visited when, what came of it, the list of a day (R-025)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.typesetting import typeset
from motcua.dossiers.actions import home_visits as acts
from motcua.dossiers.away_lists import home_list
from motcua.dossiers.home import reading
from motcua.dossiers.home_rules import VISITING, why_not_home_act
from motcua.dossiers.home_terms import (
    AT_THE_DOOR,
    HOME_ACT_LABELS,
    HOME_KIND_LABELS,
    HOME_STATE_LABELS,
    HomeAct,
    HomeKind,
    HomeState,
)
from motcua.dossiers.models import HomeRequest
from motcua.organisation.terms import Role
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.days import day_asked
from motcua.web.staff.home_forms import HOME_FORMS, AskHomeForm
from motcua.web.staff.requests import StaffRequest, journal_view

PAGE_SIZE = 100
ADDRESS = "/can-bo/tai-nha/"
HOME = frozenset({Role.RECEIVE, Role.RETURN, Role.LEAD})
_COLOURS = {
    HomeState.ASKED: "yellow",
    HomeState.SCHEDULED: "blue",
    HomeState.DONE: "green",
    HomeState.REFUSED: "red",
    HomeState.DROPPED: "grey",
}


@require_GET
def home_requests(request: StaffRequest) -> HttpResponse:
    """Those that wait, or `xem=hen` the visits agreed, `xem=xong` those that ended."""
    view, unit_id = request.GET.get("xem", ""), request.unit.id
    found = {"hen": reading.scheduled, "xong": reading.ended}.get(view, reading.waiting)(unit_id)
    rows = list(found[:PAGE_SIZE])
    if rows:
        journal_view(request, "list:tai-nha", codes=[row.number for row in rows])
    tabs = [
        (_("Chờ xếp lịch"), ADDRESS, view not in {"hen", "xong"}, reading.waiting(unit_id).count()),
        (_("Đã hẹn"), f"{ADDRESS}?xem=hen", view == "hen", reading.scheduled(unit_id).count()),
        (_("Đã xong"), f"{ADDRESS}?xem=xong", view == "xong", reading.ended(unit_id).count()),
    ]
    today = local_day(clock.now()).isoformat()
    goes = request.actor.has(*VISITING)
    shown = {"rows": [_shown(row) for row in rows], "tabs": tabs, "today": today, "goes": goes}
    return render(request, "staff/home_requests.html", shown)


def _shown(row: HomeRequest) -> dict[str, Any]:
    state = HomeState(row.state)
    return {
        "one": row,
        "kind": HOME_KIND_LABELS[HomeKind(row.kind)],
        "state": HOME_STATE_LABELS[state],
        "colour": _COLOURS[state],
    }


@require_http_methods(["GET", "POST"])
def ask_for_another(request: StaffRequest) -> HttpResponse:
    """Somebody asked by telephone or at the desk: the clerk writes it down."""
    form = AskHomeForm(request.POST or None, unit_id=request.unit.id)
    if request.method == "POST" and form.is_valid():
        try:
            asked = acts.ask_home(
                unit=request.unit, said=form.cleaned_data, actor=request.actor, at=clock.now()
            )
            return redirect("staff:home_request", asked.pk)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    shown = {"form": form}
    return render(request, "staff/home_ask.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def home_request(request: StaffRequest, request_id: int) -> HttpResponse:
    """One request with what may be done next; a POST does one of it."""
    row = _one(request, request_id)
    act = _act(request.POST.get("act", ""))
    form = HOME_FORMS[act](request.POST, row=row) if act else None
    if form is not None and form.is_valid():
        try:
            _DO[form.act](request, row, form.cleaned_data)
            return redirect("staff:home_request", row.pk)
        except Refused as refused:
            add_refusal(form, refused.refusal)
            row = _one(request, request_id)
    journal_view(request, row.number)
    return render(request, "staff/home_request.html", _page(request, row, form), status=409 if form else 200)


def _one(request: StaffRequest, request_id: int) -> HomeRequest:
    found = HomeRequest.objects.select_related("official", "dossier", "procedure")
    row = found.filter(pk=request_id, unit_id=request.unit.id).first()
    if row is None:
        raise Http404
    return row


def _act(said: str) -> HomeAct | None:
    return HomeAct(said) if said in {act.value for act in HOME_FORMS} else None


def _page(request: StaffRequest, row: HomeRequest, form: Any) -> dict[str, Any]:
    state = HomeState(row.state)
    forms = [
        (HOME_ACT_LABELS[act], act.value, form if form and form.act is act else made(None, row=row))
        for act, made in HOME_FORMS.items()
        if why_not_home_act(act, state, row.unit_id, request.actor) is None
    ]
    events = [(HOME_ACT_LABELS[HomeAct(event.act)], event) for event in row.events.all()]
    goes = state is HomeState.SCHEDULED and row.kind in AT_THE_DOOR and request.actor.has(Role.RECEIVE)
    return _shown(row) | {"forms": forms, "events": events, "form": form, "goes": goes}


_Doing = Callable[[StaffRequest, HomeRequest, dict[str, Any]], HomeRequest]
_DO: dict[HomeAct, _Doing] = {
    HomeAct.SCHEDULE: lambda request, row, said: acts.schedule_home(
        request_id=row.pk, actor=request.actor, at=clock.now(), **said
    ),
    HomeAct.NOBODY_THERE: lambda request, row, said: acts.nobody_there(
        request_id=row.pk, actor=request.actor, at=clock.now(), note=said["note"]
    ),
    HomeAct.FINISH: lambda request, row, said: acts.finish_home(
        request_id=row.pk, code=said["code"], actor=request.actor, at=clock.now()
    ),
    HomeAct.REFUSE: lambda request, row, said: acts.refuse_home(
        request_id=row.pk, reason=said["reason"], actor=request.actor, at=clock.now()
    ),
    HomeAct.DROP: lambda request, row, said: acts.drop_home(
        request_id=row.pk, actor=request.actor, at=clock.now(), note=said["note"]
    ),
}


@require_GET
def day_pdf(request: StaffRequest) -> HttpResponse:
    """The visits of a day (`ngay`), of all officials or of me (`cua=toi`)."""
    day = day_asked(request)
    mine = request.actor.person_id if request.GET.get("cua") == "toi" else None
    paper = home_list(request.unit, day, at=clock.now(), official_id=mine)
    journal_view(request, "list:den-nha", codes=[line.number for line in paper.lines])
    headers = {"Content-Disposition": f'inline; filename="den-nha-{day.isoformat()}.pdf"'}
    return HttpResponse(typeset(paper), content_type="application/pdf", headers=headers)
