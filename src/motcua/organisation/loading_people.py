"""How do many people come in at once? With their roles and postings for the life of their agency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Exists, OuterRef

from motcua.organisation.models import OneStopUnit, Person, PostalMember, PostalUnit, Posting, RoleGrant, Unit
from motcua.organisation.terms import Role


@dataclass(frozen=True, slots=True)
class PersonData:
    """One person with the roles held in each unit; `posted` where they sit at a desk."""

    username: str
    full_name: str
    roles: Mapping[str, tuple[Role, ...]]
    posted: frozenset[str] = frozenset()


def load_people(people: Sequence[PersonData], *, at: datetime) -> dict[str, int]:
    """Add those whose username is new, as demonstration people nobody signs in as; ids of all by username."""
    known = dict(Person.objects.values_list("username", "id"))
    fresh = [person for person in people if person.username not in known]
    rows = Person.objects.bulk_create(
        [
            Person(
                username=person.username,
                full_name=person.full_name,
                password=make_password(None),
                demo=True,
                created_at=at,
            )
            for person in fresh
        ]
    )
    known |= {row.username: row.id for row in rows}
    _grant(fresh, known)
    _post(fresh, known)
    return known


def _grant(people: Sequence[PersonData], ids: Mapping[str, int]) -> None:
    units = {unit.id: unit for unit in Unit.objects.all()}
    RoleGrant.objects.bulk_create(
        [
            RoleGrant(
                person_id=ids[person.username],
                unit_id=unit_id,
                role=role.value,
                valid_from=units[unit_id].valid_from,
                valid_to=units[unit_id].valid_to,
            )
            for person in people
            for unit_id, roles in person.roles.items()
            for role in roles
        ]
    )


def _post(people: Sequence[PersonData], ids: Mapping[str, int]) -> None:
    desks: dict[str, list[OneStopUnit]] = {}
    for desk in OneStopUnit.objects.all():
        desks.setdefault(desk.unit_id, []).append(desk)
    Posting.objects.bulk_create(
        [
            Posting(
                person_id=ids[person.username],
                one_stop_unit=desk,
                home_unit_id=desk.unit_id,
                valid_from=desk.valid_from,
                valid_to=desk.valid_to,
            )
            for person in people
            for unit_id in person.posted
            for desk in desks.get(unit_id, [])
        ]
    )


def load_postal_members(postal_unit: Mapping[str, str]) -> int:
    """Each demonstration worker of the post of whom nobody wrote a postal unit works for this one; how many."""
    written = PostalMember.objects.filter(person=OuterRef("person"), unit=OuterRef("unit"))
    grants = RoleGrant.objects.filter(~Exists(written), role=Role.POST, person__demo=True)
    if not (homeless := list(grants)):
        return 0
    office, _ = PostalUnit.objects.get_or_create(id=postal_unit["id"], defaults={"name": postal_unit["name"]})
    PostalMember.objects.bulk_create(
        [
            PostalMember(
                person_id=grant.person_id,
                unit_id=grant.unit_id,
                postal_unit=office,
                document=postal_unit["document"],
                valid_from=grant.valid_from,
                valid_to=grant.valid_to,
            )
            for grant in homeless
        ]
    )
    return len(homeless)
