"""How long would people wait if so many counters were open hour by hour? One hall, moment by moment, no clock.

A single line for all counters in the published order (`order_rules.py`): priority counts as if it had come `ageing`
earlier, everybody else from when they came. Who took a ticket before the counters close is still served.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace

# Counters that are open from a second on, until the next entry; nought closes the hall.
Shifts = Sequence[tuple[float, int]]
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Visitors:
    """One stretch of visitors in the order they came: seconds of arrival, seconds each keeps a counter, who has
    priority (empty: nobody)."""

    came: Sequence[float]
    handling: Sequence[float]
    priority: Sequence[bool] = ()


def waits(visitors: Visitors, shifts: Shifts, *, ageing: float = _NEVER) -> list[float | None]:
    """Seconds from arrival to the first call of each visitor, None: never called. `ageing` in seconds."""
    hall = _Hall(visitors, ageing)
    ends = [start for start, _ in shifts[1:]] + [_NEVER]
    for (start, counters), end in zip(shifts, ends, strict=True):
        hall.change(counters, start)
        hall.serve(start, end)
    return hall.waited


class _Hall:
    """The line, and when each open counter is free again."""

    def __init__(self, visitors: Visitors, ageing: float) -> None:
        self.came, self.handling, self.priority = visitors.came, visitors.handling, visitors.priority
        self.ageing = ageing
        self.waited: list[float | None] = [None] * len(self.came)
        self.free: list[float] = []
        self.closed = True
        self.ordinary: deque[int] = deque()
        self.first: deque[int] = deque()
        self.next = 0

    def change(self, counters: int, at: float) -> None:
        """More counters open empty; of fewer, those close that are free soonest. A break keeps who is still busy."""
        self.closed = counters == 0
        if self.closed:
            return
        while len(self.free) > counters:
            heappop(self.free)
        self.free = [max(at, one) for one in self.free]
        heapify(self.free)
        while len(self.free) < counters:
            heappush(self.free, at)

    def serve(self, start: float, end: float) -> None:
        """Everybody who comes before `end`; whoever waits at a closing is served, in a break people only gather."""
        if self.closed:
            self._drain()
            self._gather(end)
            return
        self._meet(end)
        while (self.first or self.ordinary) and self.free[0] < end:
            self._gather(self.free[0], inclusive=True)
            self._call(self.free[0])
            self._meet(end)
        self._gather(end)

    def _meet(self, end: float) -> None:
        """While nobody waits: who finds a free counter goes straight to it, the first who doesn't waits."""
        if self.first or self.ordinary:
            return
        came, handling, free, waited = self.came, self.handling, self.free, self.waited
        place, many = self.next, len(came)
        while place < many:
            now = came[place]
            if now >= end:
                break
            if free[0] > now:
                self._wait(place)
                place += 1
                break
            waited[place] = 0.0
            heapreplace(free, now + handling[place])
            place += 1
        self.next = place

    def _wait(self, place: int) -> None:
        if self.priority and self.priority[place]:
            self.first.append(place)
        else:
            self.ordinary.append(place)

    def _gather(self, until: float, *, inclusive: bool = False) -> None:
        """Whoever came until then joins the line."""
        came, place, many = self.came, self.next, len(self.came)
        while place < many and (came[place] < until or (inclusive and came[place] == until)):
            self._wait(place)
            place += 1
        self.next = place

    def _call(self, now: float) -> None:
        place = self._chosen(now)
        self.waited[place] = now - self.came[place]
        heapreplace(self.free, now + self.handling[place])

    def _chosen(self, now: float) -> int:
        if not self.first:
            return self.ordinary.popleft()
        if not self.ordinary:
            return self.first.popleft()
        before = self.came[self.first[0]] - self.ageing <= self.came[self.ordinary[0]]
        return self.first.popleft() if before else self.ordinary.popleft()

    def _drain(self) -> None:
        while self.free and (self.first or self.ordinary):
            self._call(self.free[0])
