"""How is a column of figures drawn? Plain bars as inline SVG beside their table; the table says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape

from motcua.documents.report_paper import Bounded, ReportTable, Share, Value, cell_text, row_name

_ROW, _LEFT, _BAR, _RIGHT = 30, 250, 360, 110
_MOST_LETTERS = 34
_INK, _FILL = "#0b0c0c", "#1d70b8"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, how long (in any whole unit), and the figure in words."""

    label: str
    length: int
    words: str


def bar_chart(title: str, bars: Sequence[Bar], *, full: int | None = None) -> str:
    """Bars below each other as an SVG element; `full` is the length of the whole width, else the longest bar.

    No style and no script in it, so it may stand in any page; every text is escaped.
    """
    whole = max([full or 0, *(bar.length for bar in bars), 1])
    width, height = _LEFT + _BAR + _RIGHT, _ROW * len(bars) + 8
    said = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    rows = "".join(_row(place, bar, whole) for place, bar in enumerate(bars))
    return (
        f'<svg class="mc-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'role="img" aria-label="{escape(title)}. {escape(said)}" font-size="14" fill="{_INK}">{rows}</svg>'
    )


def chart_of(table: ReportTable) -> str:
    """The column that the table names for drawing, without its sums; empty where there is nothing to draw."""
    place = next((n for n, column in enumerate(table.columns) if column.key == table.chart), None)
    rows = [row for row in table.rows if not row.total]
    if place is None or len(rows) < 2:
        return ""
    bars = [
        Bar(row_name(table.columns, row), _length(row.cells[place]), cell_text(row.cells[place]))
        for row in rows
    ]
    shares = any(isinstance(row.cells[place], Share) for row in rows)
    return bar_chart(f"{table.caption}: {table.columns[place].title}", bars, full=1000 if shares else None)


def _length(value: Value) -> int:
    match value:
        case Share():
            return value.tenths or 0
        case Bounded():
            return value.count
        case int():
            return max(value, 0)
        case _:
            return 0


def _row(place: int, bar: Bar, whole: int) -> str:
    top, long = place * _ROW + 4, bar.length * _BAR // whole
    label = bar.label if len(bar.label) <= _MOST_LETTERS else f"{bar.label[: _MOST_LETTERS - 1]}…"
    return (
        f'<text x="{_LEFT - 8}" y="{top + 16}" text-anchor="end">{escape(label)}</text>'
        f'<rect x="{_LEFT}" y="{top + 2}" width="{long}" height="20" fill="{_FILL}"></rect>'
        f'<text x="{_LEFT + long + 8}" y="{top + 16}">{escape(bar.words)}</text>'
    )
