"""How is a month of a certification book laid out for binding, and how is its year closed?

Columns after the specimens of 23/2015/NĐ-CP; printed, bound and signed by month, closed by year.
"""

from motcua.documents.listings import BookLine, CertificationBook, YearEnd
from motcua.documents.sheet import Column, Lines, Sheet, Signature, Signatures, Table
from motcua.documents.sheets.listing import amount, code_text, landscape
from motcua.documents.sheets.parts import SIGN_AND_SEAL, SIGN_HERE
from motcua.documents.wording import day_text, moment_text, money_text

_LABEL = "In từ sổ chứng thực điện tử để đóng quyển"
_WHAT = {
    "SCT/BS": "Tên của bản chính giấy tờ, văn bản được chứng thực",
    "SCT/CK,ĐC": "Loại giấy tờ, văn bản được ký, điểm chỉ",
    "SCT/CKND": "Tên giấy tờ, văn bản được dịch",
    "SCT/HĐ,GD": "Tên hợp đồng, giao dịch được chứng thực",
}
_COPIES = {"SCT/BS": "Số bản sao đã chứng thực", "SCT/HĐ,GD": "Số bản"}


def certification_book_sheet(paper: CertificationBook) -> Sheet:
    """The book's lines in the order of their numbers; a spoilt number is said, never left out."""
    period = f"Tháng {paper.month:02d} năm {paper.year}" if paper.month else f"Năm {paper.year}"
    columns = (
        Column("Số chứng thực", 14, "center"),
        Column("Ngày, tháng, năm chứng thực", 22, "center"),
        Column("Họ và tên, số giấy tờ tùy thân của người yêu cầu chứng thực", 50),
        Column(_WHAT.get(paper.book, "Tên giấy tờ"), 62),
        Column("Họ tên, chức danh người ký chứng thực", 42),
        Column(_COPIES.get(paper.book, "Số lượng"), 18, "center"),
        Column("Phí chứng thực (đồng)", 20, "right"),
        Column("Hồ sơ, ghi chú", 46),
    )
    rows = tuple(map(_cells, paper.lines)) or (("", "", "Không có việc chứng thực", "", "", "", "", ""),)
    return landscape(
        paper,
        paper.title,
        _LABEL,
        Table(f"{paper.code}. {period}: {_standing(paper)} việc.", columns, rows),
        _closing(paper.year_end, paper.year) if paper.year_end else None,
        Signatures(
            left=Signature(("NGƯỜI LẬP SỔ",), SIGN_HERE, paper.year_end.closed_by if paper.year_end else ""),
            right=Signature(("NGƯỜI THỰC HIỆN CHỨNG THỰC",), SIGN_AND_SEAL),
        ),
    )


def _standing(paper: CertificationBook) -> int:
    return sum(not line.spoilt for line in paper.lines)


def _cells(line: BookLine) -> tuple[str, ...]:
    return (
        f"{line.number:02d}",
        day_text(line.day),
        "\n".join(part for part in (line.requester, line.requester_id) if part),
        line.title,
        line.signer,
        "" if line.copies is None else str(line.copies),
        "" if line.spoilt else amount(line.fee),
        code_text(line.code) + ("\nSố hủy: phê duyệt đã được thu hồi" if line.spoilt else ""),
    )


def _closing(end: YearEnd, year: int) -> Lines:
    return Lines(
        f"Khóa sổ năm {year}",
        (
            f"Tổng số việc chứng thực: {end.numbers - end.spoilt} (số đã cấp: {end.numbers}, số hủy: {end.spoilt}).",
            f"Tổng số bản: {end.copies}. Tổng phí theo biểu: {money_text(end.fee)}.",
            f"Khóa lúc {moment_text(end.closed_at)}, người khóa: {end.closed_by}.",
        ),
    )
