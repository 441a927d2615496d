"""How is the receipt for originals laid out? Every original with when it was taken, who has it, when it went back."""

from datetime import datetime

from motcua.documents.listings import CustodyLine, CustodySheet
from motcua.documents.sheet import Column, Field, Fields, Lines, Sheet, Signature, Signatures
from motcua.documents.sheets.listing import counted_table, landscape, short
from motcua.documents.sheets.parts import SIGN_HERE, desk_of
from motcua.documents.wording import moment_text

_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Tên bản chính", 74),
    Column("Số, ký hiệu", 36),
    Column("Số bản", 14, "center"),
    Column("Nhận giữ lúc", 30, "center"),
    Column("Người đang giữ", 36),
    Column("Trả lúc", 30, "center"),
    Column("Người nhận lại", 56),
)
BRING_BACK = "Khi nhận lại bản chính, xin mang theo giấy này và giấy tờ tùy thân."


def custody_sheet(paper: CustodySheet) -> Sheet:
    """Giấy giao nhận bản chính: one for a dossier, each printing says how things stand."""
    about = Fields(
        (
            (Field("Mã số hồ sơ", paper.code, strong=True), Field("Người nộp", paper.applicant)),
            (Field("Thủ tục", paper.request),),
            (Field("Lập lúc", moment_text(paper.moment)), Field("Còn giữ", _left(paper.lines))),
        )
    )
    return landscape(
        paper,
        "Giấy giao nhận bản chính",
        f"Giấy của {desk_of(paper.head)}; giấy tờ không ghi ở đây không giữ bản chính",
        about,
        counted_table("Bản chính:", _COLUMNS, tuple(map(_cells, paper.lines)), "Không giữ bản chính nào"),
        Lines("Ghi chú", (BRING_BACK,), small=True),
        Signatures(
            left=Signature(("NGƯỜI GIAO BẢN CHÍNH",), SIGN_HERE, paper.applicant),
            right=Signature(("NGƯỜI NHẬN GIỮ",), SIGN_HERE, paper.official),
        ),
    )


def _left(lines: tuple[CustodyLine, ...]) -> str:
    return f"{sum(line.copies for line in lines if line.given_at is None):02d} bản"


def _cells(line: CustodyLine) -> tuple[str, ...]:
    back: datetime | None = line.given_at
    holder = line.holder if back is None else ""
    return (
        line.title,
        line.mark,
        f"{line.copies:02d}",
        short(line.kept_at),
        holder,
        short(back),
        line.given_to,
    )
