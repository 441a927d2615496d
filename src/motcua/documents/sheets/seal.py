"""How is the daily sheet of a seal laid out? Every imprint, the sums, and what does not fit."""

from motcua.documents.listings import ImprintLine, SealSheet
from motcua.documents.sheet import Column, Field, Fields, Lines, Sheet, Signature, Signatures
from motcua.documents.sheets.listing import code_text, counted_table, landscape, short
from motcua.documents.sheets.parts import SIGN_HERE, desk_of
from motcua.documents.wording import day_text, moment_text

_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Số trong sổ dấu", 20, "center"),
    Column("Lúc", 30, "center"),
    Column("Mã số hồ sơ", 46),
    Column("Số kết quả", 40),
    Column("Người phê duyệt", 46),
    Column("Người đóng dấu", 46),
    Column("Lượt dấu", 18, "center"),
    Column("Giáp lai", 18, "center"),
)


def seal_sheet(paper: SealSheet) -> Sheet:
    """Bảng đối chiếu dấu trong ngày, signed by who holds the seal and who checked."""
    about = Fields(
        (
            (Field("Con dấu", paper.seal, strong=True), Field("Ngày", day_text(paper.day))),
            (Field("Nơi đặt", paper.place), Field("Người giữ", paper.holder or "không có")),
            (
                Field("Số trong sổ dấu", paper.numbers),
                Field("Dòng trong sổ", str(len(paper.lines))),
                Field("Lượt dấu", str(paper.stamps)),
                Field("Giáp lai", str(paper.joins)),
                Field("Kết quả đã đóng dấu", str(paper.sealed)),
            ),
            (Field("Lập lúc", moment_text(paper.moment)),),
        )
    )
    return landscape(
        paper,
        "Bảng đối chiếu dấu trong ngày",
        f"Bảng nội bộ của {desk_of(paper.head)}",
        about,
        counted_table("Sổ dấu trong ngày:", _COLUMNS, tuple(map(_cells, paper.lines)), "Không đóng dấu"),
        Lines("Chênh lệch", paper.differences or ("Không có chênh lệch.",)),
        Signatures(
            left=Signature(("NGƯỜI GIỮ CON DẤU",), SIGN_HERE, paper.holder),
            right=Signature(("NGƯỜI ĐỐI CHIẾU",), SIGN_HERE),
        ),
    )


def _cells(line: ImprintLine) -> tuple[str, ...]:
    return (
        str(line.number),
        short(line.at),
        code_text(line.code),
        line.result,
        line.approver,
        line.official,
        "ký số" if line.electronic else str(line.stamps),
        "" if line.electronic else str(line.joins),
    )
