"""How is a report laid out? A4 landscape: its facts, each table, what the reader must know, where it came from."""

from motcua.documents.papers import Head
from motcua.documents.report_paper import ReportPaper, ReportTable, cell_text
from motcua.documents.sheet import Block, Column, Lines, Paragraph, Sheet, Signature, Signatures, Table
from motcua.documents.sheets.listing import LANDSCAPE
from motcua.documents.sheets.parts import DEMONSTRATION, SIGN_AND_SEAL, desk_of, head_of
from motcua.documents.wording import day_text, moment_text

_WIDE, _NARROW = 46, 18
_NOTHING = "Không có số liệu trong kỳ"
PROVISIONAL = "SỐ LIỆU TẠM TÍNH: KỲ BÁO CÁO CHƯA KẾT THÚC"


def report_sheet(
    paper: ReportPaper, head: Head, *, code: str = "", sha256: str = "", sender: str = ""
) -> Sheet:
    """The report as a sheet, for PDF and DOCX alike."""
    period = f"từ {day_text(paper.first)} đến hết {day_text(paper.last)}"
    said = f"Kỳ báo cáo: {period}. Số liệu tại {moment_text(paper.moment)}."
    notes = (*(note for table in paper.tables for note in table.notes), *paper.notes)
    blocks: list[Block] = [Paragraph(said), *map(_table, paper.tables)]
    if notes:
        blocks.append(Lines("Ghi chú", notes, small=True))
    if sha256:
        blocks.append(Lines("Nội dung đã cố định, mã kiểm SHA-256", (sha256,), small=True))
    blocks.append(Signatures(right=Signature(("THỦ TRƯỞNG CƠ QUAN BÁO CÁO",), SIGN_AND_SEAL, sender)))
    return Sheet(
        page=LANDSCAPE,
        head=head_of(head),
        title=paper.title,
        label=f"Báo cáo của {desk_of(head)}",
        code=code or paper.unit_name,
        blocks=tuple(blocks),
        mark=DEMONSTRATION if paper.demonstration else "",
        notices=(PROVISIONAL,) if paper.provisional else (),
        dense=True,
    )


def _table(table: ReportTable) -> Table:
    columns = tuple(
        Column(one.title, _WIDE if one.wide else _NARROW, "left" if one.wide else "right")
        for one in table.columns
    )
    rows = tuple(tuple(cell_text(cell) for cell in row.cells) for row in table.rows)
    return Table(table.caption, columns, rows or ((_NOTHING, *("" for _ in columns[1:])),))
