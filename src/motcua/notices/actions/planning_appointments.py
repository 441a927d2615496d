"""Whoever has an appointment hears of it: booked, near, moved by the office; and of a slot that became free."""

from datetime import datetime

from django.db import transaction

from motcua.core.models import OutboxMessage
from motcua.core.moments import local, local_day
from motcua.notices.actions.telling import tell
from motcua.notices.terms import NoticeEvent, Weight
from motcua.organisation.models import OneStopUnit
from motcua.organisation.queries import desk_name
from motcua.queueing.appointment_terms import OUTBOX_TOPIC, AppointmentNews
from motcua.queueing.models import Appointment, AppointmentEvent, SlotPlace
from motcua.workcalendar.wording import clock, day_number

BATCH = 200
PAGE = "/dat-lich/"
# What a person did themself needs no message, but that the office wrote it down.
_EVENTS: dict[AppointmentNews, NoticeEvent] = {
    AppointmentNews.BOOKED: NoticeEvent.APPOINTMENT,
    AppointmentNews.CHANGED: NoticeEvent.APPOINTMENT,
    AppointmentNews.REMINDER: NoticeEvent.APPOINTMENT_SOON,
    AppointmentNews.MOVED: NoticeEvent.APPOINTMENT_MOVE,
    AppointmentNews.CANCELLED: NoticeEvent.APPOINTMENT_DROP,
}


@transaction.atomic
def plan_appointments(*, at: datetime) -> int:
    """Read those rows of the outbox and write the notices; how many are new. Safe to run twice.

    A desk phones itself whom the office moved (the list «Cần gọi»), so nothing here ends as a call to be made.
    """
    waiting = OutboxMessage.objects.filter(topic=OUTBOX_TOPIC, delivered_at__isnull=True)
    rows = list(waiting.order_by("id").select_for_update(skip_locked=True)[:BATCH])
    told = 0
    for row in rows:
        news = AppointmentNews(str(row.payload.get("news")))
        told += _offered(row, at) if news is AppointmentNews.OFFERED else _happened(row, news, at)
    OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(delivered_at=at)
    return told


def _happened(row: OutboxMessage, news: AppointmentNews, at: datetime) -> int:
    event = AppointmentEvent.objects.filter(
        appointment_id=row.payload.get("appointment"), seq=row.payload.get("seq")
    ).first()
    rows = Appointment.objects.select_related("desk__unit", "account")
    one = rows.filter(pk=row.payload.get("appointment")).first()
    if event is None or one is None or not one.phone:
        return 0
    if news is AppointmentNews.CANCELLED and not event.data.get("by_office"):
        return 0
    begins = str(event.data.get("from") or event.data.get("slot") or one.slot_from.isoformat())
    moment = datetime.fromisoformat(begins)
    return tell(
        event=_EVENTS[news],
        source=f"outbox:{row.pk}",
        actor=None,
        at=at,
        account=one.account,
        phone=one.phone,
        values=_said(one.desk, moment) | {"reason": str(event.data.get("why") or "")},
        subject=one.number,
        unit_id=one.desk.unit_id,
        page=PAGE,
        weight=Weight.USUAL,
        until=moment,
    )


def _offered(row: OutboxMessage, at: datetime) -> int:
    """While it is still held: said with the hour until when."""
    found = SlotPlace.objects.filter(pk=row.payload.get("place"), wish_id=row.payload.get("wish"))
    place = found.select_related("wish__desk__unit", "wish__account").first()
    if place is None or place.wish is None or place.held_until is None or place.held_until <= at:
        return 0
    return tell(
        event=NoticeEvent.SLOT_FREE,
        source=f"outbox:{row.pk}",
        actor=None,
        at=at,
        account=place.wish.account,
        phone=place.wish.phone,
        values=_said(place.wish.desk, place.slot_from) | {"until": _short(place.held_until)},
        subject=place.wish.number,
        unit_id=place.wish.desk.unit_id,
        page=PAGE,
        weight=Weight.USUAL,
        until=place.held_until,
    )


def _said(desk: OneStopUnit, moment: datetime) -> dict[str, str]:
    where = ", ".join(text for text in (desk_name(desk, local_day(moment)), desk.address) if text)
    return {"unit": desk.unit.name, "place": where, "due": _short(moment)}


def _short(moment: datetime) -> str:
    """`08:30 ngày 16/5/2022`: as short as a small screen takes it."""
    return f"{clock(moment)} ngày {day_number(local(moment).date())}"
