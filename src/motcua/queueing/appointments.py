"""What may be booked where, which slots are free, which appointments are there?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from motcua.core.moments import end_of, local_day, start_of
from motcua.core.phones import check_phone
from motcua.core.refusals import Refused, refuse
from motcua.core.vntext import fold
from motcua.organisation.models import OneStopUnit, Unit, in_force
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.online_levels.queries import level_on
from motcua.procedures.presence import why_present
from motcua.procedures.queries import receivable_by
from motcua.queueing.appointment_rules import RULE, Slot, Window, slots_of_day, why_not_when
from motcua.queueing.appointment_tables import (
    Appointment,
    AppointmentDayOff,
    AppointmentPlan,
    SlotPlace,
    WaitingWish,
)
from motcua.queueing.appointment_terms import (
    APPOINTMENT_STATE_LABELS,
    SERVED_LABEL,
    WISH_OPEN,
    AppointmentState,
)
from motcua.queueing.hall_tables import HallApproval, ServiceGroup
from motcua.queueing.queries import approved, groups_on
from motcua.queueing.terms import HallService, TicketState
from motcua.workcalendar.calendar import Session, WorkCalendar
from motcua.workcalendar.changing import ChangingCalendar
from motcua.workcalendar.queries import calendar_of

_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A slot and how many places are left in it."""

    slot: Slot
    free: int


@dataclass(frozen=True, slots=True)
class Service:
    """A procedure for which one may come by appointment: in which group of the desk, and why one must come."""

    version: ProcedureVersion
    group: ServiceGroup
    why: str


def desks_that_book(day: date) -> list[OneStopUnit]:
    """Desks with a decision in force and slots to book, by the name of their unit."""
    switched_on = HallApproval.objects.filter(in_force(day), what=HallService.APPOINTMENTS)
    planned = AppointmentPlan.objects.exclude(valid_to__lte=day)
    found = OneStopUnit.objects.filter(in_force(day), pk__in=switched_on.values("desk_id")).filter(
        pk__in=planned.values("desk_id")
    )
    return list(found.select_related("unit").order_by("unit__name_fold", "pk"))


def desk_that_books(desk_id: int, day: date) -> OneStopUnit:
    """The desk, if a decision lets it take bookings that day. Refused: not_approved."""
    desk = OneStopUnit.objects.filter(in_force(day), pk=desk_id).select_related("unit").first()
    if desk is None or not approved(desk.pk, HallService.APPOINTMENTS, day):
        raise refuse(
            "not_approved",
            "Bộ phận Một cửa này chưa được phép nhận hẹn giờ. Hãy đến lấy số trong giờ làm việc.",
        )
    return desk


def groups_of(desk_id: int, day: date) -> list[ServiceGroup]:
    """The desk's service groups that take bookings, in their order."""
    planned = AppointmentPlan.objects.filter(desk_id=desk_id).exclude(valid_to__lte=day)
    bookable = set(planned.values_list("group_id", flat=True))
    return [group for group in groups_on(desk_id, day) if group.pk in bookable]


def services(desk: OneStopUnit, day: date) -> list[Service]:
    """What may be booked by the person: procedures that need them there, in groups that take bookings."""
    if not approved(desk.pk, HallService.APPOINTMENTS, day):
        return []
    unit, bookable = desk.unit, {group.pk for group in groups_of(desk.pk, day)}
    every = groups_on(desk.pk, day)
    found = []
    for version in receivable_by(unit, day).order_by("name_sort"):
        group = group_for(every, version)
        if group is None or group.pk not in bookable:
            continue
        if why := why_present(version.facts, level_on(version, unit, day)):
            found.append(Service(version, group, why))
    return found


def service_for(desk: OneStopUnit, version: ProcedureVersion, day: date) -> Service | None:
    """The same for one procedure; None where it is not offered."""
    if not approved(desk.pk, HallService.APPOINTMENTS, day):
        return None
    why = why_present(version.facts, level_on(version, desk.unit, day))
    if not why:
        return None
    group = group_for(groups_on(desk.pk, day), version)
    bookable = group is not None and any(one.pk == group.pk for one in groups_of(desk.pk, day))
    return Service(version, group, why) if group is not None and bookable else None


def group_for(groups: Iterable[ServiceGroup], version: ProcedureVersion) -> ServiceGroup | None:
    """The group that names the procedure, else its field, else the one for anything."""
    listed = list(groups)
    named = [one for one in listed if version.procedure_id in one.procedures]
    of_field = [one for one in listed if version.field in one.fields]
    anything = [one for one in listed if not one.procedures and not one.fields]
    return next(iter([*named, *of_field, *anything]), None)


def free_slots(desk: OneStopUnit, group_id: int, first: date, last: date, now: datetime) -> list[FreeSlot]:
    """Slots from `first` to `last` that may still be booked at `now`, with what is left of each (0: full)."""
    calendar, off = calendar_of(desk.unit), days_off(desk.pk, group_id, first, last)
    windows = windows_of(group_id)
    slots: list[Slot] = []
    day, end = first, min(last, local_day(now) + timedelta(days=RULE.furthest_days))
    while day <= end:
        if day not in off:
            slots += slots_of_day(day, windows, sessions_on(calendar, day))
        day += timedelta(days=1)
    open_slots = [slot for slot in slots if why_not_when(slot.start, now=now) is None]
    taken = _taken(group_id, open_slots, now)
    return [FreeSlot(slot, max(slot.capacity - taken.get(slot.start, 0), 0)) for slot in open_slots]


