"""Who opens and closes a counter in the hall? An official posted to the desk, for some groups and classes (R-028)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from motcua.core.moments import end_of, local_day, start_of
from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.organisation.models import Counter, in_force
from motcua.queueing.actions.holding import at_counter, counter_at, not_open, refuse_if_busy
from motcua.queueing.actions.tidying import end_forgotten
from motcua.queueing.actions.writing import Said, write
from motcua.queueing.models import CounterDuty, ServiceGroup, Ticket
from motcua.queueing.policies import LEADING, why_not_at_desk
from motcua.queueing.terms import PriorityReason, TicketAct, TicketState


@transaction.atomic
def open_counter(
    *,
    counter_id: int,
    groups: Iterable[int] = (),
    classes: Iterable[PriorityReason] | None = None,
    actor: Actor,
    at: datetime,
) -> CounterDuty:
    """Sit down at a counter. `groups` empty: all of the desk; `classes` None: as the counter is marked.

    A duty left open on another day is closed, tickets forgotten there are ended.
    Raises Refused: counter_unknown, counter_taken, already_at_counter, group_unknown, no_role, not_posted.
    """
    counter = counter_at(counter_id, actor, at)
    desk_id, day = counter.one_stop_unit_id, local_day(at)
    served = _groups(groups, desk_id, day)
    _close_left_open(counter_id, actor, day)
    end_forgotten(desk_id=desk_id, at=at)
    _refuse_if_taken(counter, actor)
    marked = counter.priority if classes is None else [one.value for one in classes]
    try:
        with transaction.atomic():
            return CounterDuty.objects.create(
                counter=counter,
                official_id=actor.person_id,
                groups=served,
                classes=sorted(set(marked)),
                opened_at=at,
            )
    except IntegrityError as error:
        raise refuse("counter_taken", f"{counter} vừa có người mở. Hãy chọn quầy khác.") from error


@transaction.atomic
def close_counter(*, counter_id: int, reason: str = "", actor: Actor, at: datetime) -> CounterDuty:
    """Leave the counter; by the official or the head of the unit. With a reason also while somebody is there: they
    go back to their place in line. Who waits for this counter alone may then be called by any.

    Raises Refused: counter_not_open, counter_busy, not_your_counter, no_role, not_posted.
    """
    duties = CounterDuty.objects.select_for_update(of=("self",)).select_related("counter__one_stop_unit")
    duty = duties.filter(counter_id=counter_id, closed_at__isnull=True).first()
    if duty is None or duty.counter.one_stop_unit.unit_id != actor.unit_id:
        raise not_open()
    if duty.official_id != actor.person_id:
        desk_id = duty.counter.one_stop_unit_id
        refuse_if(why_not_at_desk("Đóng quầy của người khác", desk_id, actor, LEADING))
    why = clean_line(reason, 300, field="reason", what="Lý do")
    here = at_counter(counter_id)
    if here and not why:
        refuse_if_busy(here)
    for ticket in _locked(Q(pk__in=[one.pk for one in here]) | _sent_here(counter_id)):
        ticket.wanted_counter = None
        said = Said(TicketAct.TRANSFER, actor, at, why or "Quầy đóng", {"closed": counter_id})
        write(ticket, said, TicketState.WAITING)
    duty.closed_at, duty.reason = max(at, duty.opened_at), why
    duty.save(update_fields=["closed_at", "reason"])
    return duty


def _groups(groups: Iterable[int], desk_id: int, day: date) -> list[int]:
    wanted = sorted(set(groups))
    known = ServiceGroup.objects.filter(in_force(day), desk_id=desk_id, pk__in=wanted).count()
    if known != len(wanted):
        raise refuse("group_unknown", "Có nhóm việc không có hôm nay. Hãy chọn lại.", field="groups")
    return wanted


def _close_left_open(counter_id: int, actor: Actor, day: date) -> None:
    """Nobody sat there overnight: it is closed at the end of its day."""
    left = CounterDuty.objects.filter(closed_at__isnull=True, opened_at__lt=start_of(day))
    for duty in left.filter(Q(counter_id=counter_id) | Q(official_id=actor.person_id)):
        duty.closed_at, duty.reason = end_of(local_day(duty.opened_at)), "Quên đóng quầy"
        duty.save(update_fields=["closed_at", "reason"])


def _refuse_if_taken(counter: Counter, actor: Actor) -> None:
    open_now = CounterDuty.objects.filter(closed_at__isnull=True).select_related("counter", "official")
    for duty in open_now.filter(Q(counter=counter) | Q(official_id=actor.person_id)):
        if duty.official_id == actor.person_id:
            raise refuse("already_at_counter", f"Ông/bà đang trực {duty.counter}. Hãy đóng quầy đó trước.")
        raise refuse("counter_taken", f"{counter} đang có {duty.official} trực. Hãy chọn quầy khác.")


def _sent_here(counter_id: int) -> Q:
    return Q(wanted_counter_id=counter_id, state=TicketState.WAITING.value)


def _locked(which: Q) -> list[Ticket]:
    return list(Ticket.objects.select_for_update().filter(which).order_by("pk"))
