"""How is the receipt of an online filing laid out? The number, when the answer comes, every paper with its SHA-256."""

from dataclasses import dataclass
from datetime import datetime

from motcua.documents.papers import Head
from motcua.documents.sheet import Code, Column, Field, Fields, Lines, Sheet, Table
from motcua.documents.sheets.parts import DEMONSTRATION, head_of
from motcua.documents.typesetting import described, set_sheets
from motcua.documents.wording import moment_text

_COLUMNS = (
    Column("TT", 8, "center"),
    Column("Giấy tờ", 56),
    Column("Tệp, số trang", 40),
    Column("SHA-256", 66),
)
_HALF = 32  # of the 64 signs of a hash, so that it stands in two lines
WHAT_IT_IS = (
    "Biên nhận này xác nhận đã gửi; giấy tiếp nhận và hẹn trả kết quả (Mẫu 01) được cấp khi tiếp nhận hồ sơ."
)
HOW_TO_CHECK = "Tệp ông/bà giữ có cùng mã SHA-256 là đúng tệp đã gửi, không ai sửa."


@dataclass(frozen=True, slots=True)
class SentPaper:
    """One file that was sent: of which paper, its name with size and pages in words, its SHA-256."""

    title: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FilingReceipt:
    """What the person holds of an online filing; `answer` and `promise` are moments in words."""

    head: Head
    code: str
    secret: str
    address: str
    applicant: str
    request: str
    answer: str
    promise: str
    papers: tuple[SentPaper, ...]
    moment: datetime
    demonstration: bool = False


def typeset_filing_receipt(paper: FilingReceipt) -> bytes:
    """The receipt as PDF/A-3a, dated by the moment of filing: printed again it is the same, byte for byte."""
    return set_sheets([described(filing_receipt_sheet(paper))], moment=paper.moment)


def filing_receipt_sheet(paper: FilingReceipt) -> Sheet:
    """Biên nhận nộp hồ sơ trực tuyến."""
    about = Fields(
        (
            (Field("Số nộp trực tuyến", paper.code, strong=True),),
            (Field("Người nộp", paper.applicant),),
            (Field("Thủ tục", paper.request),),
            (Field("Nộp lúc", moment_text(paper.moment)), Field("Trả lời trước", paper.answer)),
            *(((Field("Nếu hồ sơ đủ, nhận kết quả", paper.promise),),) if paper.promise else ()),
        ),
        codes=(Code(paper.address, "Mã QR mở trang tra cứu hồ sơ", f"Mã tra cứu: {paper.secret}"),),
    )
    rows = tuple(
        (str(place), one.title, one.file, f"{one.sha256[:_HALF]}\n{one.sha256[_HALF:]}")
        for place, one in enumerate(paper.papers, start=1)
    )
    return Sheet(
        page="a4",
        head=head_of(paper.head),
        title="Biên nhận nộp hồ sơ trực tuyến",
        label="Biên nhận nộp hồ sơ trực tuyến",
        code=paper.code,
        blocks=(
            about,
            Table("Giấy tờ đã gửi:", _COLUMNS, rows or (("", "Không có giấy tờ nào", "", ""),)),
            Lines("Ghi chú", (WHAT_IT_IS, HOW_TO_CHECK), small=True),
        ),
        mark=DEMONSTRATION if paper.demonstration else "",
        dense=True,
    )
