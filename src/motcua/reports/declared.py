"""Which figures were declared, and how do they stand beside the computed ones? (R-022, R-271, R-273, R-278)"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from motcua.reports.figures import BlockRow, Cell, Coverage, Rate, summed
from motcua.reports.models import DeclaredFigure
from motcua.reports.terms import BLOCK_LABELS, Block, FigureSource, Measure

_HUNDREDTHS = 10_000


def standing(programme_id: str, first: date, last: date) -> list[DeclaredFigure]:
    """The declared figures whose period lies in these days; of each the last entered."""
    rows = DeclaredFigure.objects.filter(programme_id=programme_id, first__gte=first, last__lte=last)
    found = {(row.first, row.last, row.block, row.unit_id, row.measure): row for row in rows.order_by("pk")}
    return list(found.values())


def declared_rows(
    programme_id: str, first: date, last: date, *, unit_ids: Collection[str] | None
) -> tuple[tuple[BlockRow, ...], BlockRow | None]:
    """A row for each block that something was declared of, in the order of the blocks, and their total.

    `unit_ids`: only what these agencies declared themselves; None also what was declared of whole blocks.
    """
    found = [
        row
        for row in standing(programme_id, first, last)
        if unit_ids is None or (row.unit_id is not None and row.unit_id in unit_ids)
    ]
    rows = tuple(
        _row(block, mine) for block in Block if (mine := [row for row in found if row.block == block])
    )
    overall = [row for row in found if not row.block]
    return rows, (_total(rows, overall) if found else None)


def compared(computed: Sequence[BlockRow], declared: Sequence[BlockRow]) -> tuple[Coverage, ...]:
    """How many of the declared dossiers are in the system, block by block; target 100 % (R-022)."""
    here = {row.block: row for row in computed}
    lines = []
    for row in declared:
        measure = Measure.RECEIVED if Measure.RECEIVED in row.cells else Measure.SAME_DAY
        said = row.cells.get(measure)
        if said is None or row.block not in here:
            continue
        cell = here[row.block].cells[measure]
        lines.append(Coverage(row.block, row.name, cell, said, Rate(cell.count, said.count)))
    return tuple(lines)


def _row(block: str, rows: Sequence[DeclaredFigure]) -> BlockRow:
    cells = {
        measure: summed([_cell(row) for row in rows if row.measure == measure], "")
        for measure in dict.fromkeys(row.measure for row in rows)
    }
    return BlockRow(
        block, BLOCK_LABELS[block], FigureSource.DECLARED, cells, _rate(rows), notes=_reasons(rows)
    )


def _total(rows: Sequence[BlockRow], overall: Sequence[DeclaredFigure]) -> BlockRow:
    measures = dict.fromkeys(measure for row in rows for measure in row.cells)
    cells = {
        measure: summed([row.cells[measure] for row in rows if measure in row.cells], "")
        for measure in measures
    }
    cells |= {row.measure: _cell(row) for row in overall}
    rates = {row.same_day_rate for row in rows}
    rate = rates.pop() if len(rates) == 1 else None
    notes = dict.fromkeys(note for row in rows for note in row.notes)
    sums = [
        f"Tổng là cộng của hệ thống, văn bản không in. {cell.note}".strip()
        for measure, cell in cells.items()
        if len(rows) > 1 and measure in measures
    ]
    return BlockRow("", "Tổng cộng", FigureSource.DECLARED, cells, rate, notes=(*notes, *sums))


def _cell(row: DeclaredFigure) -> Cell:
    return Cell("", row.value, row.bound, row.measured_in, FigureSource.DECLARED)


def _rate(rows: Iterable[DeclaredFigure]) -> Rate | None:
    """As printed; None where nothing or different things are."""
    said = {row.rate_percent for row in rows if row.rate_percent is not None}
    return Rate(int(said.pop() * 100), _HUNDREDTHS) if len(said) == 1 else None


def _reasons(rows: Sequence[DeclaredFigure]) -> tuple[str, ...]:
    """Why it was entered by hand, and from where."""
    said = dict.fromkeys(
        f"Nhập tay: {row.reason} Nguồn: {row.source}{f', mục {row.clause}' if row.clause else ''}."
        for row in rows
    )
    return tuple(said)
