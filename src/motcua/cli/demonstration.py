"""Who works in the demonstration? Invented people for every unit and post, one click away, marked minh họa."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.authority.loading import PowerData, load_powers
from motcua.authority.loading_seals import KeeperData, load_seals
from motcua.core.yaml_files import read_yaml
from motcua.dossiers.home.loading import load_home_service
from motcua.organisation.loading_people import PersonData, load_people, load_postal_members
from motcua.organisation.models import RoleGrant, Unit
from motcua.organisation.terms import Role

PEOPLE_FILE = Path(settings.ROOT) / "data" / "demonstration.yaml"
# Steps through the list of names; coprime to its length, so nobody is there twice in one unit.
_NEXT_UNIT, _NEXT_POST = 11, 7


@transaction.atomic
def add_people(data: Mapping[str, Any], *, at: datetime) -> int:
    """Add the people of kind `demonstration` who are not there yet; how many the demonstration has."""
    units = list(Unit.objects.order_by("id"))
    people, signers = [_admin(data, units)], []
    for unit_place, unit in enumerate(units):
        for post_place, post in enumerate(data["posts"]):
            full_name = _name(data, unit.id, post["post"], unit_place, post_place)
            person = _person(data, unit, post, full_name)
            people.append(person)
            if "signs" in post:
                signers.append((person.username, unit, post["signs"]))
    ids = load_people(people, at=at)
    load_powers([_power(data, ids[username], unit, capacity) for username, unit, capacity in signers])
    return len(people)


def lend_seals(*, at: datetime) -> int:
    """A seal for every demonstration unit that has none yet, with its keeper; how many were added."""
    grants = RoleGrant.objects.filter(role=Role.SEAL, person__demo=True, unit__seals__isnull=True)
    keepers = {
        grant.unit_id: grant for grant in grants.order_by("-person_id").select_related("person", "unit")
    }
    return load_seals([KeeperData(one.person, one.unit) for one in keepers.values()], at=at) if keepers else 0


def lend_postal_unit() -> int:
    """The postal unit of the demonstration for its people of the post who have none; how many got it."""
    return load_postal_members(read_yaml(PEOPLE_FILE)["postal_unit"])


def lend_home_service(*, at: datetime) -> int:
    """The demonstration's approvals to come to people's homes, where nobody wrote one; how many were added."""
    return load_home_service(read_yaml(PEOPLE_FILE)["home"], at=at)


def head_title(unit: Unit) -> str:
    """The title of the head of a unit, for example Chủ tịch."""
    return titles_of(read_yaml(PEOPLE_FILE), unit)["head"]


def titles_of(data: Mapping[str, Any], unit: Unit) -> Mapping[str, str]:
    """Titles of the head and the deputy of a unit: its own, or those of its level."""
    titles: Mapping[str, str] = data["titles"].get(unit.id) or data["titles"][unit.level_id]
    return titles


def _person(data: Mapping[str, Any], unit: Unit, post: Mapping[str, Any], full_name: str) -> PersonData:
    short = data["short"].get(unit.id, unit.id.replace(".", "-"))
    return PersonData(
        username=f"{short}.{post['post']}",
        full_name=full_name,
        roles={unit.id: tuple(Role(role) for role in post["roles"])},
        posted=frozenset({unit.id}) if post.get("posted") else frozenset(),
    )


def _name(data: Mapping[str, Any], unit_id: str, post: str, unit_place: int, post_place: int) -> str:
    names = data["names"]
    drawn: str = names[(unit_place * _NEXT_UNIT + post_place * _NEXT_POST) % len(names)]
    named: str = data["named"].get(unit_id, {}).get(post, drawn)
    return named


def _admin(data: Mapping[str, Any], units: list[Unit]) -> PersonData:
    admin = data["admin"]
    return PersonData(admin["username"], admin["full_name"], {unit.id: (Role.ADMIN,) for unit in units})


def _power(data: Mapping[str, Any], person_id: int, unit: Unit, capacity: str) -> PowerData:
    titles = titles_of(data, unit)
    return PowerData(person_id, unit.id, capacity, titles[capacity], titles["head"])
