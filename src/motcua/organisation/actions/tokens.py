"""Issue and revoke keys of programs."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.organisation.actors import Actor
from motcua.organisation.models import ApiToken, Person, Unit
from motcua.organisation.terms import Role
from motcua.organisation.tokens import hash_of


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
