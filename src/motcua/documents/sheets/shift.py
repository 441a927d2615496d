"""How is the hand-over sheet of a shift laid out? What came, went, stays, and the drawer."""

from motcua.documents.listings import Money, ShiftLine, ShiftSheet
from motcua.documents.sheet import Column, Field, Fields, Sheet, Signature, Signatures, Table
from motcua.documents.sheets.listing import code_text, counted_table, landscape, short
from motcua.documents.sheets.parts import SIGN_HERE, desk_of
from motcua.documents.wording import day_text, money_text

_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Mã số hồ sơ", 46),
    Column("Thủ tục", 70),
    Column("Người nộp", 50),
    Column("Trạng thái", 40),
    Column("Bản chính đang giữ", 24, "center"),
    Column("Lúc", 30, "center"),
)


def shift_sheet(paper: ShiftSheet) -> Sheet:
    """Biên bản bàn giao ca: every sum stands above the list it is made of."""
    about = Fields(
        (
            (Field("Người bàn giao", paper.official, strong=True), Field("Ngày", day_text(paper.day))),
            (
                Field("Đã tiếp nhận", f"{len(paper.received)} hồ sơ"),
                Field("Đã trả kết quả", f"{len(paper.returned)} hồ sơ"),
                Field("Chưa xong", f"{len(paper.unfinished)} hồ sơ"),
                Field("Bản chính đang giữ", str(paper.originals)),
                Field("Lượt đóng dấu", str(paper.imprints)),
            ),
            (
                Field("Kết quả trên kệ của quầy chưa ai nhận", str(paper.uncollected)),
                Field("trong đó cần gọi nhắc", str(paper.to_call)),
            ),
            *_money(paper.money),
        )
    )
    return landscape(
        paper,
        "Biên bản bàn giao ca",
        f"Biên bản nội bộ của {desk_of(paper.head)}",
        about,
        _table("Hồ sơ đã tiếp nhận", paper.received),
        _table("Hồ sơ đã trả kết quả", paper.returned),
        _table("Hồ sơ chưa xong, bàn giao lại", paper.unfinished),
        Signatures(
            left=Signature(("NGƯỜI BÀN GIAO",), SIGN_HERE, paper.official),
            right=Signature(("NGƯỜI NHẬN BÀN GIAO",), SIGN_HERE),
        ),
    )


def _money(money: Money) -> tuple[tuple[Field, ...], ...]:
    cash = (
        Field("Tiền mặt đầu ngày", money_text(money.opening)),
        Field("thu", money_text(money.cash_in)),
        Field("hoàn", money_text(money.cash_out)),
        Field("phải có", money_text(money.expected), strong=True),
        Field("kiểm đếm", "chưa khóa sổ" if money.counted is None else money_text(money.counted)),
    )
    transfer = (
        Field("Chuyển khoản thu", money_text(money.transfer_in)),
        Field("hoàn", money_text(money.transfer_out)),
    )
    why = ((Field("Lý do chênh lệch", money.difference_reason),),) if money.difference_reason else ()
    return (cash, transfer, *why)


def _table(caption: str, lines: tuple[ShiftLine, ...]) -> Table:
    rows = tuple(
        (
            code_text(line.code),
            line.procedure,
            line.applicant,
            line.state,
            str(line.originals) if line.originals else "",
            short(line.at),
        )
        for line in lines
    )
    return counted_table(f"{caption} ({len(lines)}):", _COLUMNS, rows, "Không có")
