"""How are the letters laid out? The apology (Mẫu 04) and the notice of a stop (Mẫu 05 of 2025)."""

from motcua.documents.papers import Apology, Applicant, StopNotice
from motcua.documents.sheet import Field, Fields, Lines, Paragraph, Sheet
from motcua.documents.sheets.parts import framed, letter_end, present
from motcua.documents.wording import address_form, day_text, due_text, ended, moment_text


def apology_sheet(paper: Apology) -> Sheet:
    """Mẫu 04: the promise that is not kept, the reason, the apology, the new time; once (promises.md 19)."""
    spoken = address_form(organisation=paper.applicant.organisation)
    agency = paper.head.agency
    return framed(
        paper,
        _to(paper.applicant),
        Paragraph(
            f"{agency} đã tiếp nhận hồ sơ của {spoken} về việc {paper.request}, mã số hồ sơ {paper.code}, "
            f"lúc {moment_text(paper.received_at)}."
        ),
        Fields(
            ((Field("Thời gian hẹn trả kết quả", due_text(paper.due_original, strict=paper.due_strict)),),)
        ),
        Paragraph(
            f"Đến nay, {agency} chưa trả được kết quả đúng thời gian đã hẹn. Lý do: {ended(paper.reason)}"
        ),
        Paragraph(f"{agency} xin lỗi {spoken} về sự chậm trễ này và hẹn lại như sau:"),
        Fields(_new_time(paper)),
        Paragraph(f"Rất mong nhận được sự thông cảm của {spoken}./."),
        letter_end(paper.signer, paper.recipients),
    )


def stop_sheet(paper: StopNotice) -> Sheet:
    """Mẫu 05, TT 03/2025/TT-VPCP: at which stage, on which ground the dossier stops, and what is given back."""
    spoken = address_form(organisation=paper.applicant.organisation)
    asked = Field("Ngày đề nghị dừng", day_text(paper.asked_on)) if paper.asked_on else None
    rows = [
        (Field("Mã số hồ sơ", paper.code, strong=True),),
        (Field("Nội dung yêu cầu giải quyết", paper.request),),
        (Field("Thời gian nhận hồ sơ", moment_text(paper.received_at)),),
        *([(asked,)] if asked else []),
        (Field("Giai đoạn giải quyết", paper.stage),),
    ]
    grounds = tuple(f"{ended(ground.reason)} Căn cứ: {ended(ground.basis)}" for ground in paper.grounds)
    settled = (
        Fields(((Field("Phí, lệ phí", ended(paper.fee_settlement)),),)) if paper.fee_settlement else None
    )
    blocks = present(
        _to(paper.applicant),
        Paragraph(f"{paper.head.agency} thông báo dừng giải quyết hồ sơ sau của {spoken}:"),
        Fields(tuple(rows)),
        Lines("Lý do dừng giải quyết", grounds),
        settled,
        Lines("Giấy tờ trả lại", paper.returned_papers) if paper.returned_papers else None,
        Paragraph(f"{paper.head.agency} thông báo để {spoken} biết./."),
        letter_end(paper.signer, paper.recipients),
    )
    return framed(paper, *blocks)


def _to(applicant: Applicant) -> Fields:
    rows = [(Field("Kính gửi", applicant.name, strong=True),)]
    if applicant.address:
        rows.append((Field("Địa chỉ", applicant.address),))
    if applicant.phone:
        rows.append((Field("Số điện thoại", applicant.phone),))
    return Fields(tuple(rows))


def _new_time(paper: Apology) -> tuple[tuple[Field, ...], ...]:
    rows = [
        (Field("Thời gian hẹn trả kết quả lại", due_text(paper.due_extended, strict=False), strong=True),)
    ]
    if paper.extension:
        rows.append((Field("Thời gian đề nghị gia hạn", paper.extension),))
    if paper.extension_count:
        rows.append((Field("Số lần gia hạn", f"{paper.extension_count:02}"),))
    return tuple(rows)
