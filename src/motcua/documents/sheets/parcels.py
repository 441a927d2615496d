"""How is the list laid out of parcels that a worker of the post takes over?"""

from motcua.documents.listings import ParcelLine, ParcelList
from motcua.documents.sheet import Column, Sheet, Signature, Signatures
from motcua.documents.sheets.listing import amount, code_text, counted_table, landscape, short
from motcua.documents.sheets.parts import SIGN_HERE, desk_of
from motcua.documents.wording import moment_text

_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Số hiệu bưu gửi", 38),
    Column("Mã số hồ sơ", 48),
    Column("Người nhận", 42),
    Column("Điện thoại", 28),
    Column("Địa chỉ nhận", 62),
    Column("Cước", 34),
    Column("Giao lúc", 24, "center"),
)


def parcel_sheet(paper: ParcelList) -> Sheet:
    """Bảng kê bưu gửi, signed by who gave and who took."""
    caption = (
        f"{paper.carrier} nhận {len(paper.lines)} bưu gửi ngày {paper.day:%d/%m/%Y}. Lập lúc "
        f"{moment_text(paper.moment)}."
    )
    return landscape(
        paper,
        "Bảng kê bưu gửi trả kết quả",
        f"Bảng kê nội bộ của {desk_of(paper.head)}",
        counted_table(caption, _COLUMNS, tuple(map(_cells, paper.lines)), "Không có bưu gửi"),
        Signatures(
            left=Signature(("NGƯỜI GIAO",), SIGN_HERE, paper.official),
            right=Signature(("NHÂN VIÊN BƯU CHÍNH",), SIGN_HERE, paper.carrier_person),
        ),
    )


def _cells(line: ParcelLine) -> tuple[str, ...]:
    cost = "\n".join(part for part in (line.payer, amount(line.cost)) if part)
    return (
        line.number, code_text(line.code), line.receiver, line.phone, line.address, cost, short(line.at)
    )  # fmt: skip
