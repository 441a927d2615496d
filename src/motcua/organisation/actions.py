"""Add people, give them roles and postings, issue API tokens. `actor` None is the operator at the machine."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import refuse
from motcua.core.vntext import clean_name
from motcua.organisation.actors import Actor
from motcua.organisation.models import ApiToken, OneStopUnit, Person, Posting, RoleGrant, Unit
from motcua.organisation.terms import Role
from motcua.organisation.tokens import hash_of

_MOST_NAME = 60


@transaction.atomic
def add_person(
    *,
    username: str,
    full_name: str,
    actor: Actor | None,
    at: datetime,
    password: str | None = None,
    demo: bool = False,
) -> Person:
    """A new person; without a password nobody signs in as them. Refused: `username_taken`, `name_missing`…"""
    name = clean_name(full_name)
    user = clean_name(username, _MOST_NAME, field="username", what="Tên đăng nhập")
    if Person.objects.filter(username=user).exists():
        raise refuse("username_taken", f"Tên đăng nhập {user} đã có. Hãy chọn tên khác.", field="username")
    return Person.objects.create_person(user, name, password, demo=demo, created_at=at)


@transaction.atomic
def grant_role(
    *,
    person: Person,
    unit: Unit,
    role: Role,
    actor: Actor | None,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Give a role in a unit; a grant that begins the same day is kept as it is."""
    grant, _ = RoleGrant.objects.get_or_create(
        person=person,
        unit=unit,
        role=role.value,
        valid_from=valid_from or local_day(at),
        defaults={"valid_to": valid_to, "granted_by_id": actor.person_id if actor else None},
    )
    return grant


@transaction.atomic
def post_person(
    *,
    person: Person,
    desk: OneStopUnit,
    actor: Actor | None,
    at: datetime,
    home_unit: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Posting:
    """Post a person to a desk; a seconded one keeps the home unit (107/2021/NĐ-CP)."""
    posting, _ = Posting.objects.get_or_create(
        person=person,
        one_stop_unit=desk,
        valid_from=valid_from or local_day(at),
        defaults={"home_unit": home_unit, "valid_to": valid_to},
    )
    return posting


@transaction.atomic
def issue_token(
    *, person: Person, unit: Unit, roles: Iterable[Role], actor: Actor | None, at: datetime
) -> str:
    """A new token for a program that acts as the person in the unit; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(
        person=person,
        unit=unit,
        roles=sorted({role.value for role in roles}),
        hash=hash_of(token),
        created_at=at,
    )
    return token
