"""How is an event of a ticket written? Row, event, outbox and notice to the displays in one statement.

Displays and pages hear `<desk>:<event>` on the channel `motcua_hall`: ids, never a name. Who tells people reads the
outbox (topic `queueing.ticket`, key: public id, payload: act and seq).
"""

import dataclasses
import json
from datetime import datetime
from typing import Any

from motcua.core.refusals import refuse
from motcua.core.statements import ask
from motcua.organisation.actors import Actor
from motcua.queueing.models import Ticket
from motcua.queueing.policies import ROLES_FOR
from motcua.queueing.terms import HALL_CHANNEL, TICKET_TOPIC, TicketAct, TicketState
from motcua.queueing.ticket_rules import in_order


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """What an event says beside the ticket; `data` goes with it, `recorded`: when it was written, if not then."""

    act: TicketAct
    actor: Actor | None
    at: datetime
    reason: str = ""
    data: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name the event is signed with; empty: the person themself, or the clock."""
        return "" if self.actor is None else self.actor.name_for(*ROLES_FOR[self.act], at_desk=True)


_WRITE = f"""
    WITH moved AS (
        UPDATE queueing_ticket SET state = $2, counter_id = $3, group_id = $4, wanted_counter_id = $5,
            in_line_since = $6, priority = $7, priority_confirmed = $8, event_count = event_count + 1, last_at = $9
        WHERE id = $1 AND event_count = $10 RETURNING id, public_id, desk_id, event_count
    ), event AS (
        INSERT INTO queueing_ticketevent
            (ticket_id, seq, act, state, at, actor_id, actor_name, counter_id, group_id, reason, data)
        SELECT id, event_count, $11, $2, $9, $12, $13, $3, $4, $14, $15::jsonb FROM moved RETURNING id
    ), told AS (
        INSERT INTO core_outboxmessage (topic, key, payload, created_at)
        SELECT '{TICKET_TOPIC}', public_id, jsonb_build_object('act', $11::text, 'seq', event_count), $9 FROM moved
    )
    SELECT pg_notify('{HALL_CHANNEL}', moved.desk_id || ':' || event.id)::text FROM moved, event
"""


def write(ticket: Ticket, said: Said, state: TicketState) -> Ticket:
    """Write the event with the ticket as it now stands in memory; it must be locked, or new.

    Raises Refused: `ticket_moved` where somebody else's event came between.
    """
    moment = in_order(said.at, ticket.last_at)
    data = said.data | ({"said_at": moment.said.isoformat()} if moment.said else {})
    ticket.state, ticket.last_at = state, moment.at
    done = ask(_WRITE, [*_of_ticket(ticket), *_of_event(said, data)])
    if not done:
        raise refuse("ticket_moved", f"Số {ticket.code} vừa được quầy khác xử lý. Hãy tải lại trang.")
    ticket.event_count += 1
    return ticket


def _of_ticket(ticket: Ticket) -> list[Any]:
    return [
        ticket.pk,
        ticket.state,
        ticket.counter_id,
        ticket.group_id,
        ticket.wanted_counter_id,
        ticket.in_line_since,
        ticket.priority,
        ticket.priority_confirmed,
        ticket.last_at,
        ticket.event_count,
    ]


def _of_event(said: Said, data: dict[str, Any]) -> list[Any]:
    person = said.actor.person_id if said.actor else None
    return [said.act.value, person, said.name, said.reason, json.dumps(data)]
