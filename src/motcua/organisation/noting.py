"""How is it kept that this person did or saw something? One entry in the journal of the unit they act in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core import journal
from motcua.organisation.actors import Actor


def note(
    actor: Actor, at: datetime, action: str, subject: str, detail: Mapping[str, Any] | None = None
) -> None:
    """Keep it; `subject` is a code, never a name."""
    journal.record(
        chain=actor.unit_id,
        at=at,
        actor_id=actor.person_id,
        actor_name=actor.name,
        action=action,
        subject=subject,
        detail=detail,
    )
