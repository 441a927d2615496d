"""Whose turn is it? The published rule of order of a hall, with its bound for everybody (R-028, R-040, R-041, R-293).

One line, ordered by time. A priority ticket counts as if its holder had come `ageing` earlier, a booked one as if
`booked` before its slot; whoever came otherwise counts from when they came. So among people who came at about the
same time priority comes first, then bookings, then the others, each by time; and nobody is overtaken by anybody who
came more than `ageing` after them: the lowest in rank cannot starve (docs/adr/0033). A special counter serves the
classes that it declares before all others, with a bound twice as long.

A claimed priority counts at once, so that nobody has to stand in line to have it confirmed; the counter confirms
or revokes it. A booked ticket is callable from its slot on; who came later than `late` after it is as anybody else.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
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
        """Whether the ticket may be called here: one that was sent to this counter whatever its group."""
        if waiting.only_at is not None:
            return waiting.only_at == self.counter
        return not self.groups or waiting.group in self.groups


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
    return Choice(line[0].ticket, why_of(line[0], line[1:], rule)) if line else None


def in_order(
    waiting: Sequence[Waiting], now: datetime, rule: OrderRule, counter: CounterOffer = ANY_COUNTER
) -> list[Waiting]:
    """All who may be called at the counter now, in the order in which they are."""
    callable_now = [one for one in waiting if counter.serves(one) and is_callable(one, now, rule)]
    return sorted(callable_now, key=lambda one: place_of(one, rule, counter))


def positions(
    waiting: Sequence[Waiting], now: datetime, rule: OrderRule, counters: Sequence[CounterOffer] = ()
) -> dict[int, int]:
    """How many are before each ticket: those called earlier by a counter that serves it too. By ticket, from 0.

    Without `counters` those of its own group. A booked ticket whose slot is to come has its place among who wait now.
    """
    found: dict[int, int] = {}
    before: Counter[int] = Counter()
    shared = {group: _served_with(group, counters) for group in {one.group for one in waiting}}
    for one in sorted(waiting, key=lambda one: place_of(one, rule, ANY_COUNTER)):
        together = shared[one.group]
        found[one.ticket] = before.total() if together is None else sum(before[group] for group in together)
        if is_callable(one, now, rule):
            before[one.group] += 1
    return found


def _served_with(group: int, counters: Sequence[CounterOffer]) -> frozenset[int] | None:
    """The groups that some counter serves beside this one, it among them; None: all of them."""
    here = [one.groups for one in counters if not one.groups or group in one.groups]
    return None if any(not groups for groups in here) else frozenset({group}).union(*here)


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


def why_of(chosen: Waiting, others: Iterable[Waiting], rule: OrderRule) -> Why:
    """Why it is its turn, in words of the log: AGED where somebody of a higher rank waits and has to wait on."""
    rank = place_of(chosen, rule, ANY_COUNTER)[1]
    if any(place_of(other, rule, ANY_COUNTER)[1] < rank for other in others):
        return Why.AGED
    return (Why.PRIORITY, Why.BOOKED, Why.ORDINARY)[rank]


def published_rule(rule: OrderRule = THE_DEFAULT, elderly_age: int = 60) -> tuple[str, ...]:
    """The rule in words for the public page, one sentence a line (R-293)."""
    ageing, booked, late = (_minutes(span) for span in (rule.ageing, rule.booked, rule.late))
    return (
        f"Người thuộc diện ưu tiên được gọi trước, ai đến trước gọi trước: người từ {elderly_age} tuổi trở lên, "
        "phụ nữ mang thai, người khuyết tật, người có công với cách mạng, người mang theo con nhỏ.",
        "Người đặt lịch hẹn được gọi từ giờ hẹn, trước người không hẹn. "
        f"Đến muộn quá {late} phút thì xếp theo giờ đến.",
        "Những người khác được gọi theo giờ đến, ai đến trước gọi trước.",
        f"Ai đã chờ đủ {ageing} phút thì không người nào đến sau đó được gọi trước nữa, kể cả người ưu tiên và người "
        "hẹn. Vì vậy không ai phải chờ mãi.",
        f"Cách tính: người ưu tiên được tính như đến sớm hơn {ageing} phút, người hẹn như đến trước giờ hẹn "
        f"{booked} phút; rồi gọi theo thứ tự thời gian.",
        f"Quầy ưu tiên gọi người thuộc diện của quầy trước; ở đó giới hạn chờ của người khác là {ageing * 2} phút.",
        "Người vắng mặt khi gọi, quay lại thì xếp hàng từ lúc quay lại. Người được chuyển quầy giữ chỗ theo giờ đến.",
        "Gọi ngoài thứ tự phải ghi lý do, và được lưu lại.",
    )


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
