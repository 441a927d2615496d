"""What does a laid-out paper consist of? One sheet serves the PDF and the page, so both say the same words."""

from dataclasses import dataclass, field
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value; `strong` values are set bold, `under` holds small lines below."""

    label: str
    value: str
    number: str = ""
    strong: bool = False
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: what it holds, what it says to those who do not see it, the short words beneath."""

    payload: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Rows of one or more fields side by side, with codes standing at their right."""

    rows: tuple[tuple[Field, ...], ...]
    codes: tuple[Code, ...] = ()
    kind: str = field(default="fields", init=False)


@dataclass(frozen=True, slots=True)
class Appointment:
    """The framed due time with the reason and its explanation."""

    due: Field
    reason: str
    lines: tuple[str, ...] = ()
    kind: str = field(default="appointment", init=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: `share` of the width, `align` left, center or right; columns of one `group` share a head."""

    title: str
    share: int
    align: str = "left"
    group: str = ""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the first head row and how far it reaches."""

    title: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page; a cell may hold several lines."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = field(default="table", init=False)

    @property
    def grouped(self) -> bool:
        """Has the head two rows?"""
        return any(column.group for column in self.columns)

    @property
    def head(self) -> tuple[HeadCell, ...]:
        """The first head row: columns of one group stand together under the group's title."""
        cells = []
        for group, members in groupby(self.columns, key=lambda column: column.group):
            together = list(members)
            if group:
                cells.append(HeadCell(group, columns=len(together)))
            else:
                cells += [HeadCell(column.title, rows=2 if self.grouped else 1) for column in together]
        return tuple(cells)

    @property
    def cells(self) -> tuple[tuple[tuple[Column, str], ...], ...]:
        """Every cell with its column."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text of a letter."""

    text: str
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Lines:
    """A titled list; `small` for notes at the foot, which may have codes at their right."""

    title: str
    items: tuple[str, ...]
    small: bool = False
    codes: tuple[Code, ...] = ()
    kind: str = field(default="lines", init=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: lines of the title, hint in italics, printed name."""

    title: tuple[str, ...]
    hint: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signing row; a letter has its recipients at the left instead of a first signature."""

    right: Signature
    left: Signature | None = None
    recipients: tuple[str, ...] = ()
    kind: str = field(default="signatures", init=False)


Block = Fields | Appointment | Table | Paragraph | Lines | Signatures


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The head: agency lines (the last one bold) and number at the left, place and day at the right."""

    agency: tuple[str, ...]
    number: str
    place_and_day: str
    country: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper laid out: `page` a5 or a4, `label` names form and circular at the foot of each page.

    `mark` stands at the top of every page, `notices` framed above the title.
    `dense` sets small type where a form has much to say, `crowded` still smaller where this one says very much.
    """

    page: str
    head: SheetHead
    title: str
    label: str
    code: str
    blocks: tuple[Block, ...]
    mark: str = ""
    notices: tuple[str, ...] = ()
    dense: bool = False
    crowded: bool = False
