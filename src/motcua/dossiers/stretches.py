"""When during a day does a procedure's promise change? The engine itself is asked, minute by minute where needed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from motcua.dossiers.promises import Promise

Ask = Callable[[datetime], Promise]
# A term in hours moves with every minute: then only "now" can be said.
MOST_STRETCHES = 3
_MINUTE = timedelta(minutes=1)


def stretches(ask: Ask, *, opening: datetime, close: datetime) -> tuple[datetime, ...]:
    """The last minute of each stretch of the day with one promise; empty where it moves all day.

    Relies on a later reception never being promised earlier (R-121), so equal ends mean an equal stretch.
    """
    ends = _ends(ask, opening, close, _answer(ask(opening)), _answer(ask(close)))
    return () if len(ends) > MOST_STRETCHES else tuple(ends)


def _answer(promise: Promise) -> tuple[datetime, bool]:
    return promise.due_at, promise.due_strict


def _ends(
    ask: Ask, low: datetime, high: datetime, at_low: tuple[datetime, bool], at_high: tuple[datetime, bool]
) -> list[datetime]:
    """The last minute of each stretch between two minutes, found by halving."""
    if at_low == at_high or high <= low:
        return [high]
    if high - low == _MINUTE:
        return [low, high]
    middle = low + timedelta(minutes=(high - low) // _MINUTE // 2)
    at_middle = _answer(ask(middle))
    left = _ends(ask, low, middle, at_low, at_middle)
    if len(left) > MOST_STRETCHES:
        return left
    right = _ends(ask, middle, high, at_middle, at_high)
    return [*left[:-1], *right]
