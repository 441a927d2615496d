"""What does the panel of a counter show: who sits there, whose number is there, who must come back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.core.moments import local_day
from motcua.organisation.models import Counter, OneStopUnit, in_force
from motcua.queueing.lines import open_duties, still_open
from motcua.queueing.models import CounterDuty, HallApproval, ServiceGroup, Ticket
from motcua.queueing.queries import groups_on
from motcua.queueing.terms import AT_COUNTER, HallService, TicketState


@dataclass(frozen=True, slots=True)
class Panel:
    """One counter with its ticket (None: it is free), those on hold there and the missed ones of the desk."""

    duty: CounterDuty
    groups: tuple[ServiceGroup, ...]
    ticket: Ticket | None
    away: tuple[Ticket, ...]


def duty_of(person_id: int, desk: OneStopUnit, now: datetime) -> CounterDuty | None:
    """Where the person sits at the desk now; a duty left open on another day is over."""
    mine = CounterDuty.objects.filter(still_open(now), official_id=person_id, counter__one_stop_unit=desk)
    return mine.select_related("counter", "official").first()


def panel_of(duty: CounterDuty, now: datetime) -> Panel:
    """What its panel shows."""
    day, desk_id = local_day(now), duty.counter.one_stop_unit_id
    today = Ticket.objects.filter(desk_id=desk_id, day=day).select_related("group", "counter")
    here = today.filter(counter_id=duty.counter_id, state__in=[state.value for state in AT_COUNTER])
    gone = today.filter(state__in=[TicketState.ON_HOLD.value, TicketState.MISSED.value])
    away = [one for one in gone.order_by("last_at") if _for_this(one, duty)]
    return Panel(duty, groups_of(duty, day), here.first(), tuple(away))


def _for_this(ticket: Ticket, duty: CounterDuty) -> bool:
    """Who was missed may come back anywhere, who fetches a paper comes back to their counter."""
    return ticket.state == TicketState.MISSED or ticket.counter_id == duty.counter_id


def groups_of(duty: CounterDuty, day: date) -> tuple[ServiceGroup, ...]:
    """The groups that the counter serves."""
    found = groups_on(duty.counter.one_stop_unit_id, day)
    return tuple(one for one in found if not duty.groups or one.pk in duty.groups)


def free_counters(desk: OneStopUnit, now: datetime) -> Sequence[Counter]:
    """Counters at which nobody sits now."""
    day = local_day(now)
    taken = {one.counter_id for one in open_duties(desk.pk, now)}
    found = Counter.objects.filter(in_force(day), one_stop_unit=desk).order_by("number")
    return [one for one in found if one.pk not in taken]


def desks_with_web_tickets(day: date) -> list[OneStopUnit]:
    """The desks at which numbers may be taken from afar that day, by a recorded decision, by name."""
    held = HallApproval.objects.filter(in_force(day), what=HallService.WEB_TICKETS.value)
    found = OneStopUnit.objects.filter(in_force(day), pk__in=held.values("desk_id"))
    return list(found.select_related("unit").order_by("unit__name_fold", "pk"))
