"""How does one procedure's promise change during a day? The engine itself is asked, minute by minute where needed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from motcua.core.moments import local_day
from motcua.dossiers.promises import Promise
from motcua.web.citizen.wording import due_words, hour_words

Ask = Callable[[datetime], Promise]
_MINUTE = timedelta(minutes=1)
# A term in hours moves with every minute: then only "now" can be said.
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Received complete up to `last` (printed minute, inclusive): what is promised, in words."""

    last: datetime
    received: str
    due: str
    promise: Promise


def promise_lines(ask: Ask, *, opening: datetime, close: datetime) -> tuple[PromiseLine, ...]:
    """The stretches of a working day, opening to close, with one promise each; empty where it moves all day.

    Relies on a later reception never being promised earlier (R-121), so equal ends mean an equal stretch.
    """
    ends = _ends(ask, opening, close, _answer(ask(opening)), _answer(ask(close)))
    if len(ends) > _MOST_LINES:
        return ()
    lines = []
    for place, last in enumerate(ends):
        promise = ask(last)
        lines.append(PromiseLine(last, _received(ends, place), _due(promise, local_day(opening)), promise))
    return tuple(lines)


def _due(promise: Promise, day: date) -> str:
    """`nhận kết quả trong ngày, chậm nhất 17 giờ`, or with the later day."""
    if local_day(promise.due_at) == day and not promise.due_strict:
        return _("nhận kết quả trong ngày, chậm nhất %(clock)s") % {"clock": hour_words(promise.due_at)}
    return _("nhận kết quả %(due)s") % {
        "due": due_words(promise.due_at, strict=promise.due_strict, today=day)
    }


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
    if len(left) > _MOST_LINES:
        return left
    right = _ends(ask, middle, high, at_middle, at_high)
    return [*left[:-1], *right]


def _received(ends: list[datetime], place: int) -> str:
    if len(ends) == 1:
        return _("Nộp đủ hồ sơ trong giờ làm việc")
    if place == 0:
        return _("Nộp đủ hồ sơ chậm nhất %(clock)s") % {"clock": hour_words(ends[0])}
    return _("Nộp sau %(clock)s") % {"clock": hour_words(ends[place - 1])}
