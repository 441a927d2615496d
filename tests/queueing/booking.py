"""A desk that takes bookings: groups, a decision, slots; and people who book."""

from datetime import date, datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit
from motcua.organisation.queries import desk_of
from motcua.queueing.actions.booking import BookingWish, book
from motcua.queueing.models import Appointment, AppointmentPlan, HallApproval, ServiceGroup
from tests.cast import P5, at

MARRIAGE, CERTIFIED_CONTRACT, BIRTH = "1.000894", "2.001035", "1.001193"
NOW = at("2022-05-16 08:00")  # a Monday
TUESDAY_NINE = at("2022-05-17 09:00")


def desk_at(unit_id: str = P5, moment: datetime = NOW) -> OneStopUnit:
    """The unit's desk."""
    desk = desk_of(unit_id=unit_id, on=local_day(moment))
    assert desk is not None
    return desk


def bookable(
    unit_id: str = P5,
    *,
    capacity: int = 2,
    approved: bool = True,
    procedures: tuple[str, ...] = (MARRIAGE,),
    moment: datetime = NOW,
) -> ServiceGroup:
    """A group X of the desk with slots of half an hour, 8:00–10:00 on every weekday from the first of May."""
    desk = desk_at(unit_id, moment)
    HallApproval.objects.filter(desk=desk, what="appointments").delete()
    AppointmentPlan.objects.filter(desk=desk).delete()
    group = ServiceGroup.objects.create(
        desk=desk,
        letter="X",
        name="Việc phải có mặt",
        procedures=list(procedures),
        position=99,
        valid_from=date(2022, 5, 1),
    )
    stated: dict[str, Any] = {
        "desk": desk,
        "document": "Quyết định 12/QĐ-UBND",
        "valid_from": date(2022, 5, 1),
        "stated_at": NOW,
    }
    hours = {"starts": 8 * 60, "ends": 10 * 60, "minutes": 30}
    AppointmentPlan.objects.bulk_create(
        AppointmentPlan(group=group, weekday=weekday, capacity=capacity, **hours, **stated)
        for weekday in range(7)
    )
    if approved:
        HallApproval.objects.create(what="appointments", **stated)
    return group


def wish(slot: datetime = TUESDAY_NINE, **more: Any) -> BookingWish:
    """Chị Hoa wants to come, unless told otherwise."""
    facts: dict[str, Any] = {
        "desk_id": desk_at().pk,
        "slot": slot,
        "name": "Lê Thị Hoa",
        "phone": "0903 111 222",
        "procedure": MARRIAGE,
    }
    return BookingWish(**(facts | more))


def booked(
    slot: datetime = TUESDAY_NINE, *, actor: Actor | None = None, moment: datetime = NOW, **more: Any
) -> Appointment:
    """An appointment of hers."""
    return book(wish=wish(slot, **more), actor=actor, at=moment)


def refused(work: Any) -> str:
    """The code of the refusal, or “done”."""
    try:
        work()
    except Refused as said:
        return said.refusal.code
    return "done"
