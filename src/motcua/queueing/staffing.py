"""What came to a desk hour by hour, and how many counters were open then? What the planner simulates from.

Only days on which somebody took a ticket count. The sessions are those of the unit on the last of the days.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from motcua.core.moments import end_of, local, start_of
from motcua.organisation.models import OneStopUnit, Roster
from motcua.queueing.models import CounterDuty
from motcua.queueing.planning import Measured, Slot, slots_between
from motcua.queueing.queries import hall_rule_on
from motcua.queueing.visit_times import Visits, VisitTimes
from motcua.workcalendar.queries import office_hours_on

_DAY = 24 * 60 * 60
# As estimates read it: nobody is served so short or so long (`estimates.EstimateRule`).
_SHORTEST, _LONGEST = 5.0, 2 * 3600.0


@dataclass(frozen=True, slots=True)
class Staffing:
    """What was measured on those days, the mean number of counters open in each slot, and by whom the desk is kept:
    officials on the roster of `roster_day` (None: no roster)."""

    measured: Measured
    days: tuple[date, ...]
    open_counters: tuple[float, ...]
    roster_day: date
    rostered: int | None


def staffing(desk: OneStopUnit, first: date, last: date, today: date, weekday: int | None = None) -> Staffing:
    """Of the days from first to last, both in it; only one weekday (Monday 0) where given."""
    came = [
        one
        for one in Visits([desk.unit_id], first, last, today, desk_id=desk.pk)
        if weekday is None or one.day.weekday() == weekday
    ]
    sessions = office_hours_on(desk.unit, last).sessions
    minutes = [_second(one) // 60 for one in came]
    slots = slots_between(
        sessions, min(minutes, default=sessions[0][0]), max(minutes, default=sessions[-1][1] - 1)
    )
    days = tuple(sorted({one.day for one in came}))
    measured = Measured(
        slots=slots,
        days=_counts(came, days, slots),
        handling=tuple(
            seconds
            for one in came
            if one.ended_at is not None and _SHORTEST <= (seconds := one.handling_us / 1_000_000) <= _LONGEST
        ),
        priority=sum(one.priority for one in came) / len(came) if came else 0.0,
        ageing=hall_rule_on(desk.pk, last).ageing_minutes * 60.0,
    )
    roster_day = _next(weekday, today)
    return Staffing(
        measured, days, _open_counters(desk, days, slots), roster_day, _rostered(desk, roster_day)
    )


def _second(one: VisitTimes) -> int:
    """Of the day on which the ticket was given; a booking counts from its slot."""
    came = one.issued_at if one.slot_from is None else max(one.issued_at, one.slot_from)
    return min(max(int((came - start_of(one.day)).total_seconds()), 0), _DAY - 1)


def _counts(
    came: Iterable[VisitTimes], days: Sequence[date], slots: Sequence[Slot]
) -> tuple[tuple[int, ...], ...]:
    tally: Tally[tuple[date, int]] = Tally()
    for one in came:
        second = _second(one)
        tally[
            one.day, next(place for place, slot in enumerate(slots) if slot.start <= second < slot.end)
        ] += 1
    return tuple(tuple(tally[day, place] for place in range(len(slots))) for day in days)


def _open_counters(desk: OneStopUnit, days: Sequence[date], slots: Sequence[Slot]) -> tuple[float, ...]:
    if not days:
        return tuple(0.0 for _ in slots)
    open_seconds = [0.0] * len(slots)
    measured = frozenset(days)
    duties = CounterDuty.objects.filter(
        Q(closed_at__isnull=True) | Q(closed_at__gt=start_of(days[0])),
        counter__one_stop_unit=desk,
        opened_at__lt=end_of(days[-1]),
    )
    for opened, closed in duties.values_list("opened_at", "closed_at"):
        day = local(opened).date()
        if day not in measured:
            continue
        start = (opened - start_of(day)).total_seconds()
        # Who forgot to close is open until the end of that day.
        end = min((closed - start_of(day)).total_seconds(), _DAY) if closed else _DAY
        for place, slot in enumerate(slots):
            open_seconds[place] += max(0.0, min(end, slot.end) - max(start, slot.start))
    return tuple(
        seconds / len(days) / (slot.end - slot.start)
        for seconds, slot in zip(open_seconds, slots, strict=True)
    )


def _next(weekday: int | None, today: date) -> date:
    if weekday is None:
        return today
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _rostered(desk: OneStopUnit, day: date) -> int | None:
    roster = Roster.objects.filter(one_stop_unit=desk, day=day).first()
    return None if roster is None else roster.officials.count()
