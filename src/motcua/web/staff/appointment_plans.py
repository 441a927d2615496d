"""The head decides when the desk takes bookings: windows by decision, days without; who was moved is to be phoned."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.models import OneStopUnit
from motcua.organisation.queries import desk_of
from motcua.organisation.terms import Role
from motcua.queueing.actions.appointment_plans import PlanWish, end_plan, state_plan, take_day_off
from motcua.queueing.models import AppointmentDayOff, AppointmentPlan
from motcua.queueing.queries import approved, groups_on
from motcua.queueing.terms import HallService
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.shared.forms import OfficeForm
from motcua.web.staff.appointment_forms import DayOffForm, EndPlanForm, PlanForm
from motcua.web.staff.requests import StaffRequest
from motcua.workcalendar.wording import WEEKDAYS

PLANNING = frozenset({Role.LEAD})
ADDRESS = "/can-bo/lich-hen/khung-gio/"


@require_http_methods(["GET", "POST"])
def plans(request: StaffRequest) -> HttpResponse:
    """Windows and days off; a POST states a window, ends one, or takes a day off (`do`)."""
    today = local_day(clock.now())
    desk = desk_of(unit_id=request.unit.id, on=today)
    if desk is None:
        return render(request, "staff/appointment_plans.html", {"desk": None})
    forms = _forms(request, desk)
    do = request.POST.get("do", "")
    form = forms.get(do)
    if form is not None and form.is_valid():
        try:
            _do(request, do, desk, form)
            return redirect(ADDRESS)
        except Refused as refused:
            add_refusal(form, refused.refusal)
    shown = _shown(desk) | {"forms": forms, "wrong": form}
    return render(request, "staff/appointment_plans.html", shown, status=422 if form else 200)


def _forms(request: StaffRequest, desk: OneStopUnit) -> dict[str, Any]:
    today = local_day(clock.now())
    groups = groups_on(desk.pk, today)
    do = request.POST.get("do", "")
    return {
        "plan": PlanForm(
            request.POST if do == "plan" else None,
            groups=groups,
            auto_id="id_plan_%s",
            initial={"valid_from": today},
        ),
        "day_off": DayOffForm(request.POST if do == "day_off" else None, groups=groups, auto_id="id_off_%s"),
        "end": EndPlanForm(
            request.POST if do == "end" else None, auto_id="id_end_%s", initial={"last_day": today}
        ),
    }


def _shown(desk: OneStopUnit) -> dict[str, Any]:
    today = local_day(clock.now())
    rows = AppointmentPlan.objects.filter(desk=desk).exclude(valid_to__lte=today).select_related("group")
    return {
        "desk": desk,
        "approved": approved(desk.pk, HallService.APPOINTMENTS, today),
        "plans": [_row(row) for row in rows],
        "days_off": AppointmentDayOff.objects.filter(desk=desk, day__gte=today).select_related("group"),
    }


def _row(row: AppointmentPlan) -> dict[str, Any]:
    return {
        "one": row,
        "day": WEEKDAYS[row.weekday],
        "hours": f"{_clock(row.starts)} – {_clock(row.ends)}",
        "last": row.valid_to - timedelta(days=1) if row.valid_to else None,
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _do(request: StaffRequest, do: str, desk: OneStopUnit, form: OfficeForm) -> None:
    now = clock.now()
    if do == "plan" and isinstance(form, PlanForm):
        made = state_plan(wish=PlanWish(**form.said()), actor=request.actor, at=now)
        messages.success(request, _("Đã ghi %(n)s khung giờ hẹn.") % {"n": len(made)})
    elif do == "end":
        end_plan(
            plan_id=form.cleaned_data["plan"],
            last_day=form.cleaned_data["last_day"],
            actor=request.actor,
            at=now,
        )
        messages.success(request, _("Đã ghi ngày cuối. Ai đã đặt vẫn giữ lịch hẹn."))
    else:
        _day_off(request, desk, form.cleaned_data)


def _day_off(request: StaffRequest, desk: OneStopUnit, said: dict[str, Any]) -> None:
    moved = take_day_off(
        desk_id=desk.pk,
        unit_id=request.unit.id,
        day=said["day"],
        reason=said["reason"],
        group_id=int(said["group"]) if said["group"] else None,
        actor=request.actor,
        at=clock.now(),
    )
    told = ngettext(
        "Đã ghi ngày không nhận hẹn. %(n)s lịch hẹn bị dời hoặc hủy, cần gọi báo.",
        "Đã ghi ngày không nhận hẹn. %(n)s lịch hẹn bị dời hoặc hủy, cần gọi báo.",
        len(moved),
    )
    messages.success(request, told % {"n": len(moved)})
