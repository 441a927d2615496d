"""Who is called? The next by the published order, or one out of order with a reason (R-040, R-293)."""

from datetime import datetime

from motcua.organisation.actors import Actor
from motcua.queueing.models import Ticket


def call_next(*, counter_id: int, actor: Actor, at: datetime) -> Ticket | None:
    """Call whose turn it is at this counter; None where nobody waits. No ticket is given to two.

    Raises Refused: counter_unknown, counter_not_open, not_your_counter, counter_busy, no_role, not_posted.
    """
    raise NotImplementedError


def call_this(*, public_id: str, counter_id: int, reason: str, actor: Actor, at: datetime) -> Ticket:
    """Call one ticket out of order; the reason is logged. Raises Refused: those of call_next, ticket_unknown,
    ticket_not_waiting, reason_missing.
    """
    raise NotImplementedError
