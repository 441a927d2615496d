"""Who acts where today, which units are there, what is a desk called?"""

from datetime import date

from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit, Person, Posting, RoleGrant, Unit, in_force
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
