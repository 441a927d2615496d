"""What may be booked where, which slots are free, which appointments are there?"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from motcua.core.moments import end_of, local_day, start_of
from motcua.core.phones import check_phone
from motcua.core.refusals import Refused, refuse
from motcua.core.vntext import fold
from motcua.organisation.models import OneStopUnit, in_force
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.online_levels.queries import level_on
from motcua.procedures.presence import why_present
from motcua.procedures.queries import receivable_by
from motcua.queueing.appointment_rules import RULE, BookingRule, Slot, Window, slots_of_day, why_not_when
from motcua.queueing.appointment_tables import (
    Appointment,
    AppointmentDayOff,
    AppointmentPlan,
    BookingLimits,
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
from motcua.queueing.queries import approved, group_for, groups_on
from motcua.queueing.terms import HallService, TicketState
from motcua.workcalendar.calendar import Session, WorkCalendar
from motcua.workcalendar.changing import ChangingCalendar
from motcua.workcalendar.queries import calendar_of
from motcua.workcalendar.wording import named_day

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
    return list(_booking(day).order_by("unit__name_fold", "pk"))


def unit_desk(unit_id: str, day: date) -> OneStopUnit | None:
    """The unit's desk that takes bookings that day."""
    return _booking(day).filter(unit_id=unit_id).order_by("pk").first()


def _booking(day: date) -> QuerySet[OneStopUnit]:
    switched_on = HallApproval.objects.filter(in_force(day), what=HallService.APPOINTMENTS)
    planned = AppointmentPlan.objects.exclude(valid_to__lte=day)
    found = OneStopUnit.objects.filter(in_force(day), pk__in=switched_on.values("desk_id")).filter(
        pk__in=planned.values("desk_id")
    )
    return found.select_related("unit")


def booking_limits_on(desk_id: int, day: date) -> BookingLimits | None:
    """The decision over bookings in force that day; None where the unit decided nothing."""
    found = BookingLimits.objects.filter(desk_id=desk_id, valid_from__lte=day)
    return found.order_by("-valid_from", "-id").first()


def booking_rule_on(desk_id: int, day: date) -> BookingRule:
    """How far ahead, how late and how many the desk lets book that day."""
    found = booking_limits_on(desk_id, day)
    if found is None:
        return RULE
    return BookingRule(
        furthest_days=found.furthest_days,
        closes=timedelta(minutes=found.closes_minutes),
        offer=timedelta(minutes=found.offer_minutes),
        most_open=found.most_open,
        most_of_address=found.most_of_address,
    )


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
    bookable = _planned(desk_id, day)
    return [group for group in groups_on(desk_id, day) if group.pk in bookable]


def _planned(desk_id: int, day: date) -> set[int]:
    """Ids of groups with a window that has not ended."""
    planned = AppointmentPlan.objects.filter(desk_id=desk_id).exclude(valid_to__lte=day)
    return set(planned.values_list("group_id", flat=True))


def services(desk: OneStopUnit, day: date, *, procedure: str = "") -> list[Service]:
    """What may be booked by the person: procedures that need them there, in groups that take bookings; all, or one."""
    if not approved(desk.pk, HallService.APPOINTMENTS, day):
        return []
    versions = receivable_by(desk.unit, day).order_by("name_sort")
    asked = versions.filter(procedure_id=procedure) if procedure else versions
    every, bookable = groups_on(desk.pk, day), _planned(desk.pk, day)
    found = []
    for version in asked:
        group = _group(version, every, bookable)
        if group is not None and (why := why_present(version.facts, level_on(version, desk.unit, day))):
            found.append(Service(version, group, why))
    return found


def service_for(desk: OneStopUnit, version: ProcedureVersion, day: date) -> Service | None:
    """The same for one version; None where it is not offered. Groups are asked only where somebody must be there."""
    if not approved(desk.pk, HallService.APPOINTMENTS, day):
        return None
    why = why_present(version.facts, level_on(version, desk.unit, day))
    if not why:
        return None
    group = _group(version, groups_on(desk.pk, day), _planned(desk.pk, day))
    return Service(version, group, why) if group is not None else None


def _group(
    version: ProcedureVersion, every: Sequence[ServiceGroup], bookable: Container[int]
) -> ServiceGroup | None:
    """The group that serves the procedure, where it takes bookings."""
    group = group_for(every, version.procedure_id, version.field)
    return group if group is not None and group.pk in bookable else None


def free_slots(desk: OneStopUnit, group_id: int, first: date, last: date, now: datetime) -> list[FreeSlot]:
    """Slots from `first` to `last` that may still be booked at `now`, with what is left of each (0: full)."""
    rule = booking_rule_on(desk.pk, local_day(now))
    end = min(last, local_day(now) + timedelta(days=rule.furthest_days))
    calendar, off = calendar_of(desk.unit), days_off(desk.pk, group_id, first, end)
    windows = windows_of(group_id)
    slots: list[Slot] = []
    day = first
    while day <= end:
        if day not in off:
            slots += slots_of_day(day, windows, sessions_on(calendar, day))
        day += timedelta(days=1)
    open_slots = [slot for slot in slots if why_not_when(slot.start, now=now, rule=rule) is None]
    taken = _taken(group_id, open_slots, now)
    return [FreeSlot(slot, max(slot.capacity - taken.get(slot.start, 0), 0)) for slot in open_slots]


def free_ahead(desk: OneStopUnit, group_id: int, now: datetime) -> list[FreeSlot]:
    """The same for as long as bookings are taken."""
    return free_slots(desk, group_id, local_day(now), date.max, now)


def nearest_free(desk: OneStopUnit, group_id: int, now: datetime, most: int = 3) -> list[Slot]:
    """The next slots with a place left."""
    return [one.slot for one in free_ahead(desk, group_id, now) if one.free][:most]


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


def why_closed(desk: OneStopUnit, calendar: WorkCalendar, group_id: int, day: date) -> str:
    """Why nobody comes by appointment that day: the office is closed, or takes no bookings; empty where it does."""
    if reason := calendar.why_off(day):
        return f"{named_day(day)} {reason}"
    if reason := days_off(desk.pk, group_id, day, day).get(day):
        return f"{named_day(day)}: {reason}"
    return ""


def sessions_on(calendar: WorkCalendar, day: date) -> tuple[Session, ...]:
    """The office's hours of that day; none on a day off."""
    if not calendar.is_working_day(day):
        return ()
    return calendar.sessions_of(day) if isinstance(calendar, ChangingCalendar) else calendar.hours.sessions


def appointment_of(number: str, secret: str) -> Appointment | None:
    """What the person who booked may see, by number and secret."""
    found = Appointment.objects.filter(number=number.strip().upper(), secret=secret.strip().upper())
    return found.exclude(secret="").select_related("desk__unit", "group", "procedure", "ticket").first()


def booked_here(desk_id: int, secret: str, day: date) -> Appointment | None:
    """The one appointment of that day at the desk with this secret, spaces and small letters allowed."""
    found = Appointment.objects.filter(desk_id=desk_id, secret="".join(secret.split()).upper())
    of_day = found.filter(slot_from__gte=start_of(day), slot_from__lt=end_of(day)).exclude(secret="")
    both = list(of_day.select_related("ticket")[:2])
    return both[0] if len(both) == 1 else None


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
