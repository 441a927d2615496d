"""Which ticket, which duty does an act take in hand? Locked and judged before anything is written."""

from collections.abc import Sequence
from datetime import datetime

from motcua.core.moments import end_of, local_day
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.organisation.actors import Actor
from motcua.organisation.models import Counter, in_force
from motcua.queueing.models import CounterDuty, Ticket
from motcua.queueing.policies import NOT_YOURS, OF_THE_COUNTER, SERVING, why_not_act_on, why_not_at_desk
from motcua.queueing.terms import AT_COUNTER, TicketAct, TicketState
from motcua.queueing.ticket_rules import why_not_act, why_not_today


def held_ticket(public_id: str, act: TicketAct, actor: Actor | None, at: datetime) -> Ticket:
    """The ticket, locked, where the act may follow on it today and the actor may do it.

    Raises Refused: ticket_unknown, ticket_other_day, no_role, not_posted, ticket_wrong_order, not_your_counter.
    """
    found = Ticket.objects.select_for_update(of=("self",)).select_related("desk", "group")
    ticket = found.filter(public_id=public_id).first()
    if ticket is None or (actor is not None and ticket.desk.unit_id != actor.unit_id):
        raise unknown_ticket()
    if actor is not None:
        refuse_if(why_not_act_on(act, ticket.desk_id, actor))
    refuse_if(why_not_today(ticket.code, ticket.day, local_day(at)))
    refuse_if(why_not_act(ticket.code, TicketState(ticket.state), act))
    if actor is not None and act in OF_THE_COUNTER and not sits_at(actor, ticket.counter_id):
        raise Refused(NOT_YOURS)
    return ticket


def unknown_ticket() -> Refused:
    """There is no such ticket for this person."""
    return refuse("ticket_unknown", "Không có số này. Hãy kiểm tra lại số hoặc quét lại mã trên phiếu.")


def sits_at(actor: Actor, counter_id: int | None) -> bool:
    """Whether the actor is the official on duty at the counter."""
    open_now = CounterDuty.objects.filter(closed_at__isnull=True, official_id=actor.person_id)
    return counter_id is not None and open_now.filter(counter_id=counter_id).exists()


def counter_at(counter_id: int, actor: Actor, at: datetime) -> Counter:
    """The counter, where the actor may serve there. Raises Refused: counter_unknown, no_role, not_posted."""
    day = local_day(at)
    found = Counter.objects.filter(in_force(day), pk=counter_id, one_stop_unit__unit_id=actor.unit_id).first()
    if found is None:
        raise refuse(
            "counter_unknown", "Không có quầy này ở đây hôm nay. Hãy chọn lại quầy.", field="counter"
        )
    refuse_if(why_not_at_desk("Phục vụ tại quầy", found.one_stop_unit_id, actor, SERVING))
    return found


def held_duty(counter_id: int, actor: Actor, at: datetime) -> CounterDuty:
    """The actor's duty at the counter, locked: what is done at one counter is done one after the other.

    Raises Refused: counter_unknown, no_role, not_posted, counter_not_open, not_your_counter.
    """
    duties = CounterDuty.objects.select_for_update(of=("self",)).select_related("counter__one_stop_unit")
    duty = duties.filter(counter_id=counter_id, closed_at__isnull=True).first()
    if duty is None:
        counter_at(counter_id, actor, at)
        raise not_open()
    desk = duty.counter.one_stop_unit
    if desk.unit_id != actor.unit_id:
        raise refuse(
            "counter_unknown", "Không có quầy này ở đây hôm nay. Hãy chọn lại quầy.", field="counter"
        )
    refuse_if(why_not_at_desk("Phục vụ tại quầy", desk.pk, actor, SERVING))
    if duty.official_id != actor.person_id:
        raise refuse(
            "not_your_counter", "Quầy này do người khác đang trực. Hãy mở quầy của ông/bà trước khi gọi số."
        )
    if end_of(local_day(duty.opened_at)) <= at:
        raise not_open()  # left open on another day
    return duty


def not_open() -> Refused:
    """Nobody is on duty at the counter."""
    return refuse("counter_not_open", "Quầy chưa mở hôm nay. Hãy mở quầy rồi gọi số.", field="counter")


def refuse_if_busy(here: Sequence[Ticket]) -> None:
    """A counter serves one person at a time. Raises Refused: counter_busy."""
    for ticket in here:
        raise refuse(
            "counter_busy",
            f"Quầy đang có số {ticket.code}. Hãy kết thúc, tạm dừng, chuyển hoặc ghi vắng mặt rồi gọi số tiếp theo.",
            ticket=ticket.public_id,
        )


def at_counter(counter_id: int) -> list[Ticket]:
    """The ticket called to or served at the counter, if any."""
    states = [state.value for state in AT_COUNTER]
    return list(Ticket.objects.filter(counter_id=counter_id, state__in=states))
