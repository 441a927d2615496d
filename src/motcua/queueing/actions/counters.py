"""Who opens and closes a counter in the hall? An official posted to the desk, for some groups and classes (R-028)."""

from collections.abc import Iterable
from datetime import datetime

from motcua.organisation.actors import Actor
from motcua.queueing.models import CounterDuty
from motcua.queueing.terms import PriorityReason


def open_counter(
    *,
    counter_id: int,
    groups: Iterable[int] = (),
    classes: Iterable[PriorityReason] | None = None,
    actor: Actor,
    at: datetime,
) -> CounterDuty:
    """Sit down at a counter. `groups` empty: all of the desk; `classes` None: as the counter is marked.

    Raises Refused: counter_unknown, counter_taken, already_at_counter, group_unknown, no_role, not_posted.
    """
    raise NotImplementedError


def close_counter(*, counter_id: int, reason: str = "", actor: Actor, at: datetime) -> CounterDuty:
    """Leave the counter; by the official or the head of the unit. With a reason also while somebody is there: they
    go back to their place in line.

    Raises Refused: counter_not_open, counter_busy, not_your_counter.
    """
    raise NotImplementedError
