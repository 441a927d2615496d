"""How is the register laid out, and which cells has each of its lines? The same for paper and spreadsheet."""

from motcua.documents.listings import Register, RegisterLine
from motcua.documents.sheet import Column, Lines, Sheet
from motcua.documents.sheets.listing import code_text, counted_table, landscape, short
from motcua.documents.wording import day_text

REGISTER_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Mã số hồ sơ", 46),
    Column("Tên thủ tục hành chính", 44),
    Column("Số bộ", 9, "center"),
    Column("Tên cá nhân, tổ chức", 26),
    Column("Địa chỉ, số điện thoại", 28),
    Column("Cơ quan chủ trì giải quyết", 22),
    Column("Nhận hồ sơ", 19, "center", "Ngày, tháng, năm"),
    Column("Hẹn trả kết quả", 19, "center", "Ngày, tháng, năm"),
    Column("Trả kết quả", 19, "center", "Ngày, tháng, năm"),
    Column("Phương thức nhận kết quả", 19, "left", "Nhận kết quả"),
    Column("Ký nhận", 18, "left", "Nhận kết quả"),
    Column("Ghi chú", 20),
)


def register_cells(line: RegisterLine) -> tuple[str, ...]:
    """The cells of a line without its running number."""
    return (
        line.code,
        line.procedure,
        f"{line.sets:02d}",
        line.applicant,
        line.contact,
        line.agency,
        short(line.received_at),
        short(line.due_at, strict=line.due_strict),
        short(line.returned_at),
        line.return_channel,
        line.returned_to,
        line.note,
    )


def _printed(line: RegisterLine) -> tuple[str, ...]:
    code, *others = register_cells(line)
    return code_text(code), *others


def register_sheet(paper: Register) -> Sheet:
    """Mẫu 06 of TT 01/2018/TT-VPCP, Mẫu 07 of TT 03/2025/TT-VPCP."""
    period = f"Từ ngày {day_text(paper.first)} đến ngày {day_text(paper.last)}."
    table = counted_table(
        period,
        REGISTER_COLUMNS,
        tuple(map(_printed, paper.lines)),
        "Không có hồ sơ trong khoảng ngày này",
    )
    total = Lines("Tổng số", (f"{len(paper.lines)} hồ sơ, theo thứ tự tiếp nhận.",), small=True)
    return landscape(paper, paper.form.title, paper.form.label, table, total)
