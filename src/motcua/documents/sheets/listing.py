"""Which parts do the lists of the office share? An A4 landscape sheet, short times, sums, a line for nothing."""

from datetime import datetime

from motcua.core.moments import local
from motcua.documents.listings import Listing
from motcua.documents.sheet import Block, Column, Sheet, Table
from motcua.documents.sheets.parts import DEMONSTRATION, head_of

LANDSCAPE = "a4-landscape"
_ONE_LINE = 26  # signs of a code


def landscape(paper: Listing, title: str, label: str, *blocks: Block | None) -> Sheet:
    """The sheet of a list around its blocks."""
    return Sheet(
        page=LANDSCAPE,
        head=head_of(paper.head),
        title=title,
        label=label,
        code=paper.code,
        blocks=tuple(block for block in blocks if block is not None),
        mark=DEMONSTRATION if paper.demonstration else "",
        dense=True,
    )


def counted_table(
    caption: str, columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], nothing: str
) -> Table:
    """A table with running numbers in its first column, or one line that says there is nothing."""
    numbered = tuple((str(place), *row) for place, row in enumerate(rows, start=1))
    return Table(caption, columns, numbered or (("", nothing, *("" for _ in columns[2:])),))


def short(moment: datetime | None, *, strict: bool = False) -> str:
    """`15:00 16/05/2022`, `trước 09:00 02/10/2023`; empty for none."""
    if moment is None:
        return ""
    return f"{'trước ' if strict else ''}{local(moment):%H:%M %d/%m/%Y}"


def code_text(code: str) -> str:
    """A dossier code as a column of 46 shares holds it: a long one goes on in a second line after its agency."""
    return code if len(code) <= _ONE_LINE else code.replace("-", "-\n", 1)


def amount(dong: int | None) -> str:
    """`12.000`; empty where it is not known."""
    return "" if dong is None else f"{dong:,}".replace(",", ".")
