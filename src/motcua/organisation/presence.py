"""Who is away from a unit at a moment, until when, who stands in, and when is the unit warned?"""

from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from motcua.core.moments import local_day
from motcua.organisation.models import (
    Absence,
    Deputy,
    Person,
    RoleGrant,
    Roster,
    Unit,
    WatchRule,
    in_force,
)
from motcua.organisation.terms import Role

# Who may be said to be away: those whose absence stops signatures.
SIGNERS = (Role.APPROVE, Role.LEAD)
SIGNER_ALARM_AT, DAYS_BEFORE_GAP = time(14, 30), 5


def absences_on(unit_id: str, moment: datetime) -> dict[int, Absence]:
    """Who is away then, by person; of two absences the longer one counts."""
    found = Absence.objects.filter(unit_id=unit_id, starts_at__lte=moment, ends_at__gt=moment)
    return {one.person_id: one for one in found.order_by("ends_at", "id")}


def coming_absences(unit_id: str, moment: datetime) -> QuerySet[Absence]:
    """Absences that are not over, the first to begin first."""
    found = Absence.objects.filter(unit_id=unit_id, ends_at__gt=moment)
    return found.select_related("person", "said_by").order_by("starts_at", "id")


def rostered_signers(unit_id: str, day: date) -> frozenset[int]:
    """Who signs by the roster of the day, deputies too; empty where none is set, then anybody with the power does."""
    named = Roster.objects.filter(one_stop_unit__unit_id=unit_id, day=day, signer__isnull=False)
    pairs = named.values_list("signer_id", "deputies")
    return frozenset(person for pair in pairs for person in pair if person is not None)


def stood_for(person_id: int, unit_id: str, moment: datetime) -> list[Deputy]:
    """For whom the person stands in that day, by name (R-241)."""
    found = Deputy.objects.filter(in_force(local_day(moment)), stand_in_id=person_id, unit_id=unit_id)
    return list(found.select_related("absent").order_by("absent__full_name"))


def deputies_on(unit_id: str, day: date) -> dict[int, Deputy]:
    """Who stands in for whom that day, by the absent person."""
    found = Deputy.objects.filter(in_force(day), unit_id=unit_id, stand_in__is_active=True)
    return {one.absent_id: one for one in found.select_related("stand_in")}


def watch_rule_of(unit: Unit) -> WatchRule:
    """The hours of the watch: as set for the unit, else 14:30 and five working days (not stored)."""
    found = WatchRule.objects.filter(unit=unit).first()
    return found or WatchRule(unit=unit, signer_alarm_at=SIGNER_ALARM_AT, days_before_gap=DAYS_BEFORE_GAP)


def signer_people(unit_id: str, day: date) -> list[Person]:
    """Who may sign by role that day, stand-ins of signers too, by name; their power is judged by the act."""
    held = RoleGrant.objects.filter(in_force(day), unit_id=unit_id, role__in=SIGNERS)
    standing_in = Deputy.objects.filter(
        in_force(day), unit_id=unit_id, absent_id__in=held.values("person_id")
    )
    found = Person.objects.filter(
        Q(pk__in=held.values("person_id")) | Q(pk__in=standing_in.values("stand_in_id")), is_active=True
    )
    return list(found.order_by("full_name", "username"))
