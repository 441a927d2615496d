"""How does one procedure's promise change during a day, in words for the citizen?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.core.moments import local_day
from motcua.dossiers.promises import Promise
from motcua.dossiers.stretches import Ask, stretches
from motcua.web.citizen.wording import due_words, hour_words


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Received complete up to `last` (printed minute, inclusive): what is promised, in words."""

    last: datetime
    received: str
    due: str
    promise: Promise


def promise_lines(ask: Ask, *, opening: datetime, close: datetime) -> tuple[PromiseLine, ...]:
    """The stretches of a working day, opening to close, with one promise each; empty where it moves all day."""
    ends = stretches(ask, opening=opening, close=close)
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


def _received(ends: Sequence[datetime], place: int) -> str:
    if len(ends) == 1:
        return _("Nộp đủ hồ sơ trong giờ làm việc")
    if place == 0:
        return _("Nộp đủ hồ sơ chậm nhất %(clock)s") % {"clock": hour_words(ends[0])}
    return _("Nộp sau %(clock)s") % {"clock": hour_words(ends[place - 1])}
