"""How long until it is somebody's turn, and how sure is that? From measured times of the desk, said as a range.

Who has n people ahead at c busy counters is called at the (n+1)-th time that one of them gets free. The range holds
about four of five visitors; it is rounded outwards to whole fives of minutes and never says less than it knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, sqrt
from statistics import fmean, pvariance

# Eight of ten lie within so many standard deviations of a normal spread.
_SPREAD = 1.2816
_STEP_MINUTES = 5


class Basis(StrEnum):
    """On which measured times an estimate rests, the closest first."""

    WEEKDAY_HOUR = "weekday_hour"  # cùng thứ, cùng giờ
    HOUR = "hour"  # cùng giờ, mọi ngày
    DESK = "desk"  # mọi giờ của bộ phận


BASIS_LABELS: Mapping[Basis, str] = {
    Basis.WEEKDAY_HOUR: "thời gian phục vụ đo được cùng thứ, cùng giờ",
    Basis.HOUR: "thời gian phục vụ đo được cùng giờ",
    Basis.DESK: "thời gian phục vụ đo được của bộ phận",
}
FEW = "Chưa đủ số liệu để ước tính thời gian chờ."
NO_COUNTER = "Chưa có quầy nào mở; chưa ước tính được thời gian chờ."
NOW = "Sắp đến lượt, xin ở gần quầy."


@dataclass(frozen=True, slots=True)
class EstimateRule:
    """`least`: fewer measured times than this are too few; times outside `shortest` to `longest` seconds were not
    service (a button pressed by mistake, or forgotten) and are left out; `days` back that are measured."""

    least: int = 20
    days: int = 90
    shortest: float = 5.0
    longest: float = 2 * 3600.0


@dataclass(frozen=True, slots=True)
class Handling:
    """How long visitors kept a counter here: how many were measured, mean and variance in seconds."""

    basis: Basis
    measured: int
    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes, both multiples of five; `low` 0 and `high` 0: it is their turn now."""

    low: int
    high: int
    handling: Handling

    @property
    def words(self) -> str:
        """`khoảng 15–25 phút`."""
        if self.high == 0:
            return NOW
        if self.low == 0:
            return f"dưới {self.high} phút"
        return f"khoảng {self.low} phút" if self.low == self.high else f"khoảng {self.low}–{self.high} phút"


def handling_of(
    by_basis: Mapping[Basis, Sequence[float]], rule: EstimateRule | None = None
) -> Handling | None:
    """The closest measured times that are enough; None where all are too few."""
    used = rule or EstimateRule()
    for basis in Basis:
        seconds = [one for one in by_basis.get(basis, ()) if used.shortest <= one <= used.longest]
        if len(seconds) >= used.least:
            return Handling(basis, len(seconds), fmean(seconds), pvariance(seconds))
    return None


def estimate(*, ahead: int, counters: int, free: int, handling: Handling) -> Estimate | None:
    """The range for somebody with `ahead` people before them; `counters` are open for them, `free` of those idle.

    None where no counter is open.
    """
    if counters < 1:
        return None
    turns = ahead - free + 1
    if turns < 1:
        return Estimate(0, 0, handling)
    # Who is at a counter now has been there a while: what is left of it, on average over when one looks.
    left = (handling.mean + handling.variance / handling.mean) / 2
    mean = ((turns - 1) * handling.mean + left) / counters
    spread = handling.variance * turns / counters**2
    # The mean itself is known from so many measured times only.
    doubt = handling.variance / handling.measured * (turns / counters) ** 2
    off = _SPREAD * sqrt(spread + doubt)
    return _rounded(mean - off, mean + off, handling)


def _rounded(low: float, high: float, handling: Handling) -> Estimate:
    step = _STEP_MINUTES * 60
    least = max(floor(low / step), 0) * _STEP_MINUTES
    return Estimate(least, max(ceil(high / step), 1) * _STEP_MINUTES, handling)
