"""How does an event stand: planned, held, overdue, postponed, cancelled? Pure; each event stands in one way only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.core.moments import at, end_of, start_of
from motcua.outreach.terms import DayStanding, EventStanding

_FROM_DAY = {
    DayStanding.HELD: EventStanding.HELD,
    DayStanding.POSTPONED: EventStanding.POSTPONED,
    DayStanding.CANCELLED: EventStanding.CANCELLED,
}
# What the whole is called after, first of these that any day is.
_BEFORE = (
    EventStanding.OVERDUE,
    EventStanding.HELD,
    EventStanding.PLANNED,
    EventStanding.POSTPONED,
    EventStanding.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day of an event, and what was last said of it; `moved` when another day took its place."""

    day: date
    starts: time | None = None
    ends: time | None = None
    said: DayStanding | None = None
    moved: bool = False

    @property
    def begins_at(self) -> datetime:
        """The moment from which it can be said to be held."""
        return at(self.day, self.starts) if self.starts else start_of(self.day)

    @property
    def over_at(self) -> datetime:
        """The moment after which its result is owed."""
        return at(self.day, self.ends) if self.ends else end_of(self.day)


def standing_of_day(facts: DayFacts, now: datetime) -> EventStanding:
    """What was said, else planned, else overdue. A postponed or cancelled day is never overdue (R-244)."""
    if facts.said is not None:
        return _FROM_DAY[facts.said]
    return EventStanding.OVERDUE if now >= facts.over_at else EventStanding.PLANNED


def standing_of_event(days: Iterable[DayFacts], now: datetime) -> EventStanding:
    """The one way the event stands: what lacks a result first; a day that was moved counts by its new one.

    Where every day looked at was moved out of sight (a report of a month), it stands as postponed.
    """
    looked_at = list(days)
    stand = {standing_of_day(one, now) for one in looked_at if not one.moved}
    otherwise = EventStanding.POSTPONED if looked_at else EventStanding.PLANNED
    return next((one for one in _BEFORE if one in stand), otherwise)


def was_held(days: Iterable[DayFacts]) -> bool:
    """Whether it took place on at least one day: it counts as one event, however many days it had (R-252)."""
    return any(one.said is DayStanding.HELD for one in days)


def result_owed_since(facts: DayFacts, now: datetime) -> timedelta | None:
    """How long the result of a day is owed; None where it is not."""
    return now - facts.over_at if standing_of_day(facts, now) is EventStanding.OVERDUE else None
