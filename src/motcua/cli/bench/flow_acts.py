"""The five acts of a dossier settled on the spot, each through the product's own door."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from motcua.core.moments import local_day
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.actions.registry import perform
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.completeness import Handed
from motcua.dossiers.models import Dossier
from motcua.dossiers.receptions import Reception
from motcua.dossiers.terms import Act
from motcua.organisation.actions.tokens import issue_token
from motcua.organisation.actors import Actor
from motcua.organisation.models import Person, RoleGrant, Unit, in_force
from motcua.organisation.queries import actor_of
from motcua.organisation.terms import Role
from motcua.procedures.queries import version_on

UNIT, PROCEDURE = "hcmc.q11.p5", "2.000635"  # a copy of a civil-status extract, on the spot
# Act and who does it, after the reception.
LATER: tuple[tuple[Act, Role, dict[str, Any]], ...] = (
    (Act.APPRAISE, Role.APPRAISE, {}),
    (Act.APPROVE, Role.APPROVE, {}),
    (Act.STAMP, Role.SEAL, {}),
    (Act.RETURN_RESULT, Role.RETURN, {}),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts, and what is handed in, all of one unit and day."""

    at: datetime
    people: Mapping[Role, Actor]
    reception: Reception


def cast_of(unit_id: str, procedure: str, at: datetime) -> Cast:
    """The demonstration's people of the unit, with what ông Tư hands in."""
    version = version_on(procedure, local_day(at))
    if version is None:
        raise LookupError(f"no version of {procedure} that day")
    papers = tuple(
        Handed(component.key, original=component.originals or 1, copies=component.copies)
        for component in version.components.all()
        if component.mandatory
    )
    applicant = Applicant(
        "person", "Nguyễn Văn Tư", id_number="079085001234", phone="0912345678", address="12 Lãnh Binh Thăng"
    )
    roles = (Role.RECEIVE, *(role for _act, role, _said in LATER))
    people = {role: _somebody(role, unit_id, at) for role in roles}
    return Cast(at, people, Reception(procedure, unit_id, applicant, at, components=papers))


def _somebody(role: Role, unit_id: str, at: datetime) -> Actor:
    grants = RoleGrant.objects.filter(in_force(local_day(at)), unit_id=unit_id, role=role)
    actor = actor_of(person_id=grants.earliest("person_id").person_id, unit_id=unit_id, on=local_day(at))
    if actor is None:
        raise LookupError(f"nobody is {role} in {unit_id}")
    return actor


def tokens_of(cast: Cast, roles: Iterable[Role]) -> dict[Role, str]:
    """A key of the interface for each of these people."""
    unit = Unit.objects.get(id=UNIT)
    return {
        role: issue_token(
            person=Person.objects.get(pk=cast.people[role].person_id),
            unit=unit,
            roles=[role],
            actor=None,
            at=cast.at,
            name=f"bench {role.value}",
        )
        for role in roles
    }


def sessions_of(cast: Cast, roles: Iterable[Role]) -> dict[Role, str]:
    """A session of each of these people, as signing in makes it."""
    made = {}
    for role in roles:
        person = Person.objects.get(pk=cast.people[role].person_id)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session["unit"] = UNIT
        session.create()
        made[role] = str(session.session_key)
    return made


def receive_one(cast: Cast) -> Dossier:
    """The first act."""
    # Another person each time: the office looks for earlier wishes of the same one.
    applicant = replace(cast.reception.applicant, id_number=f"079085{random.randrange(10**6):06d}")
    reception = replace(cast.reception, applicant=applicant)
    received = receive(reception=reception, actor=cast.people[Role.RECEIVE], at=cast.at)
    if received.dossier is None:
        raise LookupError(f"the bench's papers are not complete: {received.missing}")
    return received.dossier


def trip(cast: Cast) -> str:
    """All five acts on a new dossier; gives its code."""
    code = str(receive_one(cast))
    for act, role, said in LATER:
        perform(act=act, code=code, actor=cast.people[role], at=cast.at, said=said)
    return code


def trips(unit_id: str, at: datetime) -> Callable[[int], Callable[[], None]]:
    """For `rate`: every worker sits in the same unit and draws on the same series of numbers."""

    def make(_number: int) -> Callable[[], None]:
        cast = cast_of(unit_id, PROCEDURE, at)
        return lambda: _forget(trip(cast))

    return make


def _forget(_code: Any) -> None:
    """A worker only counts."""
