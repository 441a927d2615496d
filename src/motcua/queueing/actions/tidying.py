"""What becomes of tickets that nobody ended on their day? They are ended, and say that they were forgotten."""

from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.queueing.actions.writing import Said, write
from motcua.queueing.models import Ticket
from motcua.queueing.terms import ENDED, TicketAct, TicketState

_REASON = "Hết ngày chưa ghi kết thúc"


@transaction.atomic
def end_forgotten(*, at: datetime, desk_id: int | None = None) -> int:
    """End every ticket of an earlier day, of one desk or of all; how many. For the counter that opens, and the night.

    The event stands at the moment of the one before it: when the person really went nobody knows, and no wait or
    service grows by it.
    """
    ended = [state.value for state in ENDED]
    left = (
        Ticket.objects.select_for_update(skip_locked=True)
        .filter(day__lt=local_day(at))
        .exclude(state__in=ended)
    )
    found = left.filter(desk_id=desk_id) if desk_id is not None else left
    tickets = list(found.order_by("pk"))
    for ticket in tickets:
        served = ticket.state == TicketState.SERVING
        act, state = (
            (TicketAct.FINISH, TicketState.FINISHED) if served else (TicketAct.LEAVE, TicketState.LEFT)
        )
        data = {"forgotten": True, "recorded_at": at.isoformat()}
        write(ticket, Said(act, None, ticket.last_at, _REASON, data), state)
    return len(tickets)
