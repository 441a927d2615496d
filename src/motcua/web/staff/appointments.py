"""Appointments at the desk: the list of a day, who must be phoned, who waits; booking for somebody; one of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import clock
from motcua.core.moments import local_day
from motcua.core.phones import phone_text
from motcua.core.refusals import Refused
from motcua.organisation.terms import Role
from motcua.queueing import appointments as reading
from motcua.queueing.actions import arriving, booking
from motcua.queueing.actions.waiting_list import withdraw
from motcua.queueing.appointment_rules import why_not_from_state
from motcua.queueing.appointment_terms import (
    APPOINTMENT_ACT_LABELS,
    BOOKING_CHANNEL_LABELS,
    WISH_STATE_LABELS,
    AppointmentAct,
    AppointmentState,
    BookingChannel,
    WishState,
)
from motcua.queueing.models import Appointment, ServiceGroup
from motcua.queueing.terms import PriorityReason
from motcua.web.shared.errors_in_forms import add_refusal
from motcua.web.staff.appointment_forms import APPOINTMENT_FORMS, AppointmentForm, BookForm
from motcua.web.staff.days import day_asked
from motcua.web.staff.requests import StaffRequest, journal_view
from motcua.web.staff.sought import searched, sought

PAGE_SIZE = 200
ADDRESS = "/can-bo/lich-hen/"
BOOKING = frozenset({Role.RECEIVE, Role.RETURN, Role.LEAD})
_COLOURS = {
    AppointmentState.BOOKED: "blue",
    AppointmentState.ARRIVED: "green",
    AppointmentState.MISSED: "yellow",
    AppointmentState.CANCELLED: "grey",
}


@require_http_methods(["GET", "POST"])
@searched
def appointment_list(request: StaffRequest) -> HttpResponse:
    """Those of a day (`ngay`), `xem=goi` whom to phone; what is looked for by name, telephone or number."""
    unit_id, view, words = request.unit.id, request.GET.get("xem", ""), sought(request)
    day = day_asked(request)
    if words:
        found = reading.found_by(unit_id, words)
    else:
        found = reading.to_phone(unit_id) if view == "goi" else reading.of_day(unit_id, day)
    rows = list(found[:PAGE_SIZE])
    if rows:
        journal_view(request, "list:lich-hen", codes=[row.number for row in rows])
    shown = {
        "rows": [_shown(row) for row in rows],
        "tabs": tabs(request, view or "ngay"),
        "day": day,
        "view": view,
        "sought": words,
        "before": f"{ADDRESS}?ngay={(day - timedelta(days=1)).isoformat()}",
        "after": f"{ADDRESS}?ngay={(day + timedelta(days=1)).isoformat()}",
        "leads": request.actor.has(Role.LEAD),
        "books": reading.unit_desk(unit_id, local_day(clock.now())) is not None,
    }
    return render(request, "staff/appointments.html", shown)


def tabs(request: StaffRequest, view: str) -> list[tuple[str, str, bool, int]]:
    """The lists beside each other with how many stand there."""
    unit_id, today = request.unit.id, local_day(clock.now())
    return [
        (_("Trong ngày"), ADDRESS, view == "ngay", reading.of_day(unit_id, today).count()),
        (_("Cần gọi"), f"{ADDRESS}?xem=goi", view == "goi", reading.to_phone(unit_id).count()),
        (_("Chờ chỗ trống"), f"{ADDRESS}cho/", view == "cho", reading.in_line(unit_id).count()),
    ]


def _shown(row: Appointment) -> dict[str, Any]:
    return {
        "one": row,
        "phone": phone_text(row.phone),
        "state": reading.standing_words(row),
        "colour": _COLOURS[AppointmentState(row.state)],
        "channel": BOOKING_CHANNEL_LABELS[BookingChannel(row.channel)],
    }


@require_http_methods(["GET", "POST"])
def waiting(request: StaffRequest) -> HttpResponse:
    """Who waits for a freed slot; a POST ends one's waiting for them."""
    refusal = None
    if request.method == "POST":
        try:
            said = request.POST.get("wish", "")
            wish_id = int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0
            withdraw(wish_id=wish_id, actor=request.actor, at=clock.now())
            return redirect(f"{ADDRESS}cho/")
        except Refused as refused:
            refusal = refused.refusal
    rows = list(reading.in_line(request.unit.id)[:PAGE_SIZE])
    if rows:
        journal_view(request, "list:cho-lich-hen", codes=[row.number for row in rows])
    shown = {
        "rows": [(row, WISH_STATE_LABELS[WishState(row.state)]) for row in rows],
        "tabs": tabs(request, "cho"),
        "refusal": refusal,
    }
    return render(request, "staff/appointments_waiting.html", shown, status=409 if refusal else 200)


