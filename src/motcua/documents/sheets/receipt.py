"""How is Mẫu 01 laid out? The fourteen lines of the form in their order, two signatures, notes."""

from math import ceil

from motcua.documents.papers import Component, Promise, Receipt
from motcua.documents.sheet import (
    Appointment,
    Code,
    Column,
    Field,
    Fields,
    Lines,
    Sheet,
    Signature,
    Signatures,
    Table,
)
from motcua.documents.sheets.parts import SIGN_HERE, applicant_rows, desk_of, evaluation_codes, framed
from motcua.documents.wording import (
    copy_kind_text,
    due_text,
    ended,
    fees_text,
    late_entry_text,
    moment_text,
    provisional_text,
    return_channel_text,
    sets_text,
)

_COLUMNS = (
    Column("STT", 8, "center"),
    Column("Tên giấy tờ", 60),
    Column("Loại", 24, "center"),
    Column("Số lượng", 16, "center"),
)
# Letters on a line: across the page, in the frame of the explanation, in the table's second column.
_WIDE, _SMALL, _IN_TABLE = 80, 95, 50
_ROOMY = 16  # lines for which the usual size has room
TWO_COPIES = (
    "Giấy này lập thành 02 liên: một liên giao người nộp hồ sơ, "
    "một liên chuyển kèm hồ sơ và lưu tại nơi tiếp nhận."
)
BRING_THIS = "Khi nhận kết quả, xin mang theo giấy này và giấy tờ tùy thân."


def receipt_sheet(paper: Receipt) -> Sheet:
    """Mẫu 01, TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP."""
    return framed(
        paper,
        _who(paper),
        _what(paper),
        Table("7. Thành phần hồ sơ nộp gồm:", _COLUMNS, _component_rows(paper.components)),
        _terms(paper),
        _appointment(paper.promise),
        _return_and_fee(paper),
        _signatures(paper),
        _notes(paper),
        dense=True,
        crowded=_lines_needed(paper) > _ROOMY,
    )


def _lines_needed(paper: Receipt) -> int:
    """About how many printed lines the parts take whose length differs from slip to slip."""
    wide = (paper.request, paper.head.agency, paper.term_text, *paper.notices, *paper.notes)
    small = paper.promise.explanation
    return (
        sum(ceil(len(text) / _WIDE) for text in wide)
        + sum(ceil(len(text) / _SMALL) for text in small)
        + sum(ceil(len(component.name) / _IN_TABLE) for component in paper.components)
    )


def _who(paper: Receipt) -> Fields:
    code = Field("Mã số hồ sơ", paper.code, "1", strong=True)
    rows = ((code,), *applicant_rows(paper.applicant, first=2))
    caption = f"Mã tra cứu: {paper.tracking.secret}"
    return Fields(rows, codes=_codes(paper.tracking.qr_payload, "Mã QR để tra cứu hồ sơ", caption))


def _what(paper: Receipt) -> Fields:
    """Under the code, so that a long name of a procedure has the whole width."""
    return Fields(((Field("Nội dung yêu cầu giải quyết", paper.request, "6", strong=True),),))


def _codes(payload: str, alt: str, caption: str) -> tuple[Code, ...]:
    return (Code(payload, alt, caption),) if payload else ()


def _component_rows(components: tuple[Component, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(place), component.name, copy_kind_text(component.kind), f"{component.count:02}")
        for place, component in enumerate(components, start=1)
    )


def _terms(paper: Receipt) -> Fields:
    late = (
        (late_entry_text(paper.late_entry.entered_at, paper.late_entry.reason),) if paper.late_entry else ()
    )
    return Fields(
        (
            (
                Field("Số lượng hồ sơ", sets_text(paper.sets), "8"),
                Field("Thời gian giải quyết theo quy định", paper.term_text, "9"),
            ),
            (Field("Thời gian nhận hồ sơ", moment_text(paper.received_at), "10", strong=True, under=late),),
        )
    )


def _appointment(promise: Promise) -> Appointment:
    due = Field("Thời gian trả kết quả", due_text(promise.due_at, strict=promise.strict), "11", strong=True)
    provisional = (provisional_text(promise.due_at),) if promise.provisional else ()
    return Appointment(due, promise.reason, tuple(ended(line) for line in promise.explanation) + provisional)


def _return_and_fee(paper: Receipt) -> Fields:
    where = return_channel_text(paper.return_channel, desk=desk_of(paper.head), address=paper.return_address)
    fees = fees_text(None if paper.fees is None else [(fee.name, fee.amount) for fee in paper.fees])
    book = f"Quyển số {paper.book or '……'}, Số thứ tự {paper.number_in_book or '……'}"
    return Fields(
        (
            (Field("Đăng ký nhận kết quả tại", where, "12"),),
            (Field("Phí, lệ phí", f"{fees} ({paper.fee_note})" if paper.fee_note else fees, "13"),),
            (Field("Vào Sổ theo dõi hồ sơ", book, "14"),),
        )
    )


def _signatures(paper: Receipt) -> Signatures:
    received_by = f"{paper.received_by} – {paper.counter}" if paper.counter else paper.received_by
    return Signatures(
        left=Signature(("NGƯỜI NỘP HỒ SƠ",), SIGN_HERE, paper.handed_in_by or paper.applicant.name),
        right=Signature(("NGƯỜI TIẾP NHẬN HỒ SƠ",), SIGN_HERE, received_by),
    )


def _notes(paper: Receipt) -> Lines:
    tracking = paper.tracking
    look_up = f"Tra cứu hồ sơ tại {tracking.address}, mã hồ sơ {paper.code}, mã tra cứu: {tracking.secret}."
    said = (look_up, BRING_THIS, *paper.notes, TWO_COPIES)
    return Lines("Ghi chú", said, small=True, codes=evaluation_codes(paper.evaluation))
