"""Who holds this API token, and which of its roles are still granted that day?"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from motcua.core.statements import ask
from motcua.organisation.actors import Actor, Seat
from motcua.organisation.terms import Role

# One question, read anew at every call: a role taken away or a token revoked counts at once.
_IN_FORCE = "valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)"
_HOLDER = f"""
    SELECT token.id, token.last_used_at, person.id, person.full_name, token.unit_id,
        ARRAY(SELECT role FROM organisation_rolegrant WHERE person_id = person.id AND unit_id = token.unit_id
              AND role = ANY(token.roles) AND {_IN_FORCE}),
        (SELECT coalesce(json_agg(json_build_array(one_stop_unit_id, roles, procedures)), '[]')::text
              FROM organisation_posting WHERE person_id = person.id AND {_IN_FORCE}
              AND one_stop_unit_id IN (SELECT id FROM organisation_onestopunit WHERE unit_id = token.unit_id))
    FROM organisation_apitoken token JOIN organisation_person person ON person.id = token.person_id
    WHERE token.hash = $1 AND token.revoked_at IS NULL AND person.is_active
"""


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
    rows = ask(_HOLDER, [hash_of(token), on])
    if not rows:
        return None
    token_id, last_used_at, person_id, name, unit_id, roles, told = rows[0]
    seats = tuple(
        Seat(desk, frozenset(map(Role, kinds)), frozenset(codes)) for desk, kinds, codes in json.loads(told)
    )
    actor = Actor(
        person_id=person_id,
        name=name,
        unit_id=unit_id,
        roles=frozenset(map(Role, roles)),
        desks=frozenset(seat.desk for seat in seats),
        seats=seats,
    )
    return TokenHolder(token_id, actor, last_used_at)
