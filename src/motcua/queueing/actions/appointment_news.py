"""What happened to an appointment, and what is the person told? Events and the outbox, in the act's transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.models import OutboxMessage
from motcua.organisation.actors import Actor
from motcua.queueing.appointment_policies import BOOKING
from motcua.queueing.appointment_tables import Appointment, AppointmentEvent, SlotPlace, WaitingWish
from motcua.queueing.appointment_terms import OUTBOX_TOPIC, AppointmentAct, AppointmentNews

_NEWS: dict[AppointmentAct, AppointmentNews] = {
    AppointmentAct.BOOK: AppointmentNews.BOOKED,
    AppointmentAct.CHANGE: AppointmentNews.CHANGED,
    AppointmentAct.MOVE: AppointmentNews.MOVED,
    AppointmentAct.CANCEL: AppointmentNews.CANCELLED,
    AppointmentAct.REMIND_DAY: AppointmentNews.REMINDER,
    AppointmentAct.REMIND_HOURS: AppointmentNews.REMINDER,
}


def write_event(
    *,
    appointment: Appointment,
    act: AppointmentAct,
    actor: Actor | None,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> None:
    """One event more, and what the person hears of it; the row of the appointment is locked or new."""
    appointment.event_count += 1
    appointment.save(update_fields=["event_count"])
    AppointmentEvent.objects.create(
        appointment=appointment,
        seq=appointment.event_count,
        act=act,
        at=at,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name_for(*BOOKING) if actor else "",
        data=dict(data or {}),
    )
    if news := _NEWS.get(act):
        said = {"news": news.value, "appointment": appointment.pk, "seq": appointment.event_count}
        OutboxMessage.objects.create(topic=OUTBOX_TOPIC, key=appointment.number, payload=said, created_at=at)


def tell_wish(*, wish: WaitingWish, place: SlotPlace, at: datetime) -> None:
    """Somebody who waits hears of a freed slot and until when it is held."""
    said = {"news": AppointmentNews.OFFERED.value, "wish": wish.pk, "place": place.pk}
    OutboxMessage.objects.create(topic=OUTBOX_TOPIC, key=wish.number, payload=said, created_at=at)
