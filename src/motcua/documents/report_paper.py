"""What does a report say? One description of its tables for page, PDF and files, so that all have the same totals.

It is plain data and goes into canonical JSON and back without loss: an issued report is read from what was frozen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, kept as both so that nothing is rounded twice."""

    part: int
    whole: int

    @property
    def tenths(self) -> int | None:
        """Tenths of a percent, cut and never rounded up; None where there is nothing to divide by."""
        return self.part * 1000 // self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Bounded:
    """A figure that its document prints as a bound: "hơn 229.642", "chưa đến 5.000"."""

    count: int
    words: str = "hơn"


Value = str | int | Share | Bounded | None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """`key` as programs name it, `title` as people read it; `wide` is a column of words."""

    key: str
    title: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The values in the order of the columns; `lists` names, by column, the list of dossiers behind a figure."""

    cells: tuple[Value, ...]
    lists: Mapping[str, str] = field(default_factory=dict)
    total: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table; `chart` names the column of numbers or shares that is drawn beside it, empty: none."""

    key: str
    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    notes: tuple[str, ...] = ()
    chart: str = ""


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A whole report: what, of which unit, of the days `first` to `last` (both in it), as it stood at `moment`.

    `provisional`: the period was not yet over at that moment.
    """

    kind: str
    title: str
    unit_id: str
    unit_name: str
    first: date
    last: date
    moment: datetime
    tables: tuple[ReportTable, ...]
    notes: tuple[str, ...] = ()
    provisional: bool = False
    demonstration: bool = False


def cell_text(value: Value) -> str:
    """As people read it: `229.642`, `37,5%`, `hơn 229.642`, a dash for nothing."""
    match value:
        case None:
            return "–"
        case Share():
            tenths = value.tenths
            return "–" if tenths is None else f"{tenths // 10},{tenths % 10}%"
        case Bounded():
            return f"{value.words} {dotted(value.count)}"
        case int():
            return dotted(value)
        case _:
            return value


def dotted(number: int) -> str:
    """`229.642`: a dot between thousands."""
    return f"{number:,}".replace(",", ".")


def as_data(paper: ReportPaper) -> dict[str, Any]:
    """The report as plain data, for canonical JSON (no floats in it)."""
    return {
        "kind": paper.kind,
        "title": paper.title,
        "unit": paper.unit_id,
        "unit_name": paper.unit_name,
        "first": paper.first.isoformat(),
        "last": paper.last.isoformat(),
        "moment": paper.moment.isoformat(),
        "notes": list(paper.notes),
        "provisional": paper.provisional,
        "demonstration": paper.demonstration,
        "tables": [_table_data(table) for table in paper.tables],
    }


def from_data(data: Mapping[str, Any]) -> ReportPaper:
    """The report as it was written down."""
    return ReportPaper(
        kind=data["kind"],
        title=data["title"],
        unit_id=data["unit"],
        unit_name=data["unit_name"],
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        moment=datetime.fromisoformat(data["moment"]),
        notes=tuple(data["notes"]),
        provisional=data["provisional"],
        demonstration=data["demonstration"],
        tables=tuple(_table_from(table) for table in data["tables"]),
    )


def _table_data(table: ReportTable) -> dict[str, Any]:
    return {
        "key": table.key,
        "caption": table.caption,
        "columns": [{"key": one.key, "title": one.title, "wide": one.wide} for one in table.columns],
        "rows": [
            {"cells": [_value_data(cell) for cell in row.cells], "lists": dict(row.lists), "total": row.total}
            for row in table.rows
        ],
        "notes": list(table.notes),
        "chart": table.chart,
    }


def _table_from(data: Mapping[str, Any]) -> ReportTable:
    return ReportTable(
        key=data["key"],
        caption=data["caption"],
        columns=tuple(ReportColumn(**column) for column in data["columns"]),
        rows=tuple(
            ReportRow(tuple(_value_from(cell) for cell in row["cells"]), row["lists"], row["total"])
            for row in data["rows"]
        ),
        notes=tuple(data["notes"]),
        chart=data["chart"],
    )


def _value_data(value: Value) -> Any:
    match value:
        case Share():
            return {"part": value.part, "whole": value.whole}
        case Bounded():
            return {"count": value.count, "words": value.words}
        case _:
            return value


def _value_from(data: Any) -> Value:
    if isinstance(data, Mapping):
        return Bounded(**data) if "count" in data else Share(**data)
    if data is None or isinstance(data, str | int):
        return data
    raise TypeError(f"no value of a report: {data!r}")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is another now; `now` None with `gone`: the row is no more in the present figures."""

    table: str
    row: str
    column: str
    frozen: str
    now: str


def differences(frozen: ReportPaper, now: ReportPaper) -> tuple[Difference, ...]:
    """What the frozen report says otherwise than the present figures; rows are matched by their words."""
    present = {table.key: table for table in now.tables}
    found: list[Difference] = []
    for table in frozen.tables:
        found += _of_table(table, present.pop(table.key, None))
    for table in present.values():
        found += _of_table(ReportTable(table.key, table.caption, table.columns, ()), table)
    return tuple(found)


def _of_table(frozen: ReportTable, now: ReportTable | None) -> list[Difference]:
    was, is_now = _by_place(frozen), _by_place(now) if now else {}
    places = [*was, *(place for place in is_now if place not in was)]
    return [
        Difference(frozen.caption, row, column, was.get((row, column), "–"), is_now.get((row, column), "–"))
        for row, column in places
        if was.get((row, column), "–") != is_now.get((row, column), "–")
    ]


def _by_place(table: ReportTable) -> dict[tuple[str, str], str]:
    """The text of each figure by row and column; a row is named by its cells of words."""
    found = {}
    for row in table.rows:
        pairs = list(zip(table.columns, row.cells, strict=True))
        name = row_name(table.columns, row)
        found.update({(name, column.title): cell_text(cell) for column, cell in pairs if not column.wide})
    return found


def row_name(columns: Sequence[ReportColumn], row: ReportRow) -> str:
    """The words of a row: its wide cells, joined."""
    named = [cell_text(cell) for column, cell in zip(columns, row.cells, strict=True) if column.wide and cell]
    return ", ".join(named) or "Tổng"
