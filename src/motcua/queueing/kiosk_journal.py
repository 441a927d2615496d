"""What does the journal of a unit keep of its kiosks? Who set one up or ended it, which tickets were not taken in."""

from datetime import datetime

from motcua.core import journal
from motcua.organisation.actors import Actor

# Where nobody of the office acts: whoever runs the machine, or the kiosk itself.
_MACHINE = "vận hành"


def note_kiosk(
    actor: Actor | None, at: datetime, unit_id: str, action: str, mark: str, **detail: object
) -> None:
    """One entry; `detail` in plain values."""
    journal.record(
        chain=unit_id,
        at=at,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name if actor else _MACHINE,
        action=action,
        subject=mark,
        detail=detail,
    )
