"""Who is called? The next by the published order, or one out of order with a reason (R-040, R-293).

What is done at one counter waits for its duty row; which ticket a call takes is settled by the ticket's own row:
whoever comes second skips it and takes the next. So a ticket goes to one counter, however many call at once.
"""

from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.core.statements import ask
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.queueing.actions.holding import at_counter, held_duty, held_ticket, refuse_if_busy
from motcua.queueing.actions.writing import Said, write
from motcua.queueing.lines import next_at, offer_of, order_rule_on, waiting_at
from motcua.queueing.models import CounterDuty, Ticket
from motcua.queueing.order_rules import in_order, why_of
from motcua.queueing.terms import TicketAct, TicketState, Why

_TAKE = """
    SELECT ticket.id FROM unnest($1::bigint[]) WITH ORDINALITY AS line (id, place)
    JOIN queueing_ticket ticket ON ticket.id = line.id WHERE ticket.state = 'waiting'
    ORDER BY line.place LIMIT 1 FOR UPDATE OF ticket SKIP LOCKED
"""
# So many of the line are tried: more counters than that do not call at the same moment.
_TRIED = 500


@transaction.atomic
def call_next(*, counter_id: int, actor: Actor, at: datetime) -> Ticket | None:
    """Call whose turn it is at this counter; None where nobody waits. No ticket is given to two.

    Raises Refused: counter_unknown, counter_not_open, not_your_counter, counter_busy, no_role, not_posted.
    """
    duty = held_duty(counter_id, actor, at)
    refuse_if_busy(at_counter(counter_id))
    desk_id = duty.counter.one_stop_unit_id
    rule = order_rule_on(desk_id, local_day(at))
    line = in_order(waiting_at(desk_id, local_day(at)), at, rule, offer_of(duty))
    taken = ask(_TAKE, [[one.ticket for one in line[:_TRIED]]]) if line else []
    if not taken:
        return None
    [(ticket_id,)] = taken
    place = next(number for number, one in enumerate(line) if one.ticket == ticket_id)
    ticket = Ticket.objects.select_related("desk", "group").get(pk=ticket_id)
    return _called(ticket, duty, why_of(line[place], line[place + 1 :], rule), actor, at)


@transaction.atomic
def call_this(*, public_id: str, counter_id: int, reason: str, actor: Actor, at: datetime) -> Ticket:
    """Call one ticket by name; where it is not its turn, the reason is asked for and logged (R-293).

    Raises Refused: those of call_next, ticket_unknown, ticket_other_day, ticket_wrong_order, reason_missing.
    """
    duty = held_duty(counter_id, actor, at)
    refuse_if_busy(at_counter(counter_id))
    ticket = held_ticket(public_id, TicketAct.CALL, actor, at)
    if ticket.desk_id != duty.counter.one_stop_unit_id:
        raise refuse("ticket_other_desk", f"Số {ticket.code} thuộc Bộ phận Một cửa khác. Hãy chọn số khác.")
    turn = next_at(duty, at)
    if turn is not None and turn.ticket == ticket.pk:
        return _called(ticket, duty, turn.why, actor, at)
    why = clean_line(reason, 300, field="reason", what="Lý do")
    refuse_if(None if why else _NO_REASON)
    return _called(ticket, duty, Why.OUT_OF_ORDER, actor, at, reason=why)


_NO_REASON = Refusal(
    "reason_missing",
    "Gọi ngoài thứ tự phải ghi lý do. Hãy ghi lý do, hoặc gọi số tiếp theo.",
    field="reason",
)


def _called(
    ticket: Ticket, duty: CounterDuty, why: Why, actor: Actor, at: datetime, reason: str = ""
) -> Ticket:
    ticket.counter, ticket.wanted_counter = duty.counter, None
    said = Said(TicketAct.CALL, actor, at, reason, {"why": why.value})
    return write(ticket, said, TicketState.CALLED)
