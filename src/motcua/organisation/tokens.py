"""Who holds this API token, and which of its roles are still granted that day?"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from motcua.organisation.actors import Actor
from motcua.organisation.models import ApiToken, Posting, RoleGrant, in_force
from motcua.organisation.terms import Role


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """A valid token and the person acting with it; roles may have ended, then the set is empty."""

    token_id: int
    actor: Actor
    last_used_at: datetime | None


def hash_of(token: str) -> str:
    """What is kept of a token; the token itself is shown once and kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def holder_of(*, token: str, on: date) -> TokenHolder | None:
    """The holder, or None for a token that is unknown, revoked, or of somebody who left.

    A role counts where the token carries it and the person still holds it in the token's unit that day.
    """
    found = (
        ApiToken.objects.filter(hash=hash_of(token), revoked_at__isnull=True, person__is_active=True)
        .select_related("person")
        .first()
    )
    if found is None:
        return None
    grants = RoleGrant.objects.filter(
        in_force(on), person_id=found.person_id, unit_id=found.unit_id, role__in=found.roles
    )
    desks = Posting.objects.filter(
        in_force(on), person_id=found.person_id, one_stop_unit__unit_id=found.unit_id
    )
    actor = Actor(
        person_id=found.person_id,
        name=found.person.full_name,
        unit_id=found.unit_id,
        roles=frozenset(Role(role) for role in grants.values_list("role", flat=True)),
        desks=frozenset(desks.values_list("one_stop_unit_id", flat=True)),
    )
    return TokenHolder(found.pk, actor, found.last_used_at)
