"""How is the cover of a visit laid out? Who came, one line for each wish, what was paid; A5 as the slips behind it."""

from motcua.documents.forms import Page
from motcua.documents.listings import VisitCover
from motcua.documents.sheet import Column, Field, Fields, Lines, Sheet, Signature, Signatures, Table
from motcua.documents.sheets.parts import DEMONSTRATION, SIGN_HERE, applicant_rows, head_of
from motcua.documents.wording import moment_text, money_text

_COLUMNS = (
    Column("STT", 8, "center"),
    Column("Mã số, nội dung yêu cầu", 52),
    Column("Hẹn trả kết quả", 26),
    Column("Phí, lệ phí", 28),
)


def visit_sheet(paper: VisitCover) -> Sheet:
    """The cover names every slip under it; it replaces none."""
    return Sheet(
        page=Page.A5.value,
        head=head_of(paper.head),
        title="Bìa hồ sơ của lượt giao dịch",
        label="Bìa kèm các giấy của lượt giao dịch, không thay giấy tiếp nhận",
        code=paper.code,
        blocks=(_about(paper), _table(paper), _money(paper), _signatures(paper), _notes(paper)),
        mark=DEMONSTRATION if paper.demonstration else "",
        dense=True,
    )


def _about(paper: VisitCover) -> Fields:
    where = (Field("Quầy", paper.counter),) if paper.counter else ()
    rows = applicant_rows(paper.applicant)
    return Fields((*rows, (Field("Đến lúc", moment_text(paper.opened_at), strong=True), *where)))


def _table(paper: VisitCover) -> Table:
    rows = tuple(
        (str(place), f"{line.code}\n{line.procedure}", line.outcome, line.fee)
        for place, line in enumerate(paper.lines, start=1)
    )
    return Table(f"Các việc đã yêu cầu ({len(rows)}):", _COLUMNS, rows)


def _money(paper: VisitCover) -> Fields:
    receipts = (Field("Biên lai số", ", ".join(paper.receipts)),) if paper.receipts else ()
    return Fields(((Field("Đã thu trong lượt", money_text(paper.paid), strong=True), *receipts),))


def _signatures(paper: VisitCover) -> Signatures:
    return Signatures(right=Signature(("NGƯỜI TIẾP NHẬN",), SIGN_HERE, paper.received_by))


def _notes(paper: VisitCover) -> Lines:
    page = f"{paper.site.rstrip('/')}/tra-cuu/"
    look_up = f"Tra cứu từng hồ sơ tại {page} bằng mã số và mã tra cứu ghi trên giấy của hồ sơ."
    return Lines(
        "Ghi chú", (look_up, "Mỗi việc có giấy riêng kèm sau bìa này, theo đúng thứ tự."), small=True
    )
