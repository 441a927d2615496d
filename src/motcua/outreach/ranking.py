"""Who comes first in a contest? Points, then the nearest guess, then the earlier entry. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the ranking sees it; `guess` is how many entries its author thinks will be all right."""

    key: str
    alias: str
    points: int
    guess: int
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in the ranking; equal in everything share it, and the next place is left out."""

    place: int
    entry: Entry


def ranked(entries: Sequence[Entry], *, full: int) -> tuple[Ranked, ...]:
    """All entries in their order; `full` are the points of an entry that is all right."""
    all_right = sum(one.points == full for one in entries)

    def key(one: Entry) -> tuple[int, int, datetime]:
        return (-one.points, abs(one.guess - all_right), one.entered_at)

    rows: list[Ranked] = []
    for number, one in enumerate(sorted(entries, key=lambda one: (*key(one), one.key)), start=1):
        same = rows and key(rows[-1].entry) == key(one)
        rows.append(Ranked(rows[-1].place if same else number, one))
    return tuple(rows)
