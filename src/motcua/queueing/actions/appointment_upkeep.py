"""What happens to appointments by itself: reminders, offers that lapse, nobody came, the office closes, data goes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.core.moments import local_day, start_of
from motcua.queueing.actions.appointment_news import write_event
from motcua.queueing.actions.appointment_plans import move_affected
from motcua.queueing.actions.arriving import miss
from motcua.queueing.actions.slot_places import lapse_offers
from motcua.queueing.appointment_rules import KEPT_DAYS, reminder_due
from motcua.queueing.appointment_tables import Appointment, AppointmentEvent, WaitingWish
from motcua.queueing.appointment_terms import AppointmentAct, AppointmentState, WishState

BATCH = 500


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Who comes tomorrow or in two hours is reminded, once of each. How many."""
    soon = Appointment.objects.filter(
        state=AppointmentState.BOOKED, slot_from__gt=at, slot_from__lte=at + timedelta(days=1)
    )
    told = 0
    for one in soon.order_by("id").select_for_update(skip_locked=True):
        act = reminder_due(one.slot_from, now=at, booked_at=_settled_at(one))
        slot = one.slot_from.isoformat()
        if act is None or one.events.filter(act=act, data__slot=slot).exists():
            continue
        write_event(appointment=one, act=act, actor=None, at=at, data={"slot": slot})
        told += 1
    return told


def _settled_at(appointment: Appointment) -> datetime:
    """When this slot was agreed on: booked, or last changed."""
    newest = appointment.events.filter(
        act__in=[AppointmentAct.BOOK, AppointmentAct.CHANGE, AppointmentAct.MOVE]
    ).order_by("-seq")
    found: AppointmentEvent | None = newest.first()
    return found.at if found is not None else appointment.booked_at


@transaction.atomic
def end_offers(*, at: datetime) -> int:
    """Offers not answered in time go on; wishes whose days are over end. How many offers lapsed."""
    lapsed = lapse_offers(at=at)
    over = WaitingWish.objects.filter(state=WishState.WAITING, last_day__lt=local_day(at))
    over.update(state=WishState.LAPSED, answered_at=at)
    return lapsed


def end_days(*, at: datetime) -> int:
    """Who booked a day that is over and never came is marked so. How many."""
    over = Appointment.objects.filter(state=AppointmentState.BOOKED, slot_to__lt=start_of(local_day(at)))
    ids = list(over.order_by("id").values_list("pk", flat=True)[:BATCH])
    for one in ids:
        miss(appointment_id=one, actor=None, at=at)
    return len(ids)


def move_closed(*, at: datetime) -> int:
    """Bookings on days or hours that the office has closed since: moved, each on the list to phone. How many."""
    ahead = Appointment.objects.filter(state=AppointmentState.BOOKED, slot_from__gt=at)
    days = sorted({(desk, local_day(start)) for desk, start in ahead.values_list("desk_id", "slot_from")})
    return sum(len(move_affected(desk_id=desk, day=day, actor=None, at=at)) for desk, day in days)


@transaction.atomic
def forget_people(*, at: datetime) -> int:
    """Some months after the slot: name, telephone and secret go; number, times and events stay. How many."""
    limit = at - timedelta(days=KEPT_DAYS)
    old = Appointment.objects.filter(~Q(name=""), slot_to__lt=limit).exclude(state=AppointmentState.BOOKED)
    rows = list(old.order_by("id").select_for_update(skip_locked=True)[:BATCH])
    for one in rows:
        one.name = one.name_fold = one.phone = one.secret = one.source_key = ""
        one.account, one.to_phone = None, False
        one.save(update_fields=["name", "name_fold", "phone", "secret", "source_key", "account", "to_phone"])
        write_event(appointment=one, act=AppointmentAct.FORGET, actor=None, at=at)
    wishes = WaitingWish.objects.filter(~Q(name=""), last_day__lt=local_day(limit))
    wishes.exclude(state=WishState.OFFERED).update(name="", phone="", secret="", source_key="", account=None)
    return len(rows)
