"""Who acts where today, which units are there, what is a desk called?"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.core.catalogue_stamp import STAMP
from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.statements import ask
from motcua.legal_basis.queries import rule_set_on
from motcua.organisation.actors import Actor, Seat, StoodFor
from motcua.organisation.models import (
    Deputy,
    Level,
    OneStopUnit,
    Person,
    PostalMember,
    PostalUnit,
    Posting,
    RoleGrant,
    Unit,
    in_force,
)
from motcua.organisation.policies import Period, posting_warning
from motcua.organisation.terms import Role
from motcua.workcalendar.calendar import ExtraSession
from motcua.workcalendar.reading import read_extra_sessions

# Administration is never passed to a stand-in.
_NOT_PASSED_ON = Role.ADMIN


def actor_of(*, person_id: int, unit_id: str, on: date) -> Actor | None:
    """The person acting in the unit that day, or None where they hold no role there and stand in for nobody."""
    return actor_and_stamp(person_id=person_id, unit_id=unit_id, on=on)[0]


def actor_and_stamp(*, person_id: int, unit_id: str, on: date) -> tuple[Actor | None, str | None]:
    """The same with the stamp of the catalogue as it stands now, in one question, asked anew for each request."""
    [(own_name, *told, stamp)] = ask(_ACTING, [person_id, unit_id, on])
    absent, grants, postings = (json.loads(part) for part in told)
    held: dict[int, set[Role]] = {}
    names = dict(absent)
    for holder, role, name in grants:
        held.setdefault(holder, set()).add(Role(role))
        names[holder] = name
    if not held:
        return None, stamp
    own = frozenset(held.pop(person_id, ()))
    others = tuple(StoodFor(names[one], frozenset(roles - {_NOT_PASSED_ON})) for one, roles in held.items())
    seats = [(person, _seat(*seat)) for person, *seat in postings if person == person_id or person in held]
    post = _postal_unit(person_id, unit_id, on) if Role.POST in own else ("", "")
    actor = Actor(
        person_id=person_id,
        name=own_name,
        unit_id=unit_id,
        roles=own.union(*(other.roles for other in others)),
        desks=frozenset(seat.desk for _person, seat in seats),
        stands_for=others,
        own_roles=own,
        own_desk=any(person == person_id for person, _seat in seats),
        seats=tuple(seat for _person, seat in seats),
        postal_unit_id=post[0],
        postal_unit=post[1],
    )
    return actor, stamp


def _postal_unit(person_id: int, unit_id: str, on: date) -> tuple[str, str]:
    """Key and name of the postal unit whose worker the person is in the unit that day; empty where nobody wrote it."""
    terms = PostalMember.objects.filter(in_force(on), person_id=person_id, unit_id=unit_id)
    newest = terms.order_by("-valid_from", "-id").values_list("postal_unit_id", "postal_unit__name")
    return newest.first() or ("", "")


def postal_unit_named(name: str) -> PostalUnit | None:
    """The postal unit of that name, small and large letters alike; None where nobody wrote it down."""
    alike = PostalUnit.objects.filter(name__iexact=name)
    return alike.filter(name=name).first() or alike.order_by("id").first()


def _seat(desk: int, roles: list[str], procedures: list[str]) -> Seat:
    return Seat(desk, frozenset(map(Role, roles)), frozenset(procedures))


_TODAY = "{0}.valid_from <= $3::date AND ({0}.valid_to IS NULL OR {0}.valid_to > $3::date)"
# Name; for whom the person stands in; roles of both; their seats. Rights are read anew, never remembered.
_ACTING = f"""
    WITH absent AS MATERIALIZED (
        SELECT deputy.id AS place, deputy.absent_id AS id, person.full_name FROM organisation_deputy deputy
        JOIN organisation_person person ON person.id = deputy.absent_id
        JOIN organisation_person own ON own.id = deputy.stand_in_id
        WHERE deputy.stand_in_id = $1 AND own.is_active AND deputy.unit_id = $2 AND {_TODAY.format("deputy")}
    )
    SELECT (SELECT full_name FROM organisation_person WHERE id = $1), (
        SELECT coalesce(json_agg(json_build_array(id, full_name) ORDER BY place), '[]')::text FROM absent
    ), (
        SELECT coalesce(json_agg(json_build_array(person.id, role, person.full_name) ORDER BY granted.id), '[]')::text
        FROM organisation_rolegrant granted JOIN organisation_person person ON person.id = granted.person_id
        WHERE granted.unit_id = $2 AND {_TODAY.format("granted")}
        AND (granted.person_id = $1 AND person.is_active OR granted.person_id IN (SELECT id FROM absent))
    ), (
        SELECT coalesce(json_agg(
            json_build_array(person_id, one_stop_unit_id, roles, procedures) ORDER BY posting.id
        ), '[]')::text
        FROM organisation_posting posting JOIN organisation_onestopunit desk ON desk.id = posting.one_stop_unit_id
        WHERE desk.unit_id = $2 AND {_TODAY.format("posting")}
        AND (posting.person_id = $1 OR posting.person_id IN (SELECT id FROM absent))
    ), {STAMP}
