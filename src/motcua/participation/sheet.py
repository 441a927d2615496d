"""What is a table of the programme to page, file, interface and command? Words, and the lists behind figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.core.moments import local


@dataclass(frozen=True, slots=True)
class Opens:
    """The dossiers behind a figure: of a procedure, received between two days, both in it; `ready`: with a result."""

    procedure: str
    first: date
    last: date
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells in the order of the columns, and what a cell (by its place) opens. `key` names the row."""

    cells: tuple[str, ...]
    opens: Mapping[int, Opens] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; `notes` are sentences that stand above it, `figures` (value, label)."""

    name: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


def day_text(day: date | None) -> str:
    """31/12/2020, or a dash."""
    return f"{day:%d/%m/%Y}" if day else "–"


def moment_text(moment: datetime) -> str:
    """16:59 25/05/2022, on the office's wall clock."""
    return f"{local(moment):%H:%M %d/%m/%Y}"


def number_text(value: float | None, digits: int = 0) -> str:
    """12.345 as the office writes it: a dot between thousands, a comma before tenths; a dash for nothing."""
    if value is None:
        return "–"
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
