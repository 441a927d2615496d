"""Appointments, read and kept by programs: what is free, booking for somebody, what becomes of a booking."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from pydantic import Field

from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN, Problem
from motcua.api.seeing import keep_view
from motcua.api.shapes import Contact, Moment, MomentIn, Name, Reason, Shape, ShapeOut, Slug
from motcua.api.tokens import Caller
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.organisation.models import OneStopUnit
from motcua.organisation.terms import Role
from motcua.procedures.queries import version_on
from motcua.queueing.actions import arriving, booking
from motcua.queueing.appointment_terms import BookingChannel
from motcua.queueing.appointments import (
    free_ahead,
    free_slots,
    groups_of,
    of_day,
    standing_words,
    unit_desk,
)
from motcua.queueing.models import Appointment
from motcua.queueing.queries import group_for

router = Router(tags=["Lịch hẹn"])
BOOKING = frozenset({Role.RECEIVE, Role.RETURN, Role.LEAD})
Following = Literal["change", "cancel", "arrive", "miss", "phoned"]
_Doing = Callable[[Caller, int, "AppointmentActIn"], Appointment]


class SlotOut(ShapeOut):
    """A slot with places left."""

    start: Moment
    end: Moment
    free: int


class AppointmentIn(Shape):
    """Who comes when, for which procedure."""

    procedure: Slug
    slot: MomentIn
    name: Name
    phone: Contact
    channel: Annotated[Literal["phone", "desk"], Field()] = "phone"


class AppointmentActIn(Shape):
    """What an act reads: `change` slot; `cancel` reason and by_office; `phoned` note."""

    slot: MomentIn | None = None
    reason: Reason = ""
    by_office: bool = False
    note: Reason = ""


class AppointmentOut(ShapeOut):
    """A booking and where it stands; `ticket` once its holder came."""

    id: int
    number: str
    group: str
    procedure: str
    slot_from: Moment
    slot_to: Moment
    state: str
    words: str
    name: str
    phone: str
    secret: str
    channel: str
    ticket: str
    to_phone: bool
    reason: str


@router.get(
    "/appointment-slots",
    response={200: list[SlotOut], **WITH_TOKEN, **NO_SUCH, 409: Problem},
    summary="Giờ hẹn còn chỗ",
)
def appointment_slots(
    request: HttpRequest, procedure: Annotated[Slug, Query()], day: Annotated[date | None, Query()] = None
) -> list[SlotOut]:
    """Của một ngày, hoặc của cả thời gian nhận hẹn; theo nhóm việc của thủ tục."""
    caller = let_in(request, BOOKING)
    desk = _desk(caller)
    group = _group(desk, procedure, local_day(caller.at))
    found = free_slots(desk, group, day, day, caller.at) if day else free_ahead(desk, group, caller.at)
    return [SlotOut(start=one.slot.start, end=one.slot.end, free=one.free) for one in found if one.free]


@router.get(
    "/appointments", response={200: list[AppointmentOut], **WITH_TOKEN}, summary="Lịch hẹn trong ngày"
)
def appointments(request: HttpRequest, day: Annotated[date | None, Query()] = None) -> list[AppointmentOut]:
    """Theo giờ hẹn; lần xem được ghi nhật ký."""
    caller = let_in(request, BOOKING)
    rows = list(of_day(caller.actor.unit_id, day or local_day(caller.at)))
    for row in rows:
        keep_view(caller, row.number, "view_appointment")
    return [_out(row) for row in rows]


@router.post(
    "/appointments",
    response={201: AppointmentOut, **POSTED, **NO_SUCH},
    summary="Đặt lịch hẹn giúp người dân",
    openapi_extra=DOCUMENTED,
)
def book_appointment(request: HttpRequest, said: AppointmentIn) -> Status[AppointmentOut]:
    """Hết chỗ hoặc ngày nghỉ thì từ chối, kèm các giờ còn trống gần nhất."""
    caller = let_in(request, BOOKING)
    desk = _desk(caller)
    wish = booking.BookingWish(
        desk_id=desk.pk,
        slot=said.slot,
        name=said.name,
        phone=said.phone,
        group_id=_group(desk, said.procedure, local_day(caller.at)),
        channel=BookingChannel(said.channel),
    )
    return Status(201, _out(booking.book(wish=wish, actor=caller.actor, at=caller.at)))


@router.post(
    "/appointments/{appointment_id}/{act}",
    response={200: AppointmentOut, **POSTED, **NO_SUCH},
    summary="Làm một việc với lịch hẹn",
    openapi_extra=DOCUMENTED,
)
def act_on_appointment(
    request: HttpRequest, appointment_id: Path[int], act: Path[Following], said: AppointmentActIn
) -> AppointmentOut:
    """`change` đổi giờ, `cancel` hủy, `arrive` đã đến (cấp số), `miss` không đến, `phoned` đã gọi báo."""
    if abs(appointment_id) >= 2**63:
        raise refuse("not_found", "Không có lịch hẹn này. Hãy tải lại danh sách.")
    return _out(_DO[act](let_in(request, BOOKING), appointment_id, said))


def _change(caller: Caller, appointment_id: int, said: AppointmentActIn) -> Appointment:
    if said.slot is None:
        raise refuse("slot_missing", "Chưa ghi giờ mới (slot). Hãy ghi rồi gửi lại.", field="slot")
    return booking.change(appointment_id=appointment_id, slot=said.slot, actor=caller.actor, at=caller.at)


_DO: dict[str, _Doing] = {
    "change": _change,
    "cancel": lambda caller, number, said: booking.cancel(
        appointment_id=number,
        actor=caller.actor,
        at=caller.at,
        reason=said.reason,
        by_office=said.by_office,
    ),
    "arrive": lambda caller, number, said: arriving.arrive(
        appointment_id=number, actor=caller.actor, at=caller.at
    ),
    "miss": lambda caller, number, said: arriving.miss(
        appointment_id=number, actor=caller.actor, at=caller.at
    ),
    "phoned": lambda caller, number, said: arriving.phoned(
        appointment_id=number, actor=caller.actor, at=caller.at, note=said.note
    ),
}


def _desk(caller: Caller) -> OneStopUnit:
    desk = unit_desk(caller.actor.unit_id, local_day(caller.at))
    if desk is None:
        raise refuse(
            "not_approved", "Bộ phận Một cửa này chưa được phép nhận hẹn giờ. Hãy ghi quyết định trước."
        )
    return desk


def _group(desk: OneStopUnit, procedure: str, day: date) -> int:
    """The group that serves the procedure; what needs nobody there is booked by nobody."""
    version = version_on(procedure, day)
    group = group_for(groups_of(desk.pk, day), procedure, version.field) if version is not None else None
    if group is None:
        raise refuse(
            "procedure_not_offered",
            "Thủ tục này không nhận hẹn ở đây. Hãy chọn thủ tục khác.",
            field="procedure",
        )
    return group.pk


def _out(one: Appointment) -> AppointmentOut:
    return AppointmentOut(
        id=one.pk,
        number=one.number,
        group=one.group.name,
        procedure=one.procedure_id or "",
        slot_from=one.slot_from,
        slot_to=one.slot_to,
        state=one.state,
        words=standing_words(one),
        name=one.name,
        phone=one.phone,
        secret=one.secret,
        channel=one.channel,
        ticket=one.ticket.code if one.ticket else "",
        to_phone=one.to_phone,
        reason=one.reason,
    )
