"""How is the list of moved promises laid out?"""

from motcua.documents.listings import MovedLine, MovedList
from motcua.documents.sheet import Column, Sheet, Signature, Signatures
from motcua.documents.sheets.listing import code_text, counted_table, landscape, short
from motcua.documents.sheets.parts import SIGN_HERE, desk_of
from motcua.documents.wording import day_text

_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Mã số hồ sơ", 46),
    Column("Người nộp", 42),
    Column("Giờ đã hẹn", 30, "center"),
    Column("Quyết định, giờ mới", 34, "center"),
    Column("Lý do", 54),
    Column("Người quyết định", 36),
    Column("Báo người nộp", 38),
)


def moved_sheet(paper: MovedList) -> Sheet:
    """Lời hẹn đã dời: old and new time of each dossier, why, by whom, and whether the person was told."""
    caption = f"Từ {day_text(paper.first)} đến {day_text(paper.last)}: {len(paper.lines)} hồ sơ."
    rows = tuple(map(_cells, paper.lines))
    return landscape(
        paper,
        "Danh sách lời hẹn đã dời",
        f"Danh sách nội bộ của {desk_of(paper.head)}",
        counted_table(caption, _COLUMNS, rows, "Không có lời hẹn nào dời"),
        Signatures(right=Signature(("NGƯỜI LẬP DANH SÁCH",), SIGN_HERE)),
    )


def _cells(line: MovedLine) -> tuple[str, ...]:
    new = f"Dời sang\n{short(line.new)}" if line.new else "Giữ giờ đã hẹn"
    return code_text(line.code), line.applicant, short(line.old), new, line.reason, line.by, line.told
