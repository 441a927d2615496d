"""How does a result become a PDF, and where on it does the signature go?"""

from dataclasses import dataclass
from datetime import datetime

from motcua.documents.results import ResultSheet
from motcua.documents.typesetting import described, set_and_asked

_TEMPLATE = "result.typ"


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """The gap between title and name in millimetres from the page's upper left corner; `page` counts from 1."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SetResult:
    """A result as PDF/A-3a and PDF/UA-1 with the place of its signature."""

    pdf: bytes
    signing_place: SigningPlace


def typeset_result(sheet: ResultSheet, *, moment: datetime) -> SetResult:
    """The same facts and moment make the same bytes. Safe in any number of threads."""
    made, place = set_and_asked(_TEMPLATE, described(sheet), moment=moment, label="signing-place")
    return SetResult(made, SigningPlace(**place))
