"""What do programs read of a campaign's report? A row for each block and source, with the names of the interface."""

from typing import Any

from motcua.reports.figures import BlockRow, CampaignReport, Rate
from motcua.reports.terms import MEASURE_LABELS, MEASURES, OPEN_OVERDUE, Bound


def as_rows(made: CampaignReport) -> list[dict[str, Any]]:
    """Computed blocks, then declared ones; what a declared row does not say is null, a rate without dossiers too.

    Rates are percent with one decimal, cut off. `bounds` and `measured_in` name what is not an exact count of dossiers.
    """
    return [_row(one) for one in (*made.rows, *made.declared)]


def as_totals(made: CampaignReport) -> dict[str, float]:
    """The sum of the computed blocks: nothing declared is in it."""
    return {name: value for name, value in _figures(made.total).items() if value is not None}


def notes_of(made: CampaignReport) -> list[str]:
    """What the report says in words, nought late among it, and what each declared figure and sum asks to be told."""
    lines = [*made.notes, *made.total.notes]
    if made.declared_total is not None:
        cells = made.declared_total.cells.items()
        lines += made.declared_total.notes
        lines += [f"Số liệu nhập tay, {MEASURE_LABELS[measure]}: {cell.words}" for measure, cell in cells]
    lines += [f"{one.name}: có trong hệ thống {one.share.words} số đã khai" for one in made.coverage]
    return list(dict.fromkeys(lines))


def _row(row: BlockRow) -> dict[str, Any]:
    said = {"block": row.block, "name": row.name, "source": row.source}
    unlike = [cell for cell in row.cells.values() if cell.bound != Bound.EXACT]
    units = list(dict.fromkeys(cell.measured_in for cell in row.cells.values()))
    return {
        **said,
        **_figures(row),
        "bound": unlike[0].bound if unlike else Bound.EXACT.value,
        "measured_in": ", ".join(units),
        "notes": list(row.notes),
    }


def _figures(row: BlockRow) -> dict[str, Any]:
    counts = {
        str(one): row.cells[one].count if one in row.cells else None for one in (*MEASURES, OPEN_OVERDUE)
    }
    rates = {
        "same_day_rate": row.same_day_rate,
        "official_rate": row.official_rate,
        "honest_rate": row.honest_rate,
    }
    return counts | {name: _percent(rate) for name, rate in rates.items()}


def _percent(rate: Rate | None) -> float | None:
    return None if rate is None or rate.tenths is None else rate.tenths / 10
