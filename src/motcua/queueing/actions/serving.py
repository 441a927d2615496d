"""What happens to a ticket once it was called: recalled, served, put on hold, missed, put back, given up."""

from datetime import datetime

from django.db import transaction

from motcua.core.refusals import refuse
from motcua.core.vntext import clean_line, needed_line
from motcua.organisation.actors import Actor
from motcua.queueing.actions.holding import at_counter, held_duty, held_ticket, refuse_if_busy
from motcua.queueing.actions.transferring import refuse_if_not_theirs, transfer
from motcua.queueing.actions.writing import Said, write
from motcua.queueing.models import CounterDuty, Ticket, TicketService
from motcua.queueing.terms import PriorityReason, TicketAct, TicketState
from motcua.queueing.ticket_rules import PLACE_LOST, TARGETS

__all__ = [
    "confirm_priority",
    "finish",
    "hold",
    "leave",
    "miss",
    "recall",
    "reinsert",
    "resume",
    "revoke_priority",
    "start",
    "transfer",
]
_MOST_REASON = 300


@transaction.atomic
def recall(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """Call once more whoever did not come. Raises Refused: those of `held_ticket`, as every act here."""
    ticket = held_ticket(public_id, TicketAct.RECALL, actor, at)
    return write(ticket, Said(TicketAct.RECALL, actor, at), TicketState.CALLED)


@transaction.atomic
def start(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """The person is at the counter."""
    return _simple(TicketAct.START, public_id, "", actor, at)


@transaction.atomic
def hold(*, public_id: str, reason: str = "", actor: Actor, at: datetime) -> Ticket:
    """The person must fetch a paper; the counter may call the next."""
    return _simple(TicketAct.HOLD, public_id, reason, actor, at)


@transaction.atomic
def resume(*, public_id: str, counter_id: int, actor: Actor, at: datetime) -> Ticket:
    """The person is back: served on, at the actor's counter where it is free.

    Raises Refused: those of call_next, ticket_other_desk.
    """
    duty = held_duty(counter_id, actor, at)
    refuse_if_busy(at_counter(counter_id))
    ticket = held_ticket(public_id, TicketAct.RESUME, actor, at)
    if ticket.desk_id != duty.counter.one_stop_unit_id:
        raise refuse("ticket_other_desk", f"Số {ticket.code} thuộc Bộ phận Một cửa khác. Hãy chọn số khác.")
    ticket.counter = duty.counter
    return write(ticket, Said(TicketAct.RESUME, actor, at), TicketState.SERVING)


@transaction.atomic
def miss(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """Nobody came."""
    return _simple(TicketAct.MISS, public_id, "", actor, at)


@transaction.atomic
def reinsert(*, public_id: str, reason: str = "", actor: Actor, at: datetime) -> Ticket:
    """Back in line: who was absent from now on, who was called by mistake or fetched a paper at the old place."""
    ticket = held_ticket(public_id, TicketAct.REINSERT, actor, at)
    refuse_if_not_theirs(ticket, actor)
    if TicketState(ticket.state) in PLACE_LOST:
        ticket.in_line_since = max(at, ticket.last_at)
    why = clean_line(reason, _MOST_REASON, field="reason", what="Lý do")
    return write(ticket, Said(TicketAct.REINSERT, actor, at, why), TicketState.WAITING)


@transaction.atomic
def finish(*, public_id: str, actor: Actor, at: datetime) -> Ticket:
    """Served; where another service of the visit is for other counters, waiting again for that one (TRANSFER).

    What the counter serves counts as served: one turn is enough for all of it.
    """
    ticket = held_ticket(public_id, TicketAct.FINISH, actor, at)
    duty = CounterDuty.objects.get(counter=ticket.counter, closed_at__isnull=True)
    services = list(ticket.services.select_related("group"))
    served = [one for one in services if one.done_at is None and _served_by(duty, ticket, one)]
    TicketService.objects.filter(pk__in=[one.pk for one in served]).update(done_at=max(at, ticket.last_at))
    left = [one for one in services if one.done_at is None and one not in served]
    if not left:
        return write(ticket, Said(TicketAct.FINISH, actor, at), TicketState.FINISHED)
    before, ticket.group = ticket.group_id, left[0].group
    said = Said(TicketAct.TRANSFER, actor, at, "Việc tiếp theo", {"from_group": before})
    return write(ticket, said, TicketState.WAITING)


def _served_by(duty: CounterDuty, ticket: Ticket, service: TicketService) -> bool:
    return service.group_id == ticket.group_id or not duty.groups or service.group_id in duty.groups


@transaction.atomic
def leave(*, public_id: str, reason: str = "", actor: Actor | None, at: datetime) -> Ticket:
    """The person went home; `actor` None: they gave the ticket back themself (the face has checked `secret`)."""
    return _simple(TicketAct.LEAVE, public_id, reason, actor, at)


@transaction.atomic
def confirm_priority(
    *, public_id: str, priority: PriorityReason | None = None, actor: Actor, at: datetime
) -> Ticket:
    """The reason was seen to be true; `priority` where nobody claimed it, or claimed another.

    Raises Refused: priority_missing.
    """
    ticket = held_ticket(public_id, TicketAct.CONFIRM_PRIORITY, actor, at)
    given = priority or (PriorityReason(ticket.priority) if ticket.priority else None)
    if given is None:
        raise refuse(
            "priority_missing", "Chưa chọn diện ưu tiên. Hãy chọn diện rồi xác nhận.", field="priority"
        )
    before, ticket.priority, ticket.priority_confirmed = ticket.priority, given.value, True
    data = {"priority": given.value, "before": before}
    said = Said(TicketAct.CONFIRM_PRIORITY, actor, at, data=data)
    return write(ticket, said, TicketState(ticket.state))


@transaction.atomic
def revoke_priority(*, public_id: str, reason: str, actor: Actor, at: datetime) -> Ticket:
    """The claimed reason was not true: an ordinary ticket from now on; one just called goes back to its place.

    Raises Refused: reason_missing, priority_missing.
    """
    ticket = held_ticket(public_id, TicketAct.REVOKE_PRIORITY, actor, at)
    refuse_if_not_theirs(ticket, actor)
    if not ticket.priority:
        raise refuse("priority_missing", f"Số {ticket.code} không có diện ưu tiên. Hãy chọn số khác.")
    why = needed_line(reason, _MOST_REASON, field="reason", what="Lý do")
    before, ticket.priority, ticket.priority_confirmed = ticket.priority, "", False
    state = TicketState(ticket.state)
    back = TicketState.WAITING if state is TicketState.CALLED else state
    return write(ticket, Said(TicketAct.REVOKE_PRIORITY, actor, at, why, {"before": before}), back)


def _simple(act: TicketAct, public_id: str, reason: str, actor: Actor | None, at: datetime) -> Ticket:
    ticket = held_ticket(public_id, act, actor, at)
    why = clean_line(reason, _MOST_REASON, field="reason", what="Lý do")
    return write(ticket, Said(act, actor, at, why), TARGETS[act])
