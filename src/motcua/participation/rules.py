"""Is the share met, what moved back, is a desk ready? Pure: facts in, figures out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

FULL, PARTIAL, OFF = "on_the_spot", "partial", "ordinary"
_RANK = {FULL: 2, PARTIAL: 1, OFF: 0}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the frequently used procedures run under the process; `percent` is what is asked."""

    numerator: int
    denominator: int
    percent: int

    @property
    def met(self) -> bool | None:
        """49.9 % is not met, 50.0 % is; None where nothing is frequently used (144/KH-UBND I.2, R-047)."""
        if not self.denominator:
            return None
        return self.numerator * 100 >= self.percent * self.denominator

    @property
    def text(self) -> str:
        """`49,9 %`, cut and never rounded up, so that what is not met never reads as met."""
        if not self.denominator:
            return "–"
        tenths = self.numerator * 1000 // self.denominator
        return f"{tenths // 10},{tenths % 10} %"


@dataclass(frozen=True, slots=True)
class Day:
    """The classes of all procedures of a unit from that day on, by code; what is not under the process is left out."""

    day: date
    paths: Mapping[str, str]

    def count(self, path: str) -> int:
        """How many procedures are in that class."""
        return sum(1 for one in self.paths.values() if one == path)


def moved_back(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Procedures that went from wholly on the spot to partly, or out of the process (R-046)."""
    return tuple(sorted(code for code, path in before.items() if _RANK[after.get(code, OFF)] < _RANK[path]))


def mean(minutes: Sequence[int]) -> float | None:
    """The mean, or None of nothing."""
    return sum(minutes) / len(minutes) if minutes else None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
