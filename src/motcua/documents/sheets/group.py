"""How is one receipt for many dossiers laid out? Mẫu 01's facts once, a line for each dossier."""

from motcua.documents.listings import GroupSlip
from motcua.documents.sheet import Column, Field, Fields, Lines, Sheet, Signature, Signatures
from motcua.documents.sheets.listing import code_text, counted_table, landscape, short
from motcua.documents.sheets.parts import SIGN_HERE, applicant_rows
from motcua.documents.wording import moment_text

_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Mã số hồ sơ", 40),
    Column("Người yêu cầu", 52),
    Column("Nội dung, giấy tờ", 76),
    Column("Hẹn trả kết quả", 32, "center"),
    Column("Mã tra cứu", 24, "center"),
)


def group_sheet(paper: GroupSlip) -> Sheet:
    """Every dossier keeps its own code, promise and secret; the slip is one."""
    about = Fields(
        (
            *applicant_rows(paper.applicant),
            (Field("Nội dung yêu cầu giải quyết", paper.request), Field("Số danh sách", paper.reference)),
            (Field("Thời gian nhận hồ sơ", moment_text(paper.received_at)),),
        )
    )
    rows = tuple(
        (
            code_text(line.code),
            line.applicant,
            line.content,
            short(line.due_at, strict=line.due_strict),
            line.secret,
        )
        for line in paper.lines
    )
    notes = (
        f"Tra cứu tại {paper.site.rstrip('/')}/tra-cuu/ bằng mã hồ sơ và mã tra cứu của từng dòng.",
        "Khi đến nhận kết quả, đề nghị mang theo giấy này và giấy tờ tùy thân.",
    )
    return landscape(
        paper,
        paper.form.title,
        paper.form.label,
        about,
        counted_table(f"Danh sách hồ sơ ({len(rows)}):", _COLUMNS, rows, "Không có hồ sơ nào được tiếp nhận"),
        Lines("Ghi chú", notes, small=True),
        Signatures(
            left=Signature(("NGƯỜI NỘP HỒ SƠ",), SIGN_HERE, paper.handed_in_by),
            right=Signature(("NGƯỜI TIẾP NHẬN HỒ SƠ",), SIGN_HERE, paper.received_by),
        ),
    )
