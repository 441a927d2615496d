"""Who waits in a hall and is nearly called? Told once, where they left a telephone number with their ticket."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from motcua.core.models import OutboxMessage
from motcua.core.moments import local_day, start_of
from motcua.notices.actions.telling import tell
from motcua.notices.models import Notice
from motcua.notices.terms import NoticeEvent, Weight
from motcua.queueing.models import Ticket
from motcua.queueing.queries import line
from motcua.queueing.terms import TICKET_TOPIC, TicketState

# So many people before somebody: time to come back from the yard, not yet time to run.
NEAR = 3
# After that it is told for nothing: who has not heard it by then was called, or sees the display.
GOOD_FOR = timedelta(minutes=15)


def plan_turns(*, at: datetime) -> int:
    """Read what happened to tickets and tell those who are near; how many are new. Safe to run twice."""
    happened = OutboxMessage.objects.filter(topic=TICKET_TOPIC, delivered_at__isnull=True)
    newest = happened.order_by("-id").values_list("id", flat=True).first()
    if newest is None:
        return 0
    reached = _with_telephone(at)
    desks = {one.desk_id for one in reached.values()}
    told = sum(_tell_desk(desk_id, reached, at) for desk_id in sorted(desks))
    happened.filter(id__lte=newest).update(delivered_at=at)
    return told


def _with_telephone(at: datetime) -> dict[int, Ticket]:
    waiting = Ticket.objects.filter(day=local_day(at), state=TicketState.WAITING).exclude(phone="")
    return {one.pk: one for one in waiting.select_related("desk__unit")}


def _tell_desk(desk_id: int, reached: Mapping[int, Ticket], at: datetime) -> int:
    near = {one.id: one.ahead for one in line(desk_id, at).waiting if one.ahead <= NEAR and one.id in reached}
    return sum(_tell(reached[pk], ahead, at) for pk, ahead in near.items())


def _tell(ticket: Ticket, ahead: int, at: datetime) -> int:
    return tell(
        event=NoticeEvent.TURN,
        source=f"ticket:{ticket.pk}:near",
        actor=None,
        at=at,
        phone=ticket.phone,
        values={"unit": ticket.desk.unit.name, "count": str(ahead)},
        subject=ticket.code,
        unit_id=ticket.desk.unit_id,
        page=f"/so/{ticket.public_id}/",
        weight=Weight.USUAL,
        until=at + GOOD_FOR,
    )


def forget_turns(*, at: datetime) -> int:
    """Of messages about turns of days that are over, number and words go; how many. Way and moments stay."""
    over = Notice.objects.filter(event=NoticeEvent.TURN, created_at__lt=start_of(local_day(at)))
    return over.exclude(to="", text="").update(to="", title="", text="", values={})
