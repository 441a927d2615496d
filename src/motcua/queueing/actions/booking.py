"""An appointment is booked, changed, cancelled: by the person, or by staff on the phone and at the counter (R-026)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.core.moments import local_day
from motcua.core.phones import check_phone
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.vntext import clean_line, clean_name, fold, needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit
from motcua.procedures.models import ProcedureVersion
from motcua.queueing.actions.appointment_news import write_event
from motcua.queueing.actions.hoarding import refuse_hoarding
from motcua.queueing.actions.slot_places import give_place_back, lapse_offers, take_place
from motcua.queueing.appointment_policies import why_not_book_for
from motcua.queueing.appointment_rules import (
    BookingRule,
    Slot,
    full,
    why_not_day,
    why_not_drop,
    why_not_from_state,
    why_not_offered,
    why_not_when,
)
from motcua.queueing.appointment_tables import Appointment
from motcua.queueing.appointment_terms import AppointmentAct, AppointmentState, BookingChannel
from motcua.queueing.appointments import (
    booking_rule_on,
    desk_that_books,
    groups_of,
    nearest_free,
    service_for,
    sessions_on,
    slots_on,
    why_closed,
)
from motcua.queueing.booking_numbers import booking_number, new_secret
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class BookingWish:
    """Who wants to come when, for which service. `procedure`: a code; `source`: keyed hash of the address it is
    booked from. A person books for a procedure, staff for a group as well.
    """

    desk_id: int
    slot: datetime
    name: str
    phone: str
    procedure: str = ""
    group_id: int | None = None
    channel: BookingChannel = BookingChannel.WEB
    account_id: int | None = None
    source: str = ""


@transaction.atomic
def book(*, wish: BookingWish, actor: Actor | None, at: datetime) -> Appointment:
    """Book a slot; `actor` None: the person themself.

    Refused: not_approved, procedure_not_offered, group_unknown, slot_past, slot_too_near, slot_too_far, day_off,
    slot_not_offered, slot_full, booked_already, too_many_bookings, too_many_from_here, and what is missing.
    """
    desk = desk_that_books(wish.desk_id, local_day(at))
    if actor is not None:
        refuse_if(why_not_book_for(actor, desk.unit_id))
    group_id, procedure = service_of(
        desk, procedure=wish.procedure, group_id=wish.group_id, trusted=actor is not None, at=at
    )
    name, phone = clean_name(wish.name), check_phone(wish.phone).number
    rule, trusted = booking_rule_on(desk.pk, local_day(at)), actor is not None
    slot = _slot(desk, group_id, wish.slot, rule, at)
    refuse_hoarding(
        rule=rule, phone=phone, account_id=wish.account_id, source=wish.source, trusted=trusted, at=at
    )
    _not_twice(group_id, slot, phone, name)
    appointment = Appointment.objects.create(
        number=booking_number(desk.unit, local_day(at)),
        desk=desk,
        group_id=group_id,
        procedure_id=procedure,
        slot_from=slot.start,
        slot_to=slot.end,
        state=AppointmentState.BOOKED,
        name=name,
        name_fold=fold(name),
        phone=phone,
        account_id=wish.account_id,
        secret=new_secret(),
        channel=wish.channel,
        source_key=wish.source,
        booked_at=at,
    )
    _take(desk, group_id, slot, appointment, at)
    when = _when(slot.start, slot.end)
    write_event(appointment=appointment, act=AppointmentAct.BOOK, actor=actor, at=at, data=when)
    return appointment


def service_of(
    desk: OneStopUnit, *, procedure: str, group_id: int | None, trusted: bool, at: datetime
) -> tuple[int, str | None]:
    """The group that serves it, and the procedure where one was named; staff may name a group only.

    Refused: procedure_not_offered, group_unknown.
    """
    day = local_day(at)
    if procedure:
        versions = ProcedureVersion.objects.filter(procedure_id=procedure[:12])
        found = [service_for(desk, version, day) for version in versions if version.in_force_on(day)]
        if service := next((one for one in found if one is not None), None):
            return service.group.pk, procedure
        raise refuse(
            "procedure_not_offered",
            "Thủ tục này không nhận hẹn ở đây: nộp trực tuyến được, hoặc Bộ phận Một cửa chưa có khung giờ hẹn. "
            "Hãy chọn thủ tục khác hoặc đến lấy số.",
            field="procedure",
        )
    if trusted and any(group.pk == group_id for group in groups_of(desk.pk, day)):
        return int(group_id or 0), None
    raise refuse("group_unknown", "Hãy chọn việc cần làm trong danh sách nhận hẹn.", field="procedure")


def _slot(desk: OneStopUnit, group_id: int, start: datetime, rule: BookingRule, at: datetime) -> Slot:
    """The slot that begins then, if it may be booked now."""
    refuse_if(why_not_when(start, now=at, rule=rule))
    day, calendar = local_day(start), calendar_of(desk.unit)
    if reason := why_closed(desk, calendar, group_id, day):
        raise Refused(why_not_day(reason, nearest_free(desk, group_id, at)))
    found = slots_on(group_id, day, sessions_on(calendar, day))
    slot = next((one for one in found if one.start == start), None)
    if slot is None:
        raise Refused(why_not_offered(nearest_free(desk, group_id, at)))
    return slot


def _not_twice(group_id: int, slot: Slot, phone: str, name: str) -> None:
    """A button pressed twice books once; two persons with one telephone may come together."""
    same = Appointment.objects.filter(
        Q(group_id=group_id, slot_from=slot.start, phone=phone, name_fold=fold(name)),
        state=AppointmentState.BOOKED,
    ).first()
    if same is not None:
        raise refuse(
            "booked_already",
            f"Đã có lịch hẹn {same.number} cho người này vào giờ này. Hãy xem lịch đã đặt, không cần đặt lại.",
        )


def _take(desk: OneStopUnit, group_id: int, slot: Slot, appointment: Appointment, at: datetime) -> None:
    lapse_offers(at=at, group_id=group_id, slot_from=slot.start)
    if not take_place(group_id=group_id, slot=slot, appointment=appointment):
        raise Refused(full(nearest_free(desk, group_id, at)))


def _when(start: datetime, end: datetime) -> dict[str, str]:
    return {"from": start.isoformat(), "to": end.isoformat()}


@transaction.atomic
def change(*, appointment_id: int, slot: datetime, actor: Actor | None, at: datetime) -> Appointment:
    """Another slot of the same service: the new place first, then the old one is given back.

    Refused: as `book`, and wrong_order, slot_past once the old slot began.
    """
    appointment = locked(appointment_id, AppointmentAct.CHANGE, actor)
    if actor is None:
        refuse_if(why_not_drop(appointment.slot_from, now=at))
    if slot == appointment.slot_from:
        raise refuse("slot_same", "Đây là giờ đang hẹn. Hãy chọn giờ khác.", field="slot")
    desk = desk_that_books(appointment.desk_id, local_day(at))
    found = _slot(desk, appointment.group_id, slot, booking_rule_on(desk.pk, local_day(at)), at)
    shift(appointment=appointment, slot=found, act=AppointmentAct.CHANGE, actor=actor, at=at, why="")
    return appointment


def shift(
    *, appointment: Appointment, slot: Slot, act: AppointmentAct, actor: Actor | None, at: datetime, why: str
) -> None:
    """Take a place of the other slot, give the old one back, write it down; the appointment is locked."""
    old = list(appointment.places.all())
    before = _when(appointment.slot_from, appointment.slot_to)
    _take(appointment.desk, appointment.group_id, slot, appointment, at)
    for place in old:
        if act is AppointmentAct.MOVE:  # nobody is served there any more
            place.delete()
        else:
            give_place_back(place=place, at=at)
    appointment.slot_from, appointment.slot_to = slot.start, slot.end
    appointment.save(update_fields=["slot_from", "slot_to"])
    data = _when(slot.start, slot.end) | {"before": before["from"]} | ({"why": why} if why else {})
    write_event(appointment=appointment, act=act, actor=actor, at=at, data=data)


@transaction.atomic
def cancel(
    *, appointment_id: int, actor: Actor | None, at: datetime, reason: str = "", by_office: bool = False
) -> Appointment:
    """Dropped by the person (or for them), or by the office with a reason; the place goes to who waits.

    `by_office`: somebody of the office phones. Refused: wrong_order, slot_past, text_missing, no_role.
    """
    appointment = locked(appointment_id, AppointmentAct.CANCEL, actor)
    if actor is None and not by_office:
        refuse_if(why_not_drop(appointment.slot_from, now=at))
    needs = needed_line if by_office else clean_line
    why = needs(reason, 300, field="reason", what="Lý do")
    for place in appointment.places.all():
        give_place_back(place=place, at=at)
    appointment.state, appointment.reason, appointment.ended_at = AppointmentState.CANCELLED, why, at
    appointment.to_phone = by_office
    appointment.save(update_fields=["state", "reason", "ended_at", "to_phone"])
    data = {"why": why, "by_office": by_office}
    write_event(appointment=appointment, act=AppointmentAct.CANCEL, actor=actor, at=at, data=data)
    return appointment


def locked(appointment_id: int, act: AppointmentAct, actor: Actor | None) -> Appointment:
    """The appointment for this act, its row locked. Refused: not_found, wrong_order, other_unit, no_role."""
    found = Appointment.objects.select_for_update(of=("self",)).select_related("desk__unit", "group")
    appointment = found.filter(pk=appointment_id).first()
    if appointment is None:
        raise refuse("not_found", "Không có lịch hẹn này. Hãy tải lại danh sách.")
    if actor is not None:
        refuse_if(why_not_book_for(actor, appointment.desk.unit_id))
    refuse_if(why_not_from_state(act, AppointmentState(appointment.state)))
    return appointment
