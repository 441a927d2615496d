"""Somebody comes to their appointment and enters the line at its time, or does not come (R-041)."""

from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.queueing.actions.appointment_news import write_event
from motcua.queueing.actions.booking import locked
from motcua.queueing.actions.issuing import TicketWish, issue
from motcua.queueing.appointment_rules import in_time, why_not_arrive, why_not_miss
from motcua.queueing.appointment_tables import Appointment
from motcua.queueing.appointment_terms import AppointmentAct, AppointmentState
from motcua.queueing.appointments import booked_here
from motcua.queueing.queries import hall_rule_on
from motcua.queueing.terms import PriorityReason, TicketChannel


@transaction.atomic
def arrive(
    *, appointment_id: int, actor: Actor | None, at: datetime, priority: PriorityReason | None = None
) -> Appointment:
    """Issue the ticket of the appointment: callable from its slot on. Who comes later than the hall's rule allows
    waits as anybody else (order_rules.is_booked), also when they were already marked as missing.

    Refused: not_today, wrong_order, other_unit, no_role, and what `issue` refuses.
    """
    appointment = locked(appointment_id, AppointmentAct.ARRIVE, actor)
    refuse_if(why_not_arrive(appointment.slot_from, now=at))
    late = hall_rule_on(appointment.desk_id, local_day(at)).late_minutes
    kept = in_time(appointment.slot_from, now=at, late_minutes=late)
    wish = TicketWish(
        desk_id=appointment.desk_id,
        groups=(appointment.group_id,),
        channel=TicketChannel.APPOINTMENT,
        priority=priority,
        phone=appointment.phone,
        slot=(appointment.slot_from, appointment.slot_to),
    )
    ticket = issue(wish=wish, actor=actor, at=at)
    appointment.ticket, appointment.state, appointment.ended_at = ticket, AppointmentState.ARRIVED, at
    appointment.save(update_fields=["ticket", "state", "ended_at"])
    data = {"ticket": ticket.code, "in_time": kept}
    write_event(appointment=appointment, act=AppointmentAct.ARRIVE, actor=actor, at=at, data=data)
    return appointment


@transaction.atomic
def arrive_by_secret(*, desk_id: int, secret: str, actor: Actor | None, at: datetime) -> Appointment:
    """The same by the person themself at a machine of the desk: the secret alone is enough among those of the day.

    Said again it is the same appointment with the same ticket. Tries are counted by whoever asks.
    Refused: appointment_unknown, and what `arrive` refuses.
    """
    found = booked_here(desk_id, secret, local_day(at))
    if found is None:
        raise refuse(
            "appointment_unknown",
            "Không tìm thấy lịch hẹn hôm nay ở đây với mã này. Hãy xem lại mã, ngày và nơi đến trên phiếu hẹn, hoặc "
            "hỏi nhân viên hướng dẫn.",
        )
    # Pressed twice: the second waits, and reads what the first wrote (no join here: it would keep the old row).
    found = Appointment.objects.select_for_update().get(pk=found.pk)
    if found.ticket is not None:
        return found
    return arrive(appointment_id=found.pk, actor=actor, at=at)


@transaction.atomic
def miss(*, appointment_id: int, actor: Actor | None, at: datetime) -> Appointment:
    """Nobody came, told after the grace of the hall's rule; `actor` None: the machine at the end of the day."""
    appointment = locked(appointment_id, AppointmentAct.MISS, actor)
    late = hall_rule_on(appointment.desk_id, local_day(at)).late_minutes
    refuse_if(why_not_miss(appointment.slot_from, now=at, late_minutes=late))
    appointment.places.all().delete()
    appointment.state, appointment.ended_at = AppointmentState.MISSED, at
    appointment.save(update_fields=["state", "ended_at"])
    write_event(appointment=appointment, act=AppointmentAct.MISS, actor=actor, at=at)
    return appointment


@transaction.atomic
def phoned(*, appointment_id: int, actor: Actor, at: datetime, note: str = "") -> Appointment:
    """Somebody of the office phoned the person whose appointment it moved or dropped."""
    appointment = locked(appointment_id, AppointmentAct.PHONED, actor)
    if not appointment.to_phone:
        raise refuse("nothing_to_tell", "Lịch hẹn này không có gì cần gọi báo. Hãy tải lại danh sách.")
    appointment.to_phone = False
    appointment.save(update_fields=["to_phone"])
    said = {"note": clean_line(note, 300, field="note", what="Ghi chú")}
    write_event(appointment=appointment, act=AppointmentAct.PHONED, actor=actor, at=at, data=said)
    return appointment
