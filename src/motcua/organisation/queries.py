"""Who acts where today, which units are there, what is a desk called?"""

from datetime import date

from django.db.models import QuerySet

from motcua.core.refusals import refuse
from motcua.legal_basis.queries import rule_set_on
from motcua.organisation.actors import Actor
from motcua.organisation.models import Level, OneStopUnit, Person, Posting, RoleGrant, Unit, in_force
from motcua.organisation.terms import Role


def actor_of(*, person_id: int, unit_id: str, on: date) -> Actor | None:
    """The person acting in the unit that day, or None where they hold no role there."""
    grants = list(
        RoleGrant.objects.filter(in_force(on), person_id=person_id, person__is_active=True, unit_id=unit_id)
        .values_list("role", "person__full_name")
        .order_by("role")
    )
    if not grants:
        return None
    desks = Posting.objects.filter(in_force(on), person_id=person_id, one_stop_unit__unit_id=unit_id)
    return Actor(
        person_id=person_id,
        name=grants[0][1],
        unit_id=unit_id,
        roles=frozenset(Role(role) for role, _ in grants),
        desks=frozenset(desks.values_list("one_stop_unit_id", flat=True)),
    )


def units_of(*, person: Person, on: date) -> list[Unit]:
    """The units in which the person holds a role that day."""
    granted = RoleGrant.objects.filter(in_force(on), person=person).values("unit_id")
    return list(Unit.objects.filter(id__in=granted).order_by("name_fold"))


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
