"""How does a laid-out report become a text document? The same sheet as the PDF, as DOCX that offices can edit."""

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentPart
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from motcua.documents.sheet import Lines, Paragraph, Sheet, SheetHead, Signatures, Table

_FONT = "Times New Roman"
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def as_docx(sheet: Sheet) -> bytes:
    """A4 landscape with the national head, the same blocks in the same order."""
    made = Document()
    made.core_properties.title = sheet.title
    made.styles["Normal"].font.name = _FONT
    made.styles["Normal"].font.size = Pt(11)
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin, page.right_margin = Mm(20), Mm(15)
    _head(made, sheet.head)
    for notice in (sheet.mark, *sheet.notices):
        if notice:
            _centred(made.add_paragraph(), notice, bold=True)
    _centred(made.add_heading(level=1), sheet.title.upper(), bold=True)
    for block in sheet.blocks:
        _block(made, block)
    made.sections[0].footer.paragraphs[0].text = f"{sheet.label} – {sheet.code}"
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _head(made: DocumentPart, head: SheetHead) -> None:
    left, right = made.add_table(rows=1, cols=2).rows[0].cells
    lines = [line.replace("\n", " ") for line in head.agency]
    _lines(left, [*((line, line == lines[-1]) for line in lines), (head.number, False)])
    _lines(right, [(head.country, True), (head.motto, True), (head.place_and_day, False)])


def _lines(cell: _Cell, lines: list[tuple[str, bool]]) -> None:
    first = cell.paragraphs[0]
    for text, bold in lines:
        if text:
            _centred(first if not first.text else cell.add_paragraph(), text, bold=bold)


def _centred(paragraph: DocxParagraph, text: str, *, bold: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold


def _block(made: DocumentPart, block: object) -> None:
    match block:
        case Paragraph():
            made.add_paragraph(block.text)
        case Table():
            _table(made, block)
        case Lines():
            made.add_paragraph().add_run(f"{block.title}:").bold = True
            for item in block.items:
                made.add_paragraph(f"– {item}")
        case Signatures():
            _lines(
                made.add_table(rows=1, cols=2).rows[0].cells[1],
                [
                    *((line, True) for line in block.right.title),
                    (block.right.hint, False),
                    (block.right.name, True),
                ],
            )
        case _:
            raise TypeError(f"no block of a report: {block!r}")


def _table(made: DocumentPart, table: Table) -> None:
    made.add_paragraph().add_run(table.caption).bold = True
    drawn = made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
        _centred(cell.paragraphs[0], column.title, bold=True)
    for row in table.rows:
        for cell, column, text in zip(drawn.add_row().cells, table.columns, row, strict=True):
            cell.paragraphs[0].alignment = _SIDES[column.align]
            cell.paragraphs[0].add_run(text)
