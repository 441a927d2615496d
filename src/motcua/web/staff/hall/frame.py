"""What do all pages of the hall need? The desk of today, its groups, who calls for help, the door's roles."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.organisation.models import Counter, OneStopUnit, in_force
from motcua.organisation.queries import desk_name, desk_of
from motcua.organisation.terms import Role
from motcua.queueing.actions.emergency import answer_call, call_for_help
from motcua.queueing.emergencies import lately_answered, open_calls
from motcua.queueing.models import EmergencyCall, ServiceGroup
from motcua.queueing.policies import GUIDING, SERVING
from motcua.queueing.queries import groups_on
from motcua.web.staff.requests import StaffRequest

IN_HALL = frozenset(GUIDING)
HEAD_OF_LINE, WHOLE_LINE = 10, 1000
BOARD = frozenset({Role.LEAD, Role.CONTROL, Role.INSPECT})


def desk_today(request: StaffRequest, now: datetime) -> OneStopUnit:
    """The desk of the unit. Raises Refused: no_desk."""
    desk = desk_of(unit_id=request.unit.id, on=local_day(now))
    if desk is None:
        raise refuse("no_desk", "Cơ quan này chưa có Bộ phận Một cửa hôm nay. Đề nghị quản trị kiểm tra lại.")
    return desk


def groups_by_id(desk: OneStopUnit, now: datetime) -> dict[int, ServiceGroup]:
    """The groups of today in their order."""
    return {one.pk: one for one in groups_on(desk.pk, local_day(now))}


def counters_of(desk: OneStopUnit, now: datetime) -> list[Counter]:
    """The counters of the desk today."""
    return list(Counter.objects.filter(in_force(local_day(now)), one_stop_unit=desk).order_by("number"))


def frame(request: StaffRequest, desk: OneStopUnit, now: datetime) -> dict[str, Any]:
    """What stands on each page: the desk's name, and calls for help, mine marked."""
    return _calls(request, desk, now) | {
        "desk_name": desk_name(desk, local_day(now)),
        "leads": request.actor.has(*BOARD),
        "serves": request.actor.has(*SERVING),
        "issues": request.actor.has(*GUIDING),
        **_shown(request),
    }


@require_GET
def alarms(request: StaffRequest) -> HttpResponse:
    """Calls for help alone: asked every few seconds by every panel."""
    now = clock.now()
    return render(request, "staff/hall/alarms.html", _calls(request, desk_today(request, now), now))


def _calls(request: StaffRequest, desk: OneStopUnit, now: datetime) -> dict[str, Any]:
    return {
        "alarms": [_call(one, request) for one in open_calls(desk.pk)],
        "answered": [_call(one, request) for one in lately_answered(desk.pk, now)],
        "answers": request.actor.has(*GUIDING),
    }


def _shown(request: StaffRequest) -> dict[str, Any]:
    """How much of the line stands on the page: its head, or with `hang=het` all of it."""
    whole = request.GET.get("hang") == "het"
    return {"whole": whole, "shown": WHOLE_LINE if whole else HEAD_OF_LINE}


def _call(call: EmergencyCall, request: StaffRequest) -> dict[str, Any]:
    names = ("pk", "at", "caller_name", "answered_at", "answered_name")
    shown = {name: getattr(call, name) for name in names}
    where = str(call.counter) if call.counter else _("sảnh chờ")
    return shown | {"where": where, "mine": call.caller_id == request.actor.person_id}


@require_POST
def ask_for_help(request: StaffRequest) -> HttpResponse:
    """One press: the others of the desk and the head see it."""
    call_for_help(actor=request.actor, at=clock.now())
    messages.warning(request, _("Đã báo khẩn. Các quầy khác và lãnh đạo đang thấy."))
    return redirect(own_page(request))


@require_POST
def answer(request: StaffRequest, call_id: int) -> HttpResponse:
    """Whoever presses goes there; the others see the name. Who comes second reads who was first."""
    answer_call(call_id=call_id, actor=request.actor, at=clock.now())
    return redirect(own_page(request))


def own_page(request: StaffRequest) -> str:
    if request.actor.has(*SERVING):
        return "hall:counter"
    return "hall:board" if request.actor.has(*BOARD) else "hall:issue"
