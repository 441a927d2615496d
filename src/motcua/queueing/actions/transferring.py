"""How does a visit go on elsewhere? A new waiting spell, at the place of when the person came (R-037)."""

from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse
from motcua.core.vntext import needed_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import in_force
from motcua.queueing.actions.holding import held_ticket, sits_at
from motcua.queueing.actions.writing import Said, write
from motcua.queueing.lines import still_open
from motcua.queueing.models import CounterDuty, ServiceGroup, Ticket, TicketService
from motcua.queueing.policies import LEADING, NOT_YOURS
from motcua.queueing.terms import AT_COUNTER, TicketAct, TicketState


@transaction.atomic
def transfer(
    *,
    public_id: str,
    group_id: int | None = None,
    counter_id: int | None = None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Ticket:
    """To another group of services, to one counter that is open, or to both.

    Raises Refused: those of `held_ticket`, not_your_counter, transfer_nowhere, group_unknown, counter_not_open,
    reason_missing.
    """
    ticket = held_ticket(public_id, TicketAct.TRANSFER, actor, at)
    refuse_if_not_theirs(ticket, actor)
    group = _group_of(group_id, ticket, at)
    _check_open(counter_id, ticket, at)
    if group.pk == ticket.group_id and counter_id in {None, ticket.counter_id}:
        raise refuse(
            "transfer_nowhere", "Chưa chọn nhóm việc hoặc quầy khác để chuyển. Hãy chọn rồi làm lại."
        )
    why = needed_line(reason, 300, field="reason", what="Lý do")
    if group.pk != ticket.group_id:
        _follow_services(ticket, group, max(at, ticket.last_at))
    data = {"from_group": ticket.group_id, "to_counter": counter_id}
    ticket.group, ticket.wanted_counter_id = group, counter_id
    return write(ticket, Said(TicketAct.TRANSFER, actor, at, why, data), TicketState.WAITING)


def refuse_if_not_theirs(ticket: Ticket, actor: Actor) -> None:
    """From a counter a ticket is taken by who sits there, or by the head. Raises Refused: not_your_counter."""
    if (
        TicketState(ticket.state) in AT_COUNTER
        and not actor.has(*LEADING)
        and not sits_at(actor, ticket.counter_id)
    ):
        raise Refused(NOT_YOURS)


def _group_of(group_id: int | None, ticket: Ticket, at: datetime) -> ServiceGroup:
    if group_id is None:
        return ticket.group
    found = ServiceGroup.objects.filter(in_force(local_day(at)), desk_id=ticket.desk_id, pk=group_id).first()
    if found is None:
        raise refuse("group_unknown", "Không có nhóm việc này hôm nay. Hãy chọn lại.", field="group")
    return found


def _check_open(counter_id: int | None, ticket: Ticket, at: datetime) -> None:
    """A counter without an official would never call."""
    if counter_id is None:
        return
    open_now = CounterDuty.objects.filter(still_open(at), counter__one_stop_unit_id=ticket.desk_id)
    if not open_now.filter(counter_id=counter_id).exists():
        raise refuse("counter_not_open", "Quầy này chưa mở. Hãy chuyển đến quầy đang mở.", field="counter")


def _follow_services(ticket: Ticket, group: ServiceGroup, at: datetime) -> None:
    """What was being served is done; what was asked by mistake is the other service from now on."""
    services = {one.group_id: one for one in ticket.services.all()}
    current = services.get(ticket.group_id)
    if ticket.state == TicketState.SERVING:
        if current is not None and current.done_at is None:
            TicketService.objects.filter(pk=current.pk).update(done_at=at)
        current = None
    if group.pk in services:
        TicketService.objects.filter(pk=services[group.pk].pk).update(done_at=None)
        if current is not None:
            TicketService.objects.filter(pk=current.pk).delete()
    elif current is not None:
        TicketService.objects.filter(pk=current.pk).update(group=group)
    else:
        last = max((one.position for one in services.values()), default=0)
        TicketService.objects.create(ticket=ticket, group=group, position=last + 1)
