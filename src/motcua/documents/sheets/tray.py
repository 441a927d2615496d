"""How is the list of dossiers laid out that goes to the signer?"""

from motcua.documents.listings import TrayLine, TrayList
from motcua.documents.sheet import Column, Sheet, Signature, Signatures
from motcua.documents.sheets.listing import code_text, counted_table, landscape, short
from motcua.documents.sheets.parts import SIGN_HERE, desk_of
from motcua.documents.wording import moment_text

_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Mã số hồ sơ", 48),
    Column("Thủ tục", 50),
    Column("Người nộp", 34),
    Column("Nội dung", 48),
    Column("Người thẩm định, ý kiến", 42),
    Column("Hẹn trả kết quả", 24, "center"),
    Column("Người ký ghi ý kiến", 30),
)


def tray_sheet(paper: TrayList) -> Sheet:
    """Bảng kê trình ký: the first due first, with room for the signer's word."""
    caption = f"Lập lúc {moment_text(paper.moment)}: {len(paper.lines)} hồ sơ trình ký."
    rows = tuple(map(_cells, paper.lines))
    return landscape(
        paper,
        "Bảng kê hồ sơ trình ký",
        f"Bảng kê nội bộ của {desk_of(paper.head)}",
        counted_table(caption, _COLUMNS, rows, "Không có hồ sơ chờ phê duyệt"),
        Signatures(
            left=Signature(("NGƯỜI TRÌNH",), SIGN_HERE, paper.submitted_by),
            right=Signature(("NGƯỜI KÝ NHẬN",), SIGN_HERE),
        ),
    )


def _cells(line: TrayLine) -> tuple[str, ...]:
    opinion = "\n".join(part for part in (line.appraiser, line.opinion) if part)
    due = short(line.due_at, strict=line.due_strict)
    return code_text(line.code), line.procedure, line.applicant, line.content, opinion, due, ""
