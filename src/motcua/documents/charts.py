"""How is a column of figures drawn? Plain bars as inline SVG beside their table; the table says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape

from motcua.documents.report_paper import Bounded, ReportTable, Share, Value, cell_text, row_name

_ROW, _BAR, _RIGHT = 46, 440, 136
_MOST_LETTERS = 72


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, how long (in any whole unit), and the figure in words."""

    label: str
    length: int
    words: str


def bar_chart(title: str, bars: Sequence[Bar], *, full: int | None = None) -> str:
    """Bars below each other as an SVG in its frame; `full` is the length of the whole width, else the longest bar.

    No style and no script in it, so it may stand in any page; every text is escaped.
    """
    whole = max([full or 0, *(bar.length for bar in bars), 1])
    width, height = _BAR + _RIGHT, _ROW * len(bars)
    said = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    rows = "".join(_row(place, bar, whole) for place, bar in enumerate(bars))
    return (
        f'<div class="mc-chart"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(title)}. {escape(said)}">{rows}</svg></div>'
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
    """The label above its bar, so that a long name of an agency has the whole width."""
    top, long = place * _ROW, bar.length * _BAR // whole
    label = bar.label if len(bar.label) <= _MOST_LETTERS else f"{bar.label[: _MOST_LETTERS - 1]}…"
    return (
        f'<text class="mc-chart__label" x="0" y="{top + 14}">{escape(label)}</text>'
        f'<rect class="mc-chart__needed" x="0" y="{top + 21}" width="{max(long, 1)}" height="16"></rect>'
        f'<text class="mc-chart__number" x="{long + 8}" y="{top + 34}">{escape(bar.words)}</text>'
    )
