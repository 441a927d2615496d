"""Of what does a declaration of a citizen consist, and how does it become a PDF? As the circulars print theirs."""

from dataclasses import dataclass, field
from datetime import datetime

from motcua.documents.results import Heading
from motcua.documents.sheet import Paragraph, Table
from motcua.documents.typesetting import described, set_by

_TEMPLATE = "declaration.typ"


@dataclass(frozen=True, slots=True)
class Answer:
    """A printed label with what was answered; "" becomes a dotted line."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One or more answers that stand in one line."""

    answers: tuple[Answer, ...]
    kind: str = field(default="answers", init=False)


DeclarationBlock = AnswerLine | Paragraph | Heading | Table


@dataclass(frozen=True, slots=True)
class DeclarationSheet:
    """A declaration on A4: `form_no` at the upper right, country and motto, title, `addressee`, blocks, signature.

    `label` stands at the foot of each page; `mark` at its head where the paper has no force (a demonstration).
    """

    title: str
    blocks: tuple[DeclarationBlock, ...]
    place_and_day: str
    signature: str
    signature_hint: str
    signed_by: str
    signature_left: str = ""
    signed_left_by: str = ""
    subtitle: str = ""
    form_no: str = ""
    addressee: str = ""
    label: str = ""
    mark: str = ""
    country: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"


def typeset_declaration(sheet: DeclarationSheet, *, moment: datetime) -> bytes:
    """As PDF/A-3a and PDF/UA-1; the same facts and moment make the same bytes. Safe in any number of threads."""
    return set_by(_TEMPLATE, described(sheet), moment=moment)
