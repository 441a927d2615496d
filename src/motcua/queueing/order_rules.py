"""Whose turn is it? The published rule of order of a hall, with its bound for everybody (R-028, R-040, R-041, R-293).

One line, ordered by time. A priority ticket counts as if its holder had come `ageing` earlier, a booked one as if
`booked` before its slot; whoever came otherwise counts from when they came. So among people who came at about the
same time priority comes first, then bookings, then the others, each by time; and nobody is overtaken by anybody who
came more than `ageing` after them: the lowest in rank cannot starve (docs/adr/0033). A special counter serves the
classes that it declares before all others, with a bound twice as long.

A claimed priority counts at once, so that nobody has to stand in line to have it confirmed; the counter confirms
or revokes it. A booked ticket is callable from its slot on; who came later than `late` after it is as anybody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.queueing.terms import PriorityReason, Why


@dataclass(frozen=True, slots=True)
class OrderRule:
    """The numbers of the rule: head starts of priority and booking, how late a booked visitor may come."""

    ageing: timedelta = timedelta(minutes=45)
    booked: timedelta = timedelta(minutes=30)
    late: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting ticket as the order sees it.

    `since`: from when its place counts (Ticket.in_line_since); `slot`: Ticket.slot_from; `group`: id of ServiceGroup;
    `only_at`: counter to which it was transferred. Equal times are told apart by `ticket` (its id).
    """

    ticket: int
    group: int
    since: datetime
    priority: PriorityReason | None = None
    slot: datetime | None = None
    only_at: int | None = None


@dataclass(frozen=True, slots=True)
class CounterOffer:
    """What a counter serves: groups (empty: all), classes served before all others (a special counter)."""

    counter: int = 0
    groups: frozenset[int] = frozenset()
    classes: frozenset[PriorityReason] = frozenset()

    def serves(self, waiting: Waiting) -> bool:
        """Whether the ticket may be called here."""
        here = waiting.only_at in {None, self.counter}
        return here and (not self.groups or waiting.group in self.groups)


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket whose turn it is, and why."""

    ticket: int
    why: Why


ANY_COUNTER = CounterOffer()
THE_DEFAULT = OrderRule()


def next_of(
    waiting: Sequence[Waiting], now: datetime, rule: OrderRule, counter: CounterOffer = ANY_COUNTER
) -> Choice | None:
    """Whose turn it is at the counter; None where nobody who may be called there waits."""
    line = in_order(waiting, now, rule, counter)
    return Choice(line[0].ticket, why_of(line[0], line[1:], now, rule, counter)) if line else None


def in_order(
    waiting: Sequence[Waiting], now: datetime, rule: OrderRule, counter: CounterOffer = ANY_COUNTER
) -> list[Waiting]:
    """All who may be called at the counter now, in the order in which they are."""
    callable_now = [one for one in waiting if counter.serves(one) and is_callable(one, now, rule)]
    return sorted(callable_now, key=lambda one: place_of(one, rule, counter))


def positions(waiting: Sequence[Waiting], now: datetime, rule: OrderRule) -> dict[int, int]:
    """How many are before each ticket: those of its group who would be called earlier. By ticket, from 0.

    A booked ticket whose slot is to come has its place among those who wait now.
    """
    found: dict[int, int] = {}
    before: dict[int, int] = {}
    for one in sorted(waiting, key=lambda one: place_of(one, rule, ANY_COUNTER)):
        found[one.ticket] = before.get(one.group, 0)
        if is_callable(one, now, rule):
            before[one.group] = before.get(one.group, 0) + 1
    return found


def is_booked(one: Waiting, rule: OrderRule) -> bool:
    """Whether the ticket has the right of its slot: a late arrival is as anybody else (R-041)."""
    return one.slot is not None and one.since <= one.slot + rule.late


def is_callable(one: Waiting, now: datetime, rule: OrderRule) -> bool:
    """Whether the ticket may be called: a booked one from its slot on."""
    return one.slot is None or not is_booked(one, rule) or now >= one.slot


def place_of(one: Waiting, rule: OrderRule, counter: CounterOffer) -> tuple[datetime, int, int]:
    """The key of the order: the time from which the ticket counts, then the rank, then the ticket itself."""
    if one.priority is not None:
        special = one.priority in counter.classes
        return (one.since - rule.ageing * (2 if special else 1), 0, one.ticket)
    if one.slot is not None and is_booked(one, rule):
        return (one.slot - rule.booked, 1, one.ticket)
    return (one.since, 2, one.ticket)


def why_of(
    chosen: Waiting, others: Sequence[Waiting], now: datetime, rule: OrderRule, counter: CounterOffer
) -> Why:
    """Why it is its turn: in words of the log."""
    raise NotImplementedError


def published_rule(rule: OrderRule = THE_DEFAULT, elderly_age: int = 60) -> tuple[str, ...]:
    """The rule in words for the public page, one sentence a line (R-293)."""
    raise NotImplementedError