"""


def units_of(*, person: Person, on: date) -> list[Unit]:
    """The units in which the person holds a role that day, or stands in for somebody."""
    granted = RoleGrant.objects.filter(in_force(on), person=person).values("unit_id")
    standing_in = Deputy.objects.filter(in_force(on), stand_in=person).values("unit_id")
    return list(Unit.objects.filter(Q(id__in=granted) | Q(id__in=standing_in)).order_by("name_fold"))


def units_under(unit_ids: Collection[str]) -> frozenset[str]:
    """These units and all below them."""
    below: dict[str | None, list[str]] = {}
    for unit_id, parent_id in Unit.objects.values_list("id", "parent_id"):
        below.setdefault(parent_id, []).append(unit_id)
    found: set[str] = set()
    waiting = list(unit_ids)
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found.add(unit_id)
            waiting += below.get(unit_id, [])
    return frozenset(found)


def scope_of(actor: Actor, *, roles: Collection[Role], on: date) -> frozenset[str]:
    """The units whose people and desks the actor may change by these roles that day, and those below them.

    A lead's word ends at their own unit.
    """
    grants = RoleGrant.objects.filter(in_force(on), person_id=actor.person_id, role__in=list(roles))
    held = list(grants.values_list("unit_id", "role"))
    administered = {unit_id for unit_id, role in held if role == Role.ADMIN}
    return units_under(administered) | {unit_id for unit_id, _role in held}


def warning_of(posting: Posting) -> str:
    """What is unusual about a posting: a secondment outside 6 to 24 months; empty where all is well."""
    seconded = posting.home_unit_id not in {None, posting.one_stop_unit.unit_id}
    return posting_warning(Period(posting.valid_from, posting.valid_to), seconded=seconded)


def extra_sessions_of(unit: Unit) -> tuple[ExtraSession, ...]:
    """The unit's extra sessions with their dates: those of its file and those added since."""
    return read_extra_sessions([*unit.extra_sessions, *unit.added_sessions])


def signer_rostered(*, unit_id: str, moment: datetime) -> bool:
    """Whether the roster of that day names a signer who may approve in the unit then (promises 16)."""
    return rostered_and_stamp(unit_id=unit_id, moment=moment)[0]


def rostered_and_stamp(*, unit_id: str, moment: datetime) -> tuple[bool, str | None]:
    """The same with the stamp of the catalogue as it stands now, in one question."""
    [(found, stamp)] = ask(_ROSTERED, [unit_id, local_day(moment), Role.APPROVE])
    return bool(found), stamp


_ROSTERED = f"""
    SELECT EXISTS (
        SELECT 1 FROM organisation_roster roster
        JOIN organisation_onestopunit desk ON desk.id = roster.one_stop_unit_id
        JOIN organisation_rolegrant granted ON granted.person_id = roster.signer_id
        JOIN organisation_person person ON person.id = granted.person_id
        WHERE desk.unit_id = $1 AND roster.day = $2::date
        AND granted.unit_id = $1 AND granted.role = $3 AND person.is_active
        AND granted.valid_from <= $2::date AND (granted.valid_to IS NULL OR granted.valid_to > $2::date)
    ), {STAMP}
"""


def desk_of(*, unit_id: str, on: date) -> OneStopUnit | None:
    """The unit's one-stop desk that day."""
    return OneStopUnit.objects.filter(in_force(on), unit_id=unit_id).order_by("valid_from").first()


def ancestors_of(unit: Unit) -> tuple[str, ...]:
    """Ids of the unit's superiors, nearest first."""
    found: list[str] = []
    above = unit.parent
    while above is not None:
        found.append(above.id)
        above = above.parent
    return tuple(found)


def lines_of_command(unit_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each unit with those above it, the nearest first, in one question; units are few."""
    parents: Mapping[str, str | None] = dict(Unit.objects.values_list("id", "parent_id"))
    found = {}
    for unit_id in unit_ids:
        line, above = [unit_id], parents.get(unit_id)
        while above is not None:
            line.append(above)
            above = parents.get(above)
        found[unit_id] = tuple(line)
    return found


def units_on(
    day: date, *, level: str | None = None, parent: str | None = None, block: str | None = None
) -> QuerySet[Unit]:
    """The agencies that exist that day, from province to commune, by name."""
    found = Unit.objects.filter(in_force(day)).select_related("level")
    for key, value in (("level_id", level), ("parent_id", parent), ("block", block)):
        if value:
            found = found.filter(**{key: value})
    return found.order_by("level__position", "name_fold")


def unit_by_id(unit_id: str) -> Unit:
    """The agency, whether it still exists or not. Refused: `unit_unknown`."""
    found = Unit.objects.select_related("level", "parent").filter(id=unit_id).first()
    if found is None:
        raise refuse(
            "unit_unknown", f"Không có đơn vị “{unit_id[:60]}”. Hãy kiểm tra lại mã đơn vị.", field="unit"
        )
    return found


def levels_on(day: date) -> list[Level]:
    """The levels of government of the day, from the top."""
    return list(Level.objects.filter(in_force(day)).order_by("position"))


def successors_of(unit: Unit) -> list[Unit]:
    """The agencies that took over when this one ended."""
    return list(unit.succeeded_by.order_by("name_fold"))


def desk_name(desk: OneStopUnit, on: date) -> str:
    """The desk's own name, or the label of the rule set in force that day (118/2025/NĐ-CP)."""
    return desk.name or rule_set_on(on).one_stop_label


def demonstration_people(on: date) -> list[RoleGrant]:
    """One-click people of the demonstration with unit and role, by unit then name."""
    grants = RoleGrant.objects.filter(in_force(on), person__demo=True, person__is_active=True)
    return list(
        grants.select_related("person", "unit").order_by("unit__name_fold", "person__username", "role")
    )
