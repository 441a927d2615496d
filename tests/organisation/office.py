"""The people of the tests of this area, as actors of one unit."""

from datetime import datetime

from motcua.core.moments import local_day
from motcua.organisation.actions.people import add_person
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit, Person
from motcua.organisation.queries import actor_of, desk_of
from tests.cast import BINH_THOI, at

NOW = at("2026-11-23 09:00")
TODAY = local_day(NOW)
ADMIN = "quan-tri"


def actor(username: str, unit_id: str = BINH_THOI, moment: datetime = NOW) -> Actor:
    """The person acting in the unit at that moment."""
    found = actor_of(person_id=person(username).pk, unit_id=unit_id, on=local_day(moment))
    assert found is not None
    return found


def person(username: str) -> Person:
    """A person by username; those of the unit without its name."""
    known = Person.objects.filter(username__in=[username, f"binh-thoi.{username}"]).first()
    assert known is not None
    return known


def newcomer(username: str = "chi-lan") -> Person:
    """Somebody with an account and nothing else."""
    return add_person(username=username, full_name="Trần Thị Lan", actor=None, at=NOW)


def desk(unit_id: str = BINH_THOI) -> OneStopUnit:
    """The unit's desk today."""
    found = desk_of(unit_id=unit_id, on=TODAY)
    assert found is not None
    return found
