"""How long did visitors keep a counter at this desk, and what does that say to somebody who waits now?

Measured: from the call until the visitor left the counter, holds not counted, of the visits before today. Read once a
day for each desk and remembered in the process; today's visits do not move the estimate.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from motcua.core.moments import local, local_day
from motcua.organisation.models import OneStopUnit
from motcua.queueing.estimates import (
    FEW,
    NO_COUNTER,
    Basis,
    Estimate,
    EstimateRule,
    Handling,
    estimate,
    handling_of,
)
from motcua.queueing.lines import hall_rule_on, open_duties
from motcua.queueing.models import Ticket
from motcua.queueing.terms import AT_COUNTER
from motcua.queueing.visit_times import Kind, Visits


@dataclass(frozen=True, slots=True)
class Estimated:
    """What to tell somebody who waits: words for the page; `estimate` None: too little is known, the words say so."""

    words: str
    estimate: Estimate | None = None


def estimated(*, desk_id: int, group_id: int, ahead: int, now: datetime) -> Estimated:
    """For somebody with so many people of the group before them, at the counters that serve the group now."""
    handling = handling_now(desk_id, now)
    if handling is None:
        return Estimated(FEW)
    counters, free = counters_for(desk_id, now, group_id)
    found = estimate(ahead=ahead, counters=counters, free=free, handling=handling)
    return Estimated(NO_COUNTER) if found is None else Estimated(found.words, found)


def handling_now(desk_id: int, now: datetime) -> Handling | None:
    """Measured times of this weekday and hour, else of the hour, else of the desk; None where all are too few."""
    today = local_day(now)
    rule = hall_rule_on(desk_id, today)
    known = _before(desk_id, today, rule.estimate_days, _newest_before(desk_id, today))
    here = local(now)
    by_hour = [(weekday, seconds) for weekday, hour, seconds in known if hour == here.hour]
    by_basis = {
        Basis.WEEKDAY_HOUR: [seconds for weekday, seconds in by_hour if weekday == here.weekday()],
        Basis.HOUR: [seconds for _, seconds in by_hour],
        Basis.DESK: [seconds for _, _, seconds in known],
    }
    return handling_of(by_basis, EstimateRule(least=rule.estimate_least))


def counters_for(desk_id: int, now: datetime, group_id: int | None = None) -> tuple[int, int]:
    """How many counters are open now, of those that serve the group, and how many of them have nobody."""
    counters = [
        duty.counter_id
        for duty in open_duties(desk_id, now)
        if group_id is None or not duty.groups or group_id in duty.groups
    ]
    busy = Ticket.objects.filter(counter_id__in=counters, state__in=[one.value for one in AT_COUNTER])
    return len(counters), len(counters) - busy.count()


def _newest_before(desk_id: int, today: date) -> int:
    """Changes whenever visits of the days before did come in."""
    found = Ticket.objects.filter(desk_id=desk_id, day__lt=today).order_by("-id").values_list("id", flat=True)
    return found.first() or 0


@lru_cache(maxsize=256)
def _before(desk_id: int, today: date, days: int, newest: int) -> tuple[tuple[int, int, float], ...]:
    """Weekday and hour of the call, seconds at the counter; `newest` makes it another question after new visits."""
    unit_id = OneStopUnit.objects.values_list("unit_id", flat=True).get(pk=desk_id)
    found = Visits(
        [unit_id],
        today - timedelta(days=days),
        today - timedelta(days=1),
        today,
        kind=Kind.CALLED,
        desk_id=desk_id,
    )
    return tuple(
        (here.weekday(), here.hour, one.handling_us / 1_000_000)
        for one in found
        if one.ended_at is not None and one.started_at is not None and one.called_at is not None
        for here in [local(one.called_at)]
    )
