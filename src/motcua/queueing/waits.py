"""How long did a visit wait? The sum of its waiting spells, from the events alone (R-036, R-037). Pure."""

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


@dataclass(frozen=True, slots=True)
class Measured:
    """What a visit took. `wait` None: never called (not zero); `service`: all serving spells, holds not in it."""

    wait: timedelta | None
    service: timedelta
    calls: int


def spells(events: Sequence[Happened], slot: datetime | None = None) -> list[Spell]:
    """The stretches of the visit, in order; `slot`: Ticket.slot_from, before it a first wait is EARLY."""
    raise NotImplementedError


def measured(events: Sequence[Happened], slot: datetime | None = None) -> Measured:
    """Wait and service of the visit: the wait is the sum of its waiting spells, transfers included (R-037)."""
    raise NotImplementedError