@require_http_methods(["GET", "POST"])
def book_for(request: StaffRequest) -> HttpResponse:
    """Somebody phones or stands at the counter: the clerk books a slot of a group (`nhom`)."""
    now = clock.now()
    desk = reading.unit_desk(request.unit.id, local_day(now))
    groups = reading.groups_of(desk.pk, local_day(now)) if desk else []
    asked = request.GET.get("nhom", "")
    group = next((one for one in groups if str(one.pk) == asked), groups[0] if groups else None)
    if desk is None or group is None:
        return render(request, "staff/appointment_book.html", {"form": None})
    form = BookForm(request.POST or None, desk=desk, group_id=group.pk)
    if request.method == "POST" and form.is_valid() and (made := _booked(request, form, group)):
        return redirect("staff:appointment", made.pk)
    choices = [(one.name, f"?nhom={one.pk}", one.pk == group.pk, None) for one in groups]
    shown = {"form": form, "group": group, "tabs": choices}
    return render(request, "staff/appointment_book.html", shown, status=422 if form.errors else 200)


def _booked(request: StaffRequest, form: BookForm, group: ServiceGroup) -> Appointment | None:
    wish = booking.BookingWish(
        desk_id=group.desk_id,
        slot=form.start(),
        name=form.cleaned_data["name"],
        phone=form.cleaned_data["phone"],
        group_id=group.pk,
        channel=BookingChannel(form.cleaned_data["channel"]),
    )
    try:
        return booking.book(wish=wish, actor=request.actor, at=clock.now())
    except Refused as refused:
        add_refusal(form, refused.refusal)
        return None


@require_http_methods(["GET", "POST"])
def appointment(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """One appointment with what may be done next; a POST does one of it."""
    row = _one(request, appointment_id)
    form = _form(request.POST, row)
    if form is not None and form.is_valid():
        try:
            _DO[form.act](request, row, form.cleaned_data)
            return redirect("staff:appointment", row.pk)
        except Refused as refused:
            add_refusal(form, refused.refusal)
            row = _one(request, appointment_id)
    journal_view(request, row.number)
    return render(request, "staff/appointment.html", _page(request, row, form), status=409 if form else 200)


def _one(request: StaffRequest, appointment_id: int) -> Appointment:
    found = Appointment.objects.select_related("desk__unit", "group", "ticket", "procedure")
    row = found.filter(pk=appointment_id, desk__unit_id=request.unit.id).first()
    if row is None:
        raise Http404
    return row


def _form(said: Any, row: Appointment) -> AppointmentForm | None:
    act = next((one for one in APPOINTMENT_FORMS if one.value == said.get("act", "")), None)
    return APPOINTMENT_FORMS[act](said, row=row) if act else None


def _page(request: StaffRequest, row: Appointment, form: AppointmentForm | None) -> dict[str, Any]:
    forms = [
        (APPOINTMENT_ACT_LABELS[act], act.value, form if form and form.act is act else made(None, row=row))
        for act, made in APPOINTMENT_FORMS.items()
        if _open(act, row)
    ]
    events = [(APPOINTMENT_ACT_LABELS[AppointmentAct(event.act)], event) for event in row.events.all()]
    # The secret is read to whoever lost it, once they were known by name and telephone.
    return _shown(row) | {"forms": forms, "events": events, "form": form}


def _open(act: AppointmentAct, row: Appointment) -> bool:
    if why_not_from_state(act, AppointmentState(row.state)) is not None:
        return False
    if act is AppointmentAct.PHONED:
        return row.to_phone
    today = local_day(row.slot_from) == local_day(clock.now())
    return today if act is AppointmentAct.ARRIVE else act is not AppointmentAct.MISS or today


_Doing = Callable[[StaffRequest, Appointment, dict[str, Any]], Appointment]
_DO: dict[AppointmentAct, _Doing] = {
    AppointmentAct.ARRIVE: lambda request, row, said: arriving.arrive(
        appointment_id=row.pk,
        actor=request.actor,
        at=clock.now(),
        priority=PriorityReason(said["priority"]) if said["priority"] else None,
    ),
    AppointmentAct.PHONED: lambda request, row, said: arriving.phoned(
        appointment_id=row.pk, actor=request.actor, at=clock.now(), note=said["note"]
    ),
    AppointmentAct.CHANGE: lambda request, row, said: booking.change(
        appointment_id=row.pk,
        slot=datetime.fromisoformat(said["slot"]),
        actor=request.actor,
        at=clock.now(),
    ),
    AppointmentAct.MISS: lambda request, row, said: arriving.miss(
        appointment_id=row.pk, actor=request.actor, at=clock.now()
    ),
    AppointmentAct.CANCEL: lambda request, row, said: booking.cancel(
        appointment_id=row.pk, actor=request.actor, at=clock.now(), **said
    ),
}
