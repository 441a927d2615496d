"""How are Mẫu 02 (supplement) and Mẫu 03 (refusal) laid out?"""

from motcua.documents.papers import Ground, MissingItem, RefusalSlip, SupplementRequest
from motcua.documents.sheet import (
    Column,
    Field,
    Fields,
    Lines,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    Table,
)
from motcua.documents.sheets.parts import (
    SIGN_HERE,
    applicant_rows,
    contact_lines,
    desk_of,
    evaluation_codes,
    framed,
    present,
)
from motcua.documents.wording import address_form, due_text, ended

_GROUP = "Số lượng"
_MISSING_COLUMNS = (
    Column("TT", 8, "center"),
    Column("Thành phần hồ sơ", 54),
    Column("Bản chính", 13, "center", _GROUP),
    Column("Bản chứng thực", 15, "center", _GROUP),
    Column("Bản photo", 13, "center", _GROUP),
)
_GROUND_COLUMNS = (Column("TT", 8, "center"), Column("Lý do", 52), Column("Căn cứ pháp lý", 43))


def supplement_sheet(paper: SupplementRequest) -> Sheet:
    """Mẫu 02: every defect once, each with why and how many of which kind."""
    until = (
        (Field("Đề nghị nộp bổ sung", f"trước {due_text(paper.answer_by, strict=False)}"),)
        if paper.answer_by
        else None
    )
    rows = _about(paper.code, paper.request)
    blocks = present(
        Paragraph(f"{desk_of(paper.head)} đã nhận và kiểm tra hồ sơ sau:"),
        Fields((rows[0], *applicant_rows(paper.applicant), rows[1])),
        Table(
            "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", _MISSING_COLUMNS, _missing_rows(paper.items)
        ),
        Fields(tuple(row for row in ((Field("Lý do", ended(paper.reason)),), until) if row)),
        Paragraph(
            "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, "
            f"{address_form(organisation=paper.applicant.organisation)} xin liên hệ để được hướng dẫn cụ thể."
        ),
        contact_lines(paper.contact),
        Signatures(right=Signature(("NGƯỜI HƯỚNG DẪN",), SIGN_HERE, paper.guide)),
        _notes(paper),
    )
    return framed(paper, *blocks)


def refusal_sheet(paper: RefusalSlip) -> Sheet:
    """Mẫu 03: a refusal names each reason and the provision it rests on."""
    rows = _about(paper.code, paper.request)
    spoken = address_form(organisation=paper.applicant.organisation)
    blocks = present(
        Paragraph(f"{desk_of(paper.head)} đã nhận và kiểm tra hồ sơ sau:"),
        Fields((rows[0], *applicant_rows(paper.applicant), rows[1])),
        Paragraph(
            f"Qua xem xét, {desk_of(paper.head)} thông báo không tiếp nhận, giải quyết hồ sơ này của {spoken}."
        ),
        Table("Lý do cụ thể:", _GROUND_COLUMNS, _ground_rows(paper.grounds)),
        contact_lines(paper.contact),
        Signatures(
            left=Signature(("NGƯỜI NỘP HỒ SƠ",), SIGN_HERE, paper.handed_in_by or paper.applicant.name),
            right=Signature(("NGƯỜI TIẾP NHẬN HỒ SƠ",), SIGN_HERE, paper.refused_by),
        ),
        _notes(paper),
    )
    return framed(paper, *blocks)


def _notes(paper: SupplementRequest | RefusalSlip) -> Lines | None:
    codes = evaluation_codes(paper.evaluation)
    return Lines("Ghi chú", paper.notes, small=True, codes=codes) if paper.notes or codes else None


def _about(code: str, request: str) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    return (Field("Mã số", code, strong=True),), (Field("Nội dung yêu cầu giải quyết", request, strong=True),)


def _missing_rows(items: tuple[MissingItem, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(place),
            f"{item.name}\n{ended(item.why)}" if item.why else item.name,
            _count(item.originals),
            _count(item.certified),
            _count(item.copies),
        )
        for place, item in enumerate(items, start=1)
    )


def _count(number: int) -> str:
    return f"{number:02}" if number else "–"


def _ground_rows(grounds: tuple[Ground, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(place), ended(ground.reason), ground.basis) for place, ground in enumerate(grounds, start=1)
    )
