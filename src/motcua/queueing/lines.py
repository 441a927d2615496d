"""How do rows become what the pure order takes: the line of a desk, its rule, what a counter offers?"""

from datetime import date, datetime, timedelta

from django.db.models import Q

from motcua.core.moments import local_day, start_of
from motcua.core.statements import ask
from motcua.organisation.models import in_force
from motcua.queueing.models import CounterDuty, HallRule
from motcua.queueing.order_rules import Choice, CounterOffer, OrderRule, Waiting, next_of
from motcua.queueing.terms import PriorityReason

_LINE = """
    SELECT id, group_id, in_line_since, priority, slot_from, wanted_counter_id FROM queueing_ticket
    WHERE desk_id = $1 AND day = $2::date AND state = 'waiting' ORDER BY in_line_since, id
"""


def waiting_at(desk_id: int, day: date) -> list[Waiting]:
    """Who waits at the desk that day, by time."""
    return [
        Waiting(ticket, group, since, PriorityReason(priority) if priority else None, slot, only_at)
        for ticket, group, since, priority, slot, only_at in ask(_LINE, [desk_id, day])
    ]


def hall_rule_on(desk_id: int, day: date) -> HallRule:
    """The rule of the desk in force that day, else the default (not stored)."""
    found = HallRule.objects.filter(in_force(day), desk_id=desk_id).order_by("-valid_from", "-id").first()
    return found or HallRule(desk_id=desk_id, valid_from=day)


def order_rule_of(rule: HallRule) -> OrderRule:
    """Its numbers as the pure rule takes them."""
    return OrderRule(
        ageing=timedelta(minutes=rule.ageing_minutes),
        booked=timedelta(minutes=rule.booked_minutes),
        late=timedelta(minutes=rule.late_minutes),
    )


def order_rule_on(desk_id: int, day: date) -> OrderRule:
    """The pure rule of the desk that day."""
    return order_rule_of(hall_rule_on(desk_id, day))


def offer_of(duty: CounterDuty) -> CounterOffer:
    """What the counter serves while the duty lasts."""
    classes = frozenset(PriorityReason(one) for one in duty.classes)
    return CounterOffer(duty.counter_id, frozenset(duty.groups), classes)


def next_at(duty: CounterDuty, now: datetime) -> Choice | None:
    """Whose turn it is at the counter, and why."""
    desk_id, day = duty.counter.one_stop_unit_id, local_day(now)
    return next_of(waiting_at(desk_id, day), now, order_rule_on(desk_id, day), offer_of(duty))


def still_open(now: datetime) -> Q:
    """Duties that last; at one left open on another day nobody sits."""
    return Q(closed_at__isnull=True, opened_at__gte=start_of(local_day(now)))


def open_duties(desk_id: int, now: datetime) -> list[CounterDuty]:
    """Who sits at which counter of the desk now, by the counter's number."""
    found = CounterDuty.objects.filter(still_open(now), counter__one_stop_unit_id=desk_id, opened_at__lte=now)
    return list(found.select_related("counter", "official").order_by("counter__number"))
