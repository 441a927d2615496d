"""How is a place of a slot taken, given back, passed to who waits? The database lets no two have one (R-026)."""

from datetime import datetime

from django.db import connection

from motcua.core.moments import local_day
from motcua.queueing.actions.appointment_news import tell_wish
from motcua.queueing.appointment_rules import Slot, offered_until
from motcua.queueing.appointment_tables import Appointment, SlotPlace, WaitingWish
from motcua.queueing.appointment_terms import WishState
from motcua.queueing.appointments import booking_rule_on

_TAKE = """
    INSERT INTO queueing_slotplace (group_id, slot_from, slot_to, place, appointment_id)
    VALUES (%s, %s, %s, %s, %s) ON CONFLICT (group_id, slot_from, place) DO NOTHING RETURNING id
"""


def take_place(*, group_id: int, slot: Slot, appointment: Appointment) -> bool:
    """Take the lowest free place of the slot; False where all are taken.

    Whoever inserts the same place at the same moment waits for the other and then tries the next.
    """
    for _ in range(slot.capacity):
        held = SlotPlace.objects.filter(group_id=group_id, slot_from=slot.start)
        taken = set(held.values_list("place", flat=True))
        if len(taken) >= slot.capacity:
            return False
        place = min(set(range(1, slot.capacity + 1)) - taken, default=0)
        if place and _taken(group_id, slot, place, appointment):
            return True
    return False


def _taken(group_id: int, slot: Slot, place: int, appointment: Appointment) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [group_id, slot.start, slot.end, place, appointment.pk])
        return cursor.fetchone() is not None


def give_place_back(*, place: SlotPlace, at: datetime) -> None:
    """A place that became free: to who waits for it, in order, for a bounded time; else to anybody."""
    rule = booking_rule_on(place.group.desk_id, local_day(at))
    until = offered_until(at, place.slot_from, rule=rule)
    wish = None if until is None else _next_wish(place)
    if wish is None:
        place.delete()
        return
    place.appointment, place.wish, place.held_until = None, wish, until
    place.save(update_fields=["appointment", "wish", "held_until"])
    wish.state, wish.offered_at = WishState.OFFERED, at
    wish.save(update_fields=["state", "offered_at"])
    tell_wish(wish=wish, place=place, at=at)


def _next_wish(place: SlotPlace) -> WaitingWish | None:
    """Who asked first for that day in that group; somebody another act is just offering a place is passed over."""
    day = local_day(place.slot_from)
    waiting = WaitingWish.objects.filter(
        group_id=place.group_id, state=WishState.WAITING, first_day__lte=day, last_day__gte=day
    )
    return waiting.order_by("id").select_for_update(skip_locked=True).first()


def lapse_offers(*, at: datetime, group_id: int | None = None, slot_from: datetime | None = None) -> int:
    """Offers that nobody answered in time: the place goes on to the next in line, else to anybody. How many.

    Locks always place, then wish, as an answer does.
    """
    over = SlotPlace.objects.filter(held_until__lte=at)
    if group_id is not None and slot_from is not None:
        over = over.filter(group_id=group_id, slot_from=slot_from)
    places = list(over.order_by("id").select_for_update(skip_locked=True))
    for place in places:
        if place.wish_id is not None:
            end_wish(wish_id=place.wish_id, state=WishState.LAPSED, at=at)
        give_place_back(place=place, at=at)
    return len(places)


def end_wish(*, wish_id: int, state: WishState, at: datetime) -> WaitingWish:
    """The wish has ended, and when."""
    wish = WaitingWish.objects.select_for_update().get(pk=wish_id)
    wish.state, wish.answered_at = state, at
    wish.save(update_fields=["state", "answered_at"])
    return wish
