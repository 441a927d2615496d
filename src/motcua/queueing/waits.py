"""How long did a visit wait? The sum of its waiting spells, from the events alone (R-036, R-037). Pure.

A spell of waiting begins when the ticket is issued, transferred, or put back in line, and ends with the call. The way
to the counter, the service, a hold (a paper is fetched) and the absence after a call are no waiting. Who was booked
and came early waits from the slot on. Who was never called has no wait, which is not a wait of zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.queueing.terms import TicketAct, TicketState


class SpellKind(StrEnum):
    """What a stretch of a visit was."""

    EARLY = "early"  # đến trước giờ hẹn: không tính là chờ
    WAITING = "waiting"  # chờ
    CALLED = "called"  # đã gọi, đang đến quầy
    SERVING = "serving"  # đang phục vụ
    ON_HOLD = "on_hold"  # đi lấy giấy tờ
    MISSED = "missed"  # vắng mặt


_KINDS: dict[TicketState, SpellKind] = {
    TicketState.WAITING: SpellKind.WAITING,
    TicketState.CALLED: SpellKind.CALLED,
    TicketState.SERVING: SpellKind.SERVING,
    TicketState.ON_HOLD: SpellKind.ON_HOLD,
    TicketState.MISSED: SpellKind.MISSED,
}


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as waits see it: TicketEvent.act, state (after it), at, and the counter's id."""

    act: TicketAct
    state: TicketState
    at: datetime
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch [start, end) of a visit; `end` None: it lasts."""

    kind: SpellKind
    start: datetime
    end: datetime | None
    counter: int | None = None

    def length(self, now: datetime | None = None) -> timedelta:
        """How long it was; one that lasts is counted until `now`, without it not at all."""
        until = self.end if self.end is not None else now
        return max(timedelta(0), until - self.start) if until is not None else timedelta(0)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a visit took. `wait` None: never called (not zero); `service`: all serving spells, holds not in it."""

    wait: timedelta | None
    service: timedelta
    calls: int


def spells(events: Sequence[Happened], slot: datetime | None = None) -> list[Spell]:
    """The stretches of the visit, in order; `slot`: Ticket.slot_from, before it a first wait is EARLY."""
    found: list[Spell] = []
    for place, event in enumerate(events):
        kind = _KINDS.get(event.state)
        if kind is None:
            continue
        end = events[place + 1].at if place + 1 < len(events) else None
        last = found[-1] if found else None
        if last and last.kind is kind and last.end == event.at and last.counter == event.counter:
            found[-1] = Spell(kind, last.start, end, last.counter)
        else:
            found.append(Spell(kind, event.at, end, event.counter))
    return [*_without_early(found[0], slot), *found[1:]] if found else []


def _without_early(first: Spell, slot: datetime | None) -> list[Spell]:
    if slot is None or slot <= first.start or first.kind is not SpellKind.WAITING:
        return [first]
    if first.end is not None and first.end <= slot:
        return [Spell(SpellKind.EARLY, first.start, first.end)]
    return [Spell(SpellKind.EARLY, first.start, slot), Spell(SpellKind.WAITING, slot, first.end)]


def measured(
    events: Sequence[Happened], slot: datetime | None = None, now: datetime | None = None
) -> Measured:
    """Wait and service of the visit: the wait is the sum of its waiting spells, transfers included (R-037).

    `now`: spells that last are counted until then.
    """
    stretches = spells(events, slot)
    calls = sum(event.act is TicketAct.CALL for event in events)
    wait = _sum(stretches, SpellKind.WAITING, now)
    return Measured(wait if calls else None, _sum(stretches, SpellKind.SERVING, now), calls)


def _sum(stretches: Sequence[Spell], kind: SpellKind, now: datetime | None) -> timedelta:
    return sum((one.length(now) for one in stretches if one.kind is kind), timedelta(0))
