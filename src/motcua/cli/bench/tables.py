"""What does a benchmark say? Figures in rows with their targets; contenders measured by turns."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

NOT_INSTALLED = "not installed"


@dataclass(frozen=True, slots=True)
class Options:
    """How long and how large. `seconds` a contender and round; `size` in the bench's own unit, 0: its default."""

    rounds: int
    seconds: float
    size: int
    folder: Path  # of the bench's own office: its database and files, removed afterwards


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `ratio` is what the target judges; `met` is None where there is no target."""

    name: str
    figure: float | None  # None: could not be measured, the note says why
    unit: str
    ratio: float | None = None
    target: str = ""
    met: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong together; the note says how they were measured."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


class Spread(NamedTuple):
    """A contender's figures over all rounds."""

    median: float
    lowest: float
    highest: float


def median_of_rounds(contenders: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Spread]:
    """Measure all contenders once a round, by turns, so that a busy minute of the machine meets all of them.

    Every other round goes backwards: nobody always runs after the same neighbour.
    """
    figures: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds):
        order = list(contenders) if number % 2 == 0 else list(contenders)[::-1]
        for name in order:
            figures[name].append(contenders[name]())
    return {name: spread_of(found) for name, found in figures.items()}


def spread_of(figures: Sequence[float]) -> Spread:
    """Median, lowest and highest."""
    return Spread(statistics.median(figures), min(figures), max(figures))


def version_of(package: str) -> str | None:
    """The version of an optional peer, or None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def at_least(ratio: float, limit: float) -> bool:
    """Whether a ratio reaches its target."""
    return ratio >= limit


def spread_note(spread: Spread) -> str:
    """Lowest and highest round, for a row's note."""
    return f"{number_text(spread.lowest)}–{number_text(spread.highest)}"


def number_text(number: float) -> str:
    """Three or four digits that matter: 12,345 · 123 · 1.23 · 0.0123."""
    size = abs(number)
    if size >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if size >= 10 else f"{number:.3g}"


def as_markdown(tables: Sequence[Table]) -> str:
    """The tables for a document."""
    return "\n\n".join("\n".join(_markdown_lines(table)) for table in tables) + "\n"


def _markdown_lines(table: Table) -> Iterator[str]:
    yield f"## {table.title}"
    yield ""
    yield "| what | figure | unit | ratio | target | met | note |"
    yield "|---|---:|---|---:|---|---|---|"
    for row in table.rows:
        yield "| " + " | ".join(_cells(row)) + " |"
    if table.note:
        yield ""
        yield table.note


def as_text(tables: Sequence[Table]) -> str:
    """The tables for a terminal, columns aligned."""
    return "\n\n".join("\n".join(_text_lines(table)) for table in tables)


def _text_lines(table: Table) -> Iterator[str]:
    rows = [("", "figure", "unit", "ratio", "target", "met", ""), *(_cells(row) for row in table.rows)]
    widths = [max(len(row[place]) for row in rows) for place in range(7)]
    yield table.title
    for row in rows:
        cells = [
            cell.rjust(width) if place in {1, 3} else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
    if table.note:
        yield f"  {table.note}"


def _cells(row: Row) -> tuple[str, str, str, str, str, str, str]:
    return (
        row.name,
        "–" if row.figure is None else number_text(row.figure),
        row.unit,
        "" if row.ratio is None else f"{row.ratio:.3g} ×",
        row.target,
        {True: "yes", False: "no", None: ""}[row.met],
        row.note,
    )
