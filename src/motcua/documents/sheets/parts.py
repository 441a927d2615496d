"""Which parts do all papers share? Head, frame, the fields that name the applicant, the letter's end."""

from motcua.documents.papers import Applicant, Contact, Evaluation, Head, Paper, Signer
from motcua.documents.sheet import Block, Code, Field, Lines, Sheet, SheetHead, Signature, Signatures
from motcua.documents.wording import place_and_day

DEMONSTRATION = "BẢN MINH HỌA – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_COMMITTEE = "ỦY BAN NHÂN DÂN "
_ONE_LINE = 30  # letters of the left column on A5
SIGN_HERE = "(Ký, ghi rõ họ tên)"
SIGN_AND_SEAL = "(Ký, ghi rõ họ tên, đóng dấu)"


def framed(paper: Paper, *blocks: Block, dense: bool = False, crowded: bool = False) -> Sheet:
    """The sheet of a paper around its blocks; its notices stand above the title."""
    return Sheet(
        page=paper.form.page.value,
        head=head_of(paper.head),
        title=paper.form.title,
        label=paper.form.label,
        code=paper.code,
        blocks=blocks,
        mark=DEMONSTRATION if paper.demonstration else "",
        notices=paper.notices,
        dense=dense,
        crowded=crowded,
    )


def head_of(head: Head) -> SheetHead:
    """The desk under its agency where it issues, else the agency under its superior (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    upper, issuing = (
        (head.agency, head.one_stop_label) if head.one_stop_label else (head.superior, head.agency)
    )
    numbered = "/".join(part for part in (head.number or "……", head.symbol) if part)
    return SheetHead(
        agency=tuple(_letterhead(name) for name in (upper, issuing) if name),
        number=f"Số: {numbered}" if head.number or head.symbol else "",
        place_and_day=place_and_day(head.place, head.day),
    )


def _letterhead(name: str) -> str:
    """In capitals; a long name of a people's committee goes on under the words of its kind."""
    capitals = name.upper()
    rest = capitals.removeprefix(_COMMITTEE)
    return f"{_COMMITTEE.strip()}\n{rest}" if rest != capitals and len(capitals) > _ONE_LINE else capitals


def desk_of(head: Head) -> str:
    """The desk or agency as running text names it."""
    return head.one_stop_label or head.agency


def applicant_rows(applicant: Applicant, *, first: int | None = None) -> tuple[tuple[Field, ...], ...]:
    """Name, address, telephone and email, numbered from `first` where the form numbers its lines."""
    labels = (
        ("Tiếp nhận hồ sơ của", applicant.name),
        ("Địa chỉ", applicant.address),
        ("Số điện thoại", applicant.phone),
        ("Email", applicant.email),
    )
    name, address, phone, email = (
        Field(label, value, number="" if first is None else str(first + place), strong=place == 0)
        for place, (label, value) in enumerate(labels)
    )
    return (name,), (address,), (phone, email)


def contact_lines(contact: Contact) -> Lines | None:
    """Whom to ask, or nothing where nobody is named."""
    known = (("Cán bộ", contact.officer), ("Điện thoại", contact.phone), ("Trang thông tin", contact.website))
    said = "; ".join(f"{label}: {value}" for label, value in known if value)
    return Lines("Liên hệ khi cần hướng dẫn", (said,)) if said else None


def evaluation_codes(evaluation: Evaluation | None) -> tuple[Code, ...]:
    """The code with which the person rates the process once, at the right of the notes."""
    if evaluation is None:
        return ()
    return (Code(evaluation.qr_payload, "Mã QR để đánh giá việc phục vụ", f"Đánh giá:\n{evaluation.code}"),)


def letter_end(signer: Signer, recipients: tuple[str, ...]) -> Signatures:
    """Nơi nhận at the left, the signature of the agency's head at the right (NĐ 30/2020/NĐ-CP, điều 13)."""
    title = tuple(line for line in (signer.prefix, signer.title) if line)
    return Signatures(right=Signature(title, SIGN_AND_SEAL, signer.name), recipients=recipients)


def present(*blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that are there."""
    return tuple(block for block in blocks if block is not None)
