"""How is the control slip laid out? One row for each hand-over, in the order they happened."""

from motcua.documents.papers import ControlSlip, HandOver
from motcua.documents.sheet import Column, Field, Fields, Lines, Sheet, Table
from motcua.documents.sheets.parts import applicant_rows, framed, present
from motcua.documents.wording import due_text, moment_text, timeliness_text

_COLUMNS = (
    Column("TÊN CƠ QUAN", 42),
    Column("THỜI GIAN\nGIAO, NHẬN HỒ SƠ", 76),
    Column("KẾT QUẢ\nGIẢI QUYẾT\nHỒ SƠ", 27, "center"),
    Column("GHI CHÚ", 25),
)


def control_sheet(paper: ControlSlip) -> Sheet:
    """Mẫu 05 of TT 01/2018/TT-VPCP, Mẫu 06 of TT 03/2025/TT-VPCP."""
    about = Fields(
        (
            (Field("Mã số hồ sơ", paper.code, strong=True),),
            (Field("Cơ quan giải quyết hồ sơ", paper.settling_agency),),
            (
                Field(
                    "Cơ quan phối hợp giải quyết hồ sơ", "; ".join(paper.coordinating_agencies) or "Không có"
                ),
            ),
            (Field("Thủ tục", paper.request),),
            *applicant_rows(paper.applicant),
            (Field("Thời gian nhận hồ sơ", moment_text(paper.received_at)),),
            (Field("Thời gian trả kết quả", due_text(paper.due_at, strict=paper.due_strict), strong=True),),
        )
    )
    rows = tuple(_row(hand_over) for hand_over in paper.hand_overs)
    table = Table("Quá trình giao, nhận và giải quyết hồ sơ:", _COLUMNS, rows)
    remarks = Lines("Ghi nhận khác", paper.remarks, small=True) if paper.remarks else None
    return framed(paper, *present(about, table, remarks))


def _row(hand_over: HandOver) -> tuple[str, ...]:
    parties = f"1. Giao: {hand_over.from_agency}\n2. Nhận: {hand_over.to_agency}"
    return parties, _times(hand_over), timeliness_text(hand_over.timeliness), hand_over.note


def _times(hand_over: HandOver) -> str:
    given = moment_text(hand_over.given_at)
    received = moment_text(hand_over.received_at) if hand_over.received_at else "……"
    return (
        f"1. Giao: {given}\nNgười giao: {hand_over.giver or '……'}\n"
        f"2. Nhận: {received}\nNgười nhận: {hand_over.receiver or '……'}"
    )
