"""What does the head of the hall see now: who waits, the running mean of the day, each counter, what left the rule?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from motcua.core.moments import local_day
from motcua.organisation.models import Counter, OneStopUnit, Person, Posting, in_force
from motcua.organisation.presence import absences_on
from motcua.queueing.estimates import Estimate, estimate
from motcua.queueing.lines import hall_rule_on, open_duties
from motcua.queueing.measured import counters_for, handling_now
from motcua.queueing.models import CounterDuty, Ticket, TicketEvent
from motcua.queueing.report import Waits, waits_by_month
from motcua.queueing.terms import AT_COUNTER, TicketAct, TicketState, Why


@dataclass(frozen=True, slots=True)
class CounterNow:
    """One counter: who sits there, whose number is there since when, how many it served today and how long each."""

    counter: Counter
    duty: CounterDuty | None
    ticket: Ticket | None
    finished: int
    mean: timedelta | None


def day_waits(desk: OneStopUnit, now: datetime) -> Waits:
    """The running figures of today, as the report counts them."""
    day = local_day(now)
    found = waits_by_month([desk.unit_id], day, day, day, desk.pk)
    sums = found.get((desk.pk, day.replace(day=1)))
    return sums or Waits(limit_minutes=hall_rule_on(desk.pk, day).wait_limit_minutes)


def counters_now(desk: OneStopUnit, now: datetime) -> list[CounterNow]:
    """Every counter of the desk, open or not."""
    day = local_day(now)
    duties = {one.counter_id: one for one in open_duties(desk.pk, now)}
    states = [state.value for state in AT_COUNTER]
    here = {
        one.counter_id: one
        for one in Ticket.objects.filter(desk=desk, day=day, state__in=states)
        if one.counter_id
    }
    served = _served(desk, day)
    counters = Counter.objects.filter(in_force(day), one_stop_unit=desk).order_by("number")
    return [_now(one, duties.get(one.pk), here.get(one.pk), served.get(one.pk, [])) for one in counters]


def _now(
    counter: Counter, duty: CounterDuty | None, ticket: Ticket | None, served: Sequence[timedelta]
) -> CounterNow:
    mean = sum(served, timedelta(0)) / len(served) if served else None
    return CounterNow(counter, duty, ticket, len(served), mean)


def _served(desk: OneStopUnit, day: date) -> dict[int, list[timedelta]]:
    """How long each visitor who is done at a counter was served there; while a paper is fetched nobody is served."""
    found: dict[int, list[timedelta]] = {}
    began: dict[int, datetime] = {}
    so_far: dict[tuple[int, int], timedelta] = {}
    events = TicketEvent.objects.filter(ticket__desk=desk, ticket__day=day).order_by("ticket_id", "seq")
    for ticket_id, act, at, counter_id in events.values_list("ticket_id", "act", "at", "counter_id"):
        if act in {TicketAct.START, TicketAct.RESUME}:
            began[ticket_id] = at
        elif act in {TicketAct.HOLD, TicketAct.FINISH, TicketAct.TRANSFER} and ticket_id in began:
            here = ticket_id, counter_id
            so_far[here] = so_far.get(here, timedelta(0)) + at - began.pop(ticket_id)
            if act != TicketAct.HOLD:
                found.setdefault(counter_id, []).append(so_far.pop(here))
    return found


def deviations(desk: OneStopUnit, day: date) -> list[TicketEvent]:
    """What left the published order that day, or changed somebody's place by hand, with reason and name (R-293).

    A claimed priority that is confirmed changes no place; one that nobody claimed does.
    """
    by_hand = [TicketAct.REVOKE_PRIORITY.value, TicketAct.CONFIRM_PRIORITY.value]
    found = TicketEvent.objects.filter(ticket__desk=desk, ticket__day=day).filter(
        Q(act=TicketAct.CALL.value, data__why=Why.OUT_OF_ORDER.value) | Q(act__in=by_hand)
    )
    events = found.select_related("ticket").order_by("-at", "-id")
    return [one for one in events if one.act != TicketAct.CONFIRM_PRIORITY or _is_given(one)]


def _is_given(confirmed: TicketEvent) -> bool:
    return bool(confirmed.data["before"] != confirmed.data["priority"])


def longest_now(desk: OneStopUnit, now: datetime) -> timedelta | None:
    """How long the one has been waiting who waits longest; before a booking's slot nobody waits."""
    found = Ticket.objects.filter(desk=desk, day=local_day(now), state=TicketState.WAITING.value)
    since = [max(came, slot or came) for came, slot in found.values_list("in_line_since", "slot_from")]
    return max((max(now - one, timedelta(0)) for one in since), default=None)


def posted(desk: OneStopUnit, now: datetime) -> list[tuple[Person, bool]]:
    """Who is posted to the desk today, by name, and whether they are said to be away."""
    ids = Posting.objects.filter(in_force(local_day(now)), one_stop_unit=desk).values("person_id")
    away = absences_on(desk.unit_id, now)
    people = Person.objects.filter(pk__in=ids, is_active=True).order_by("full_name", "pk")
    return [(one, one.pk in away) for one in people]


def one_more(desk: OneStopUnit, waiting: int, now: datetime) -> tuple[Estimate, Estimate] | None:
    """When the last in line is called with the counters open now, and with one more; None where too little is known."""
    handling = handling_now(desk.pk, now)
    count, free = counters_for(desk.pk, now)
    if handling is None or not count or waiting < 1:
        return None
    as_now = estimate(ahead=waiting - 1, counters=count, free=free, handling=handling)
    better = estimate(ahead=waiting - 1, counters=count + 1, free=free + 1, handling=handling)
    return (as_now, better) if as_now and better and better != as_now else None
