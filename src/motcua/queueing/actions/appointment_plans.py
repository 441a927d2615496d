"""The head decides when people come by appointment and how many; a day off or a closed office moves who had booked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.core.moments import end_of, local_day, start_of
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.core.vntext import needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit
from motcua.queueing.actions.booking import cancel, shift
from motcua.queueing.appointment_policies import why_not_plan
from motcua.queueing.appointment_rules import Slot
from motcua.queueing.appointment_tables import (
    Appointment,
    AppointmentDayOff,
    AppointmentPlan,
    SlotPlace,
    WaitingWish,
)
from motcua.queueing.appointment_terms import AppointmentAct, AppointmentState, WishState
from motcua.queueing.appointments import days_off, nearest_free, sessions_on
from motcua.queueing.hall_tables import ServiceGroup
from motcua.workcalendar.queries import calendar_of
from motcua.workcalendar.wording import named_day


@dataclass(frozen=True, slots=True)
class PlanWish:
    """A window as the head says it; minutes of the day, Monday 0, `document` the decision."""

    group_id: int
    weekdays: Iterable[int]
    starts: int
    ends: int
    minutes: int
    capacity: int
    valid_from: date
    document: str
    valid_to: date | None = None


@transaction.atomic
def state_plan(*, wish: PlanWish, actor: Actor, at: datetime) -> list[AppointmentPlan]:
    """Open windows for bookings from a day on, one for each weekday.

    Refused: no_role, other_unit, group_unknown, plan_wrong, plan_overlaps, plan_backdated, text_missing.
    """
    group = ServiceGroup.objects.select_related("desk").filter(pk=wish.group_id).first()
    if group is None:
        raise refuse("group_unknown", "Không có nhóm việc này. Hãy chọn lại.", field="group")
    refuse_if(why_not_plan(actor, group.desk.unit_id))
    _possible(wish, at)
    plans = [
        AppointmentPlan(
            desk=group.desk,
            group=group,
            weekday=weekday,
            starts=wish.starts,
            ends=wish.ends,
            minutes=wish.minutes,
            capacity=wish.capacity,
            valid_from=wish.valid_from,
            valid_to=wish.valid_to,
            document=needed_line(wish.document, 300, field="document", what="Văn bản quyết định"),
            stated_by_id=actor.person_id,
            stated_at=at,
        )
        for weekday in sorted(set(wish.weekdays))
    ]
    try:
        with transaction.atomic():
            return AppointmentPlan.objects.bulk_create(plans)
    except IntegrityError:
        raise refuse(
            "plan_overlaps",
            "Nhóm việc này đã có khung giờ hẹn chồng lên khung này. Hãy kết thúc khung cũ trước.",
            field="starts",
        ) from None


def _possible(wish: PlanWish, at: datetime) -> None:
    weekdays = set(wish.weekdays)
    whole = 5 <= wish.minutes <= 240 and 1 <= wish.capacity <= 100 and weekdays <= set(range(7))
    if not weekdays or not whole or not 0 <= wish.starts < wish.ends <= 24 * 60:
        raise refuse(
            "plan_wrong",
            "Chọn ít nhất một ngày; giờ cuối sau giờ đầu; mỗi lượt 5 đến 240 phút, 1 đến 100 người. Hãy sửa lại.",
            field="ends",
        )
    if wish.ends - wish.starts < wish.minutes:
        raise refuse("plan_wrong", "Khung giờ ngắn hơn một lượt. Hãy sửa lại.", field="minutes")
    if wish.valid_from < local_day(at):
        raise refuse(
            "plan_backdated", "Khung giờ áp dụng từ hôm nay trở đi. Hãy sửa ngày.", field="valid_from"
        )
    if wish.valid_to is not None and wish.valid_to <= wish.valid_from:
        raise refuse("plan_wrong", "Ngày kết thúc phải sau ngày bắt đầu. Hãy sửa lại.", field="valid_to")


@transaction.atomic
def end_plan(*, plan_id: int, last_day: date, actor: Actor, at: datetime) -> AppointmentPlan:
    """No bookings after `last_day`; who has booked keeps the appointment. Refused: plan_unknown, plan_backdated."""
    plan = AppointmentPlan.objects.select_for_update(of=("self",)).select_related("desk")
    found = plan.filter(pk=plan_id).first()
    if found is None:
        raise refuse("plan_unknown", "Không có khung giờ này. Hãy tải lại trang.")
    refuse_if(why_not_plan(actor, found.desk.unit_id))
    if last_day < local_day(at):
        raise refuse("plan_backdated", "Ngày cuối từ hôm nay trở đi. Hãy sửa ngày.", field="last_day")
    found.valid_to = max(date.fromordinal(last_day.toordinal() + 1), found.valid_from)
    found.save(update_fields=["valid_to"])
    return found


@transaction.atomic
def take_day_off(
    *,
    desk_id: int,
    unit_id: str,
    day: date,
    reason: str,
    actor: Actor,
    at: datetime,
    group_id: int | None = None,
) -> list[Appointment]:
    """No bookings that day (for a group, or all): who had booked is moved and put on the list to phone.

    Refused: no_role, other_unit, day_past, text_missing, day_off_known.
    """
    refuse_if(why_not_plan(actor, unit_id))
    if day < local_day(at):
        raise refuse("day_past", "Ngày này đã qua. Hãy chọn từ hôm nay trở đi.", field="day")
    why = needed_line(reason, 200, field="reason", what="Lý do")
    _made, new = AppointmentDayOff.objects.get_or_create(
        desk_id=desk_id,
        group_id=group_id,
        day=day,
        defaults={"reason": why, "stated_by_id": actor.person_id, "stated_at": at},
    )
    if not new:
        raise refuse(
            "day_off_known", "Ngày này đã ghi không nhận hẹn. Hãy xem danh sách ở trên.", field="day"
        )
    return move_affected(desk_id=desk_id, day=day, actor=actor, at=at)


@transaction.atomic
def move_affected(*, desk_id: int, day: date, actor: Actor | None, at: datetime) -> list[Appointment]:
    """Everybody who booked a slot of that day that is not served: moved to the next free slot, or dropped where none
    is left; each is put on the list to phone. Safe to run twice.
    """
    booked = Appointment.objects.filter(
        desk_id=desk_id,
        state=AppointmentState.BOOKED,
        slot_from__gte=max(start_of(day), at),
        slot_from__lt=end_of(day),
    )
    _take_offers_back(desk_id, day)
    moved = []
    for one in booked.order_by("slot_from", "id").values_list("pk", flat=True):
        with transaction.atomic():
            found = _move(one, actor, at)
        moved += [found] if found is not None else []
    return moved


def _move(appointment_id: int, actor: Actor | None, at: datetime) -> Appointment | None:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("desk__unit")
    appointment = rows.filter(pk=appointment_id, state=AppointmentState.BOOKED).first()
    why = _unserved(appointment) if appointment is not None else ""
    if appointment is None or not why:
        return None
    for slot in nearest_free(appointment.desk, appointment.group_id, at):
        if _shifted(appointment, slot, actor, at, why):
            appointment.to_phone = True
            appointment.save(update_fields=["to_phone"])
            return appointment
    appointment.places.all().delete()
    reason = f"{why}; chưa còn giờ trống để dời"
    return cancel(appointment_id=appointment.pk, actor=actor, at=at, reason=reason, by_office=True)


def _shifted(appointment: Appointment, slot: Slot, actor: Actor | None, at: datetime, why: str) -> bool:
    """False where somebody took the last place of that slot meanwhile."""
    try:
        with transaction.atomic():
            shift(appointment=appointment, slot=slot, act=AppointmentAct.MOVE, actor=actor, at=at, why=why)
    except Refused:
        return False
    return True


def _unserved(one: Appointment) -> str:
    return why_not_served(one.desk, one.group_id, one.slot_from)


def why_not_served(desk: OneStopUnit, group_id: int, start: datetime) -> str:
    """Why the slot is not served: the office is closed then, or takes no bookings; empty where it is."""
    day, calendar = local_day(start), calendar_of(desk.unit)
    if reason := calendar.why_off(day):
        return f"{named_day(day)} {reason}"
    if reason := days_off(desk.pk, group_id, day, day).get(day):
        return f"{named_day(day)}: {reason}"
    begins = (start - start_of(day)).seconds // 60
    open_then = any(first <= begins < last for first, last in sessions_on(calendar, day))
    return "" if open_then else f"{named_day(day)} cơ quan không làm việc giờ này"


def _take_offers_back(desk_id: int, day: date) -> None:
    """Who was offered a slot that is not served waits on, at their place in line."""
    held = SlotPlace.objects.filter(
        wish__isnull=False, wish__desk_id=desk_id, slot_from__gte=start_of(day), slot_from__lt=end_of(day)
    )
    for place in held.order_by("id").select_for_update(of=("self",), skip_locked=True):
        wish = (
            WaitingWish.objects.select_for_update(of=("self",))
            .select_related("desk__unit")
            .get(pk=place.wish_id or 0)
        )
        if why_not_served(wish.desk, place.group_id, place.slot_from):
            place.delete()
            wish.state, wish.offered_at = WishState.WAITING, None
            wish.save(update_fields=["state", "offered_at"])
