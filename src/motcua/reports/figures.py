"""What is a figure of a report? A number with its bound and unit, and the key under which its dossiers open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from motcua.reports.terms import BOUND_WORDS, DOSSIERS, Bound, FigureSource


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: `key` opens the dossiers behind it ("" where none are kept: a declared figure).

    `measured_in` is the unit as printed; `note` says what a sum over unlike figures leaves unsaid (R-278).
    """

    key: str
    count: int
    bound: str = Bound.EXACT
    measured_in: str = DOSSIERS
    source: str = FigureSource.COMPUTED
    note: str = ""

    @property
    def words(self) -> str:
        """As shown: "hơn 229.642", "0"."""
        number = f"{self.count:,}".replace(",", ".")
        return f"{BOUND_WORDS[self.bound]} {number}".strip()


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `whole`; nothing is said of nought (R-081: no share without dossiers)."""

    part: int
    whole: int
    bound: str = Bound.EXACT

    @property
    def percent(self) -> Fraction | None:
        """Exact; None where nothing is there to judge."""
        return Fraction(100 * self.part, self.whole) if self.whole else None

    @property
    def tenths(self) -> int | None:
        """Tenths of a percent, cut off: 99.96 % is never told as 100 %."""
        return self.part * 1000 // self.whole if self.whole else None

    @property
    def words(self) -> str:
        """ "100%", "99,9%", "không có"."""
        if self.tenths is None:
            return "không có"
        whole, rest = divmod(self.tenths, 10)
        return f"{whole},{rest}%" if rest else f"{whole}%"


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block (or "" the total) of a campaign report, from one source.

    `cells` by measure and `open_overdue`; a declared row has only what its document prints.
    `official_rate`: early and on time of those settled; `honest_rate`: of those settled and those overdue (R-166).
    """

    block: str
    name: str
    source: str
    cells: dict[str, Cell] = field(default_factory=dict)
    same_day_rate: Rate | None = None
    official_rate: Rate | None = None
    honest_rate: Rate | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DaysRow:
    """Programme days or other days of the same agencies, every dossier they received (R-112); `keys` by measure."""

    name: str
    days: int
    received: int
    early: Rate
    on_time: Rate
    late: int
    keys: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the declared dossiers of a block are in the system (R-022); target 100 %."""

    block: str
    name: str
    in_system: Cell
    declared: Cell
    share: Rate


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """The result report of a programme for some days, both in it.

    `rows`: the four blocks, computed, in the order of the notice; `total` their sum. `declared`, `declared_total`
    likewise from figures loaded by hand, never added to the computed ones. `provisional`: the period is not over.
    """

    programme: str
    name: str
    first: date
    last: date
    provisional: bool
    rows: tuple[BlockRow, ...]
    total: BlockRow
    declared: tuple[BlockRow, ...]
    declared_total: BlockRow | None
    days: tuple[DaysRow, ...]
    coverage: tuple[Coverage, ...]
    notes: tuple[str, ...]
    folded_at: str = ""

    @property
    def every_row(self) -> tuple[BlockRow, ...]:
        """Computed rows with their total, then declared rows with theirs."""
        declared = (*self.declared, self.declared_total) if self.declared_total else self.declared
        return (*self.rows, self.total, *declared)


def summed(cells: Sequence[Cell], key: str) -> Cell:
    """The sum, with the note that unlike bounds or units ask for; never exact where one of them is not."""
    bounds = {cell.bound for cell in cells}
    units = sorted({cell.measured_in for cell in cells})
    sources = {cell.source for cell in cells}
    notes = [*_bound_notes(bounds), *_unit_notes(units)]
    return Cell(
        key=key,
        count=sum(cell.count for cell in cells),
        bound=_bound_of(bounds),
        measured_in=units[0] if len(units) == 1 else ", ".join(units),
        source=sources.pop() if len(sources) == 1 else "",
        note=" ".join(notes),
    )


def _bound_of(bounds: Iterable[str]) -> str:
    inexact = set(bounds) - {Bound.EXACT.value}
    return inexact.pop() if len(inexact) == 1 else Bound.EXACT


def _bound_notes(bounds: set[str]) -> list[str]:
    if {Bound.LOWER, Bound.UPPER} <= bounds:
        return ["Tổng gồm cả số “hơn” và số “chưa đến”: không phải cận dưới, cũng không phải cận trên."]
    if Bound.LOWER in bounds:
        return ["Tổng gồm số ghi “hơn”: chỉ là cận dưới."]
    return ["Tổng gồm số ghi “chưa đến”: chỉ là cận trên."] if Bound.UPPER in bounds else []


def _unit_notes(units: list[str]) -> list[str]:
    return [f"Các số khác đơn vị tính ({', '.join(units)})."] if len(units) > 1 else []
