"""Which act of the hall does a program name, and what does it take of what was said?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.core.refusals import refuse
from motcua.organisation.actors import Actor
from motcua.queueing.actions import serving
from motcua.queueing.models import Ticket
from motcua.queueing.terms import PriorityReason, TicketAct


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said with an act: ids of the group and the counter."""

    ticket: str
    reason: str = ""
    group: int | None = None
    counter: int | None = None
    priority: PriorityReason | None = None


Run = Callable[[Spoken, Actor, datetime], Ticket]


def _plain(act: Callable[..., Ticket]) -> Run:
    return lambda said, actor, at: act(public_id=said.ticket, actor=actor, at=at)


def _with_reason(act: Callable[..., Ticket]) -> Run:
    return lambda said, actor, at: act(public_id=said.ticket, reason=said.reason, actor=actor, at=at)


def _resume(said: Spoken, actor: Actor, at: datetime) -> Ticket:
    if said.counter is None:
        raise refuse("counter_missing", "Chưa ghi quầy. Hãy ghi số quầy rồi gửi lại.", field="counter")
    return serving.resume(public_id=said.ticket, counter_id=said.counter, actor=actor, at=at)


def _transfer(said: Spoken, actor: Actor, at: datetime) -> Ticket:
    return serving.transfer(
        public_id=said.ticket,
        group_id=said.group,
        counter_id=said.counter,
        reason=said.reason,
        actor=actor,
        at=at,
    )


def _confirm(said: Spoken, actor: Actor, at: datetime) -> Ticket:
    return serving.confirm_priority(public_id=said.ticket, priority=said.priority, actor=actor, at=at)


ACTS: Mapping[TicketAct, Run] = {
    TicketAct.RECALL: _plain(serving.recall),
    TicketAct.START: _plain(serving.start),
    TicketAct.HOLD: _with_reason(serving.hold),
    TicketAct.RESUME: _resume,
    TicketAct.MISS: _plain(serving.miss),
    TicketAct.REINSERT: _with_reason(serving.reinsert),
    TicketAct.TRANSFER: _transfer,
    TicketAct.FINISH: _plain(serving.finish),
    TicketAct.LEAVE: _with_reason(serving.leave),
    TicketAct.CONFIRM_PRIORITY: _confirm,
    TicketAct.REVOKE_PRIORITY: _with_reason(serving.revoke_priority),
}