def nearest_free(desk: OneStopUnit, group_id: int, now: datetime, most: int = 3) -> list[Slot]:
    """The next slots with a place left."""
    first = local_day(now)
    found = free_slots(desk, group_id, first, first + timedelta(days=RULE.furthest_days), now)
    return [one.slot for one in found if one.free][:most]


def _taken(group_id: int, slots: Sequence[Slot], now: datetime) -> dict[datetime, int]:
    if not slots:
        return {}
    held = SlotPlace.objects.filter(
        group_id=group_id, slot_from__gte=slots[0].start, slot_from__lte=slots[-1].start
    ).exclude(held_until__lte=now)
    counted: dict[datetime, int] = {}
    for start in held.values_list("slot_from", flat=True):
        counted[start] = counted.get(start, 0) + 1
    return counted


def slots_on(group_id: int, day: date, sessions: Sequence[Session]) -> tuple[Slot, ...]:
    """The slots of the group on a day with these office hours, free or not."""
    return slots_of_day(day, windows_of(group_id), sessions)


def windows_of(group_id: int) -> list[Window]:
    """What was decided for the group, of all times."""
    return [
        Window(
            weekday=one.weekday,
            starts=one.starts,
            ends=one.ends,
            minutes=one.minutes,
            capacity=one.capacity,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
        )
        for one in AppointmentPlan.objects.filter(group_id=group_id)
    ]


def days_off(desk_id: int, group_id: int, first: date, last: date) -> dict[date, str]:
    """Days on which the desk takes no bookings for the group, each with its reason."""
    found = AppointmentDayOff.objects.filter(
        Q(group_id=group_id) | Q(group__isnull=True), desk_id=desk_id, day__gte=first, day__lte=last
    )
    return dict(found.values_list("day", "reason"))


def sessions_on(calendar: WorkCalendar, day: date) -> tuple[Session, ...]:
    """The office's hours of that day; none on a day off."""
    if not calendar.is_working_day(day):
        return ()
    return calendar.sessions_of(day) if isinstance(calendar, ChangingCalendar) else calendar.hours.sessions


def appointment_of(number: str, secret: str) -> Appointment | None:
    """What the person who booked may see, by number and secret."""
    found = Appointment.objects.filter(number=number.strip().upper(), secret=secret.strip().upper())
    return found.exclude(secret="").select_related("desk__unit", "group", "procedure", "ticket").first()


def wish_of(number: str, secret: str) -> WaitingWish | None:
    """The same of a wish for a freed slot."""
    found = WaitingWish.objects.filter(number=number.strip().upper(), secret=secret.strip().upper())
    return found.exclude(secret="").select_related("desk__unit", "group", "slot_place").first()


def of_day(unit_id: str, day: date) -> QuerySet[Appointment]:
    """The appointments of the unit's desks on a day, in order of their slots."""
    found = Appointment.objects.filter(
        desk__unit_id=unit_id, slot_from__gte=start_of(day), slot_from__lt=end_of(day)
    )
    return found.select_related("group", "ticket", "procedure").order_by("slot_from", "id")


def to_phone(unit_id: str) -> QuerySet[Appointment]:
    """Whom somebody has to phone because the office moved or dropped the appointment."""
    found = Appointment.objects.filter(desk__unit_id=unit_id, to_phone=True)
    return found.select_related("group", "ticket", "procedure").order_by("slot_from", "id")


def found_by(unit_id: str, words: str) -> QuerySet[Appointment]:
    """Appointments of the unit by number, telephone or a part of the name, the newest slot first."""
    try:
        phone = check_phone(words).number
    except Refused:
        phone = ""
    wanted = Q(number=words.strip().upper())
    if phone:
        wanted |= Q(phone=phone)
    if len(fold(words)) >= _SHORTEST_NAME:
        wanted |= Q(name_fold__contains=fold(words))
    found = Appointment.objects.filter(wanted, desk__unit_id=unit_id)
    return found.select_related("group", "ticket", "procedure").order_by("-slot_from", "-id")


def in_line(unit_id: str) -> QuerySet[WaitingWish]:
    """Who waits for a freed slot, in order."""
    found = WaitingWish.objects.filter(desk__unit_id=unit_id, state__in=[state.value for state in WISH_OPEN])
    return found.select_related("group", "slot_place").order_by("id")


def of_account(account_id: int) -> QuerySet[Appointment]:
    """A citizen's own appointments, the newest first."""
    found = Appointment.objects.filter(account_id=account_id).exclude(secret="")
    return found.select_related("desk__unit", "group", "ticket").order_by("-slot_from")


def standing_words(appointment: Appointment) -> str:
    """Where it stands, in words; that somebody was served is told by the ticket."""
    ticket = appointment.ticket
    if ticket is not None and ticket.state == TicketState.FINISHED:
        return SERVED_LABEL
    return APPOINTMENT_STATE_LABELS[AppointmentState(appointment.state)]


def unit_desk(unit: Unit, day: date) -> OneStopUnit | None:
    """The unit's desk that takes bookings that day."""
    return next((desk for desk in desks_that_book(day) if desk.unit_id == unit.pk), None)
