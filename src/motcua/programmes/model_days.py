"""Who is on duty at which desk on the next model days, and which desk lacks a signer? (R-111, R-230)"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.core.moments import at as moment_at
from motcua.core.moments import local, local_day
from motcua.organisation.models import OneStopUnit, Person, RoleGrant, Roster, Unit, in_force
from motcua.organisation.presence import absences_on, rostered_signers, watch_rule_of
from motcua.organisation.terms import Role
from motcua.programmes.life import units_in
from motcua.programmes.model_day_rules import Rostered, is_model_day, missing_of, model_days
from motcua.programmes.models import Programme
from motcua.programmes.queries import programmes_of, rules_on
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, holds
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.days import OutOfCalendar
from motcua.workcalendar.queries import calendar_of

SHOWN_DAYS = 4


@dataclass(frozen=True, slots=True)
class DeskDay:
    """The roster of a participating desk on a model day, and what it lacks."""

    unit: Unit
    day: date
    rostered: Rostered | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LackingSigner:
    """A desk whose roster names nobody for a model day who is there and may sign; `urgent`: it is that day, and
    the hour of the alarm."""

    unit: Unit
    day: date
    programme: str
    today: bool
    urgent: bool


def desk_days(
    programme: Programme, first: date, count: int = SHOWN_DAYS, *, within: Collection[str] | None = None
) -> list[DeskDay]:
    """Every desk that participates, of these units where they are named, each with its next model days from
    `first` on."""
    rule, units = read_programme(programme.definition), units_in(programme, max(first, programme.period_from))
    units = [unit for unit in units if within is None or unit.pk in within]
    desks = _desks(units, first)
    found = []
    for unit in units:
        if unit.pk in desks:
            days = model_days(rule, max(first, rule.period_from), count, _works(calendar_of(unit)))
            found.append((unit, days))
    rosters = _rosters(
        [desks[unit.pk] for unit, _days in found], [day for _unit, days in found for day in days]
    )
    return [
        DeskDay(unit, day, one := rosters.get((desks[unit.pk], day)), missing_of(one))
        for unit, days in found
        for day in days
    ]


def lacking_signer(unit: Unit, now: datetime) -> list[LackingSigner]:
    """The unit's own model days, today and the next working day, for which nobody of the roster is there to sign.

    The signer or a deputy counts who holds the role that day and is not away at the hour of the alarm (or now).
    """
    today = local_day(now)
    calendar = calendar_of(unit)
    desk = _desks([unit], today).get(unit.pk)
    if desk is None:
        return []
    try:
        days = [today, calendar.next_working_day(today)]
    except OutOfCalendar:  # the next year is not announced yet
        days = [today]
    hour = watch_rule_of(unit).signer_alarm_at
    alarm = moment_at(today, hour)
    found = []
    for day in days:
        rule = _model_of(unit, day, works=_works(calendar)(day))
        if rule is not None and not _signer_there(unit.pk, day, max(now, moment_at(day, hour))):
            urgent = day == today and local(now) >= alarm
            found.append(LackingSigner(unit, day, rule.name, day == today, urgent))
    return found


def _signer_there(unit_id: str, day: date, moment: datetime) -> bool:
    named = rostered_signers(unit_id, day)
    held = RoleGrant.objects.filter(
        in_force(day), unit_id=unit_id, role=Role.APPROVE, person__is_active=True, person_id__in=named
    )
    return bool(set(held.values_list("person_id", flat=True)) - set(absences_on(unit_id, moment)))


def participating(day: date) -> list[Unit]:
    """Units with a desk that some programme of set weekdays reaches that day."""
    slugs = [rule.id for rule in rules_on() if rule.weekdays is not None]
    found = {
        unit.pk: unit
        for programme in Programme.objects.filter(slug__in=slugs)
        for unit in units_in(programme, day)
    }
    desks = _desks(list(found.values()), day)
    return [unit for key, unit in sorted(found.items()) if key in desks]


def _works(calendar: WorkCalendar) -> Callable[[date], bool]:
    """Whether a day is worked; nobody knows it of a year that is not announced yet, so no model day is promised."""

    def works(day: date) -> bool:
        try:
            return calendar.is_working_day(day)
        except OutOfCalendar:
            return False

    return works


def _model_of(unit: Unit, day: date, *, works: bool) -> ProgrammeRule | None:
    """The programme of set weekdays whose model day it is; daily ones have no roster of their own."""
    rules = (rule for rule in programmes_of(unit, day) if rule.weekdays is not None)
    return next((rule for rule in rules if is_model_day(rule, day, works=works)), None)


def _desks(units: Sequence[Unit], day: date) -> dict[str, int]:
    rows = OneStopUnit.objects.filter(in_force(day), unit__in=units).order_by("-valid_from")
    return dict(rows.values_list("unit_id", "pk"))


def _rosters(desks: Sequence[int], days: Sequence[date]) -> dict[tuple[int, date], Rostered]:
    rows = Roster.objects.filter(one_stop_unit_id__in=desks, day__in=days).select_related(
        "signer", "one_stop_unit"
    )
    rows = rows.prefetch_related("officials", "deputies")
    held = RoleGrant.objects.filter(role=Role.APPROVE, unit__one_stop_units__in=desks)
    granted = list(held.values_list("person_id", "unit_id", "valid_from", "valid_to"))

    def may_sign(person: Person, row: Roster) -> bool:
        return any(
            (one, unit) == (person.pk, row.one_stop_unit.unit_id) and holds(row.day, start, end)
            for one, unit, start, end in granted
        )

    return {
        (row.one_stop_unit_id, row.day): Rostered(
            signer=row.signer.full_name if row.signer else "",
            officials=_names(row.officials.all()),
            deputies=_names(row.deputies.all()),
            able_deputies=sum(may_sign(one, row) for one in row.deputies.all()),
        )
        for row in rows
    }


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(sorted(one.full_name for one in people))
