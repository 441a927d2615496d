"""Who waits for a freed slot: asks, says yes in time, or no longer wants it (RV file d'attente; R-026)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.phones import check_phone
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_name, fold
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit
from motcua.queueing.actions.appointment_news import write_event
from motcua.queueing.actions.booking import service_of
from motcua.queueing.actions.hoarding import refuse_hoarding
from motcua.queueing.actions.slot_places import end_wish, give_place_back
from motcua.queueing.appointment_policies import why_not_book_for
from motcua.queueing.appointment_rules import BookingRule
from motcua.queueing.appointment_tables import Appointment, SlotPlace, WaitingWish
from motcua.queueing.appointment_terms import AppointmentAct, AppointmentState, BookingChannel, WishState
from motcua.queueing.appointments import booking_rule_on, desk_that_books, free_slots
from motcua.queueing.booking_numbers import booking_number, new_secret, wish_number


@dataclass(frozen=True, slots=True)
class WaitWish:
    """Who would come on one of the days `first` to `last`, both in it, and for what."""

    desk_id: int
    first: date
    last: date
    name: str
    phone: str
    procedure: str = ""
    group_id: int | None = None
    account_id: int | None = None
    source: str = ""


@transaction.atomic
def wait_for_slot(*, wish: WaitWish, actor: Actor | None, at: datetime) -> WaitingWish:
    """Enter the line for freed slots.

    Refused: days_wrong, slot_still_free, not_approved, procedure_not_offered, too_many_bookings, …
    """
    desk = desk_that_books(wish.desk_id, local_day(at))
    if actor is not None:
        refuse_if(why_not_book_for(actor, desk.unit_id))
    group_id, procedure = service_of(
        desk, procedure=wish.procedure, group_id=wish.group_id, trusted=actor is not None, at=at
    )
    name, phone = clean_name(wish.name), check_phone(wish.phone).number
    rule, trusted = booking_rule_on(desk.pk, local_day(at)), actor is not None
    _days(desk, group_id, wish, rule, at)
    refuse_hoarding(
        rule=rule, phone=phone, account_id=wish.account_id, source=wish.source, trusted=trusted, at=at
    )
    made = WaitingWish(
        number=wish_number(desk.unit, local_day(at)),
        desk=desk,
        group_id=group_id,
        procedure_id=procedure,
        first_day=wish.first,
        last_day=wish.last,
        name=name,
        phone=phone,
        account_id=wish.account_id,
        secret=new_secret(),
        source_key=wish.source,
        asked_at=at,
        state=WishState.WAITING,
    )
    made.save(force_insert=True)
    return made


def _days(desk: OneStopUnit, group_id: int, wish: WaitWish, rule: BookingRule, at: datetime) -> None:
    """Days to come, and none of them has a place left."""
    today = local_day(at)
    furthest = today + timedelta(days=rule.furthest_days)
    if not today <= wish.first <= wish.last <= furthest:
        raise refuse(
            "days_wrong",
            f"Hãy chọn các ngày từ hôm nay, nhiều nhất {rule.furthest_days} ngày tới, ngày cuối không trước ngày đầu.",
            field="last",
        )
    left = [one.slot for one in free_slots(desk, group_id, wish.first, wish.last, at) if one.free]
    if left:
        raise refuse(
            "slot_still_free",
            f"Trong những ngày này vẫn còn giờ trống, sớm nhất {left[0].start:%H:%M} ngày {left[0].start:%d/%m/%Y}. "
            "Hãy đặt luôn.",
            field="first",
            free=[slot.start.isoformat() for slot in left[:3]],
        )


@transaction.atomic
def accept(*, wish_id: int, actor: Actor | None, at: datetime) -> Appointment:
    """Yes to the offered slot, in time: the held place becomes an appointment of the person.

    Refused: no_offer, offer_over, no_role.
    """
    wish, place = _offered(wish_id)
    if actor is not None:
        refuse_if(why_not_book_for(actor, wish.desk.unit_id))
    if place.held_until is None or at >= place.held_until:
        raise refuse("offer_over", "Đã quá giờ trả lời, chỗ này mời người khác. Hãy đặt giờ khác.")
    desk = wish.desk
    appointment = Appointment(
        number=booking_number(desk.unit, local_day(at)),
        desk=desk,
        group_id=wish.group_id,
        procedure_id=wish.procedure_id,
        slot_from=place.slot_from,
        slot_to=place.slot_to,
        state=AppointmentState.BOOKED,
        name=wish.name,
        name_fold=fold(wish.name),
        phone=wish.phone,
        account_id=wish.account_id,
        secret=wish.secret,
        channel=BookingChannel.WEB,
        source_key=wish.source_key,
        booked_at=at,
    )
    appointment.save(force_insert=True)
    place.appointment, place.wish, place.held_until = appointment, None, None
    place.save(update_fields=["appointment", "wish", "held_until"])
    wish.state, wish.answered_at, wish.appointment = WishState.TAKEN, at, appointment
    wish.save(update_fields=["state", "answered_at", "appointment"])
    data = {"from": place.slot_from.isoformat(), "to": place.slot_to.isoformat(), "waited": wish.number}
    write_event(appointment=appointment, act=AppointmentAct.BOOK, actor=actor, at=at, data=data)
    return appointment


@transaction.atomic
def withdraw(*, wish_id: int, actor: Actor | None, at: datetime) -> WaitingWish:
    """No longer waits, or says no to an offer: the place goes on to the next. Refused: wish_over, no_role."""
    place = SlotPlace.objects.select_for_update().filter(wish_id=wish_id).first()
    wish = (
        WaitingWish.objects.select_for_update(of=("self",)).select_related("desk").filter(pk=wish_id).first()
    )
    if wish is None:
        raise refuse("not_found", "Không có lượt chờ này. Hãy tải lại danh sách.")
    if actor is not None:
        refuse_if(why_not_book_for(actor, wish.desk.unit_id))
    if wish.state not in {WishState.WAITING, WishState.OFFERED}:
        raise refuse("wish_over", "Lượt chờ này đã kết thúc. Hãy tải lại trang.")
    wish = end_wish(wish_id=wish_id, state=WishState.WITHDRAWN, at=at)
    if place is not None:
        give_place_back(place=place, at=at)
    return wish


def _offered(wish_id: int) -> tuple[WaitingWish, SlotPlace]:
    """The wish and the place held for it, both locked: always the place first, as who lets it lapse does."""
    place = SlotPlace.objects.select_for_update().filter(wish_id=wish_id).first()
    wishes = WaitingWish.objects.select_for_update(of=("self",)).select_related("desk__unit")
    wish = wishes.filter(pk=wish_id, state=WishState.OFFERED).first()
    if wish is None or place is None:
        raise refuse("no_offer", "Hiện không có chỗ trống nào mời ông/bà. Hãy chờ tin, hoặc đặt giờ khác.")
    return wish, place
