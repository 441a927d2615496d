"""What happens to a ticket once it was called: recalled, served, put on hold, missed, transferred, finished."""

from datetime import datetime

from motcua.organisation.actors import Actor
from motcua.queueing.models import Ticket


def recall(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """Call once more whoever did not come."""
    raise NotImplementedError


def start(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """The person is at the counter."""
    raise NotImplementedError


def hold(*, public_id: str, reason: str, actor: Actor, at: datetime) -> Ticket:
    """The person must fetch a paper; the counter may call the next."""
    raise NotImplementedError


def resume(*, public_id: str, counter_id: int, actor: Actor, at: datetime) -> Ticket:
    """The person is back: served on, at a counter that is free."""
    raise NotImplementedError


def miss(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """Nobody came."""
    raise NotImplementedError


def reinsert(*, public_id: str, reason: str = "", actor: Actor, at: datetime) -> Ticket:
    """Who was missed came after all: back in line, from now on."""
    raise NotImplementedError


def transfer(
    *,
    public_id: str,
    group_id: int | None = None,
    counter_id: int | None = None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Ticket:
    """To another group of services, or to one counter: a new waiting spell, at the place of when the person came."""
    raise NotImplementedError


def finish(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """Served; where another service of the visit is for other counters, waiting again for that one."""
    raise NotImplementedError


def leave(*, public_id: str, reason: str = "", actor: Actor | None, at: datetime) -> Ticket:
    """The person went home; `actor` None: they gave the ticket back themself (the face has checked `secret`)."""
    raise NotImplementedError


def confirm_priority(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """The claimed reason was seen to be true at the counter."""
    raise NotImplementedError


def revoke_priority(*, public_id: str, reason: str, actor: Actor, at: datetime) -> Ticket:
    """The claimed reason was not true: an ordinary ticket from now on; a called one goes back to its place."""
    raise NotImplementedError
