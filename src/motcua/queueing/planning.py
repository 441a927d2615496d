"""How many counters does each hour need so that nobody waits too long? Simulated from what the desk itself measured.

Each simulated day takes the arrivals of one measured day and scatters them within its hours; each visitor keeps a
counter as long as some measured visitor did. The same seed gives the same answer. Source: 004 annex I.13 (at most 30
minutes on average); a flat formula misleads on a day that begins empty, has a peak and ends (`erlang.py`).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from motcua.core.refusals import refuse
from motcua.queueing.erlang import mean_wait
from motcua.queueing.simulating import Visitors, waits

# Of so few measured days a plan says that it rests on little.
FEW_DAYS = 10
MOST_COUNTERS = 60
# Enough days for a 95th percentile of the quietest hour, bounded so that a page answers in seconds.
_DAYS, _MOST_VISITORS = 200, 30_000
_PERCENTILE = 95


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the day in seconds from midnight, at most an hour; in a closed one people only gather."""

    start: int
    end: int
    open: bool = True


def slots_between(sessions: Sequence[tuple[int, int]], first: int, last: int) -> tuple[Slot, ...]:
    """The day cut at whole hours and where sessions begin and end: from the first to the last minute at which
    somebody came or the office works. `sessions` in minutes of the day, half-open."""
    starts = min([first, *(start for start, _ in sessions)])
    ends = max([last + 1, *(end for _, end in sessions)])
    edges = {starts, ends, *(edge for session in sessions for edge in session)}
    edges |= set(range(-(-starts // 60) * 60, ends, 60))
    inside = sorted(edges)
    return tuple(
        Slot(a * 60, b * 60, any(start <= a < end for start, end in sessions)) for a, b in pairwise(inside)
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """What a desk measured. `days`: for each day how many came in each slot; `handling`: seconds that a visitor kept a
    counter; `priority`: share of visitors with a priority; `ageing`: seconds."""

    slots: tuple[Slot, ...]
    days: tuple[tuple[int, ...], ...]
    handling: tuple[float, ...]
    priority: float = 0.0
    ageing: float = 45 * 60.0

    @property
    def visitors(self) -> int:
        """Everybody who came."""
        return sum(map(sum, self.days))

    @property
    def mean_handling(self) -> float:
        """Seconds."""
        return sum(self.handling) / len(self.handling)


@dataclass(frozen=True, slots=True)
class Bound:
    """What must hold for those who come in each hour: seconds of the mean wait and of the 95th percentile."""

    mean: float = 30 * 60.0
    p95: float = 30 * 60.0


@dataclass(frozen=True, slots=True)
class Waited:
    """Of how many simulated visitors, and how long they waited, in seconds."""

    visitors: int
    mean: float
    p95: float

    def within(self, bound: Bound) -> bool:
        """Nobody there is within every bound."""
        return self.mean <= bound.mean and self.p95 <= bound.p95


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one number of counters by slot: the whole day, each slot, share of days whose mean held."""

    counters: tuple[int, ...]
    day: Waited
    slots: tuple[Waited, ...]
    days_within: float

    def within(self, bound: Bound) -> bool:
        """Whether who came in each open slot is within the bound; no counter helps who comes to closed doors."""
        return all(slot.within(bound) for slot, n in zip(self.slots, self.counters, strict=True) if n)


@dataclass(frozen=True, slots=True)
class Flat:
    """The same number of counters all day: the simulated day beside the flat formula (seconds, None: never)."""

    counters: int
    outcome: Outcome
    formula: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The fewest counters by slot that hold, one fewer anywhere does not; and numbers that stay the same all day."""

    measured: Measured
    bound: Bound
    needed: Outcome
    flat: tuple[Flat, ...]
    simulated_days: int

    @property
    def rests_on_little(self) -> bool:
        """Whether too few days were measured to rely on it."""
        return len(self.measured.days) < FEW_DAYS


class Simulation:
    """Many days of one desk, drawn once: every number of counters meets the same visitors."""

    def __init__(self, measured: Measured, *, seed: int = 1, days: int | None = None) -> None:
        dice = random.Random(seed)
        self.measured = measured
        a_day = measured.visitors / len(measured.days)
        self.days = days or max(20, min(_DAYS, int(_MOST_VISITORS / max(a_day, 1))))
        self._drawn = [_draw(measured, dice) for _ in range(self.days)]

    def outcome(self, counters: Sequence[int], bound: Bound) -> Outcome:
        """What came of so many counters in each slot; a closed slot has none whatever is said."""
        slots = self.measured.slots
        used = tuple(n if slot.open else 0 for slot, n in zip(slots, counters, strict=True))
        shifts = [(float(slot.start), n) for slot, n in zip(slots, used, strict=True)]
        shifts.append((float(slots[-1].end), 0))
        by_slot: list[list[float]] = [[] for _ in slots]
        held = 0
        for visitors, ends in self._drawn:
            waited = [
                0.0 if one is None else one for one in waits(visitors, shifts, ageing=self.measured.ageing)
            ]
            held += not waited or sum(waited) / len(waited) <= bound.mean
            first = 0
            for place, last in enumerate(ends):
                by_slot[place] += waited[first:last]
                first = last
        everybody = [one for waited in by_slot for one in waited]
        return Outcome(used, _waited(everybody), tuple(map(_waited, by_slot)), held / self.days)


def plan(measured: Measured, bound: Bound, *, seed: int = 1, days: int | None = None) -> Plan:
    """The fewest counters by slot, found by trying. Refused: `nothing_measured`, `too_many_counters`."""
    if not measured.visitors or not measured.handling or not any(slot.open for slot in measured.slots):
        raise refuse(
            "nothing_measured",
            "Chưa có số liệu lượt khách và thời gian phục vụ của quầy trong kỳ này. Hãy chọn kỳ khác.",
        )
    simulation = Simulation(measured, seed=seed, days=days)
    enough = _flat_enough(simulation, bound)
    needed = _fewer(simulation, enough, bound)
    flat = tuple(_flat(simulation, n, bound) for n in range(max(1, enough - 2), enough + 2))
    return Plan(measured, bound, needed, flat, simulation.days)


def _flat_enough(simulation: Simulation, bound: Bound) -> int:
    """The fewest counters that hold when they stay the same all day."""
    slots = simulation.measured.slots
    for counters in range(1, MOST_COUNTERS + 1):
        if simulation.outcome([counters] * len(slots), bound).within(bound):
            return counters
    raise refuse(
        "too_many_counters",
        f"Với {MOST_COUNTERS} quầy vẫn vượt mức chờ đã chọn: nhiều người đến trước giờ mở cửa, hoặc mức chờ quá ngắn. "
        "Hãy chọn mức chờ dài hơn.",
    )


def _fewer(simulation: Simulation, enough: int, bound: Bound) -> Outcome:
    """From the same number all day, taken away hour by hour, the quietest first, as long as it holds."""
    slots = simulation.measured.slots
    best = simulation.outcome([enough] * len(slots), bound)
    came = [sum(day[place] for day in simulation.measured.days) for place in range(len(slots))]
    for place in sorted(range(len(slots)), key=lambda one: (came[one], one)):
        while best.counters[place] > 1:
            fewer = list(best.counters)
            fewer[place] -= 1
            tried = simulation.outcome(fewer, bound)
            if not tried.within(bound):
                break
            best = tried
    return best


def _flat(simulation: Simulation, counters: int, bound: Bound) -> Flat:
    measured = simulation.measured
    seconds = sum(slot.end - slot.start for slot in measured.slots if slot.open)
    a_second = measured.visitors / len(measured.days) / seconds
    formula = mean_wait(a_second=a_second, handling=measured.mean_handling, counters=counters)
    return Flat(counters, simulation.outcome([counters] * len(measured.slots), bound), formula)


def _draw(measured: Measured, dice: random.Random) -> tuple[Visitors, tuple[int, ...]]:
    """One day's visitors, and how many had come by the end of each slot."""
    counts = dice.choice(measured.days)
    came = [
        moment
        for slot, many in zip(measured.slots, counts, strict=True)
        for moment in sorted(dice.uniform(slot.start, slot.end) for _ in range(many))
    ]
    handling = dice.choices(measured.handling, k=len(came))
    priority = [dice.random() < measured.priority for _ in came] if measured.priority else []
    return Visitors(came, handling, priority), tuple(accumulate(counts))


def _waited(seconds: Sequence[float]) -> Waited:
    if not seconds:
        return Waited(0, 0.0, 0.0)
    nearest_rank = ceil(len(seconds) * _PERCENTILE / 100) - 1
    return Waited(len(seconds), sum(seconds) / len(seconds), sorted(seconds)[nearest_rank])
