"""What hangs on the wall and goes home with a person: sheet, folded leaflet and poster of one procedure at one unit."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.core.moments import local_day
from motcua.documents.qr_codes import qr_svg
from motcua.documents.sheets.parts import DEMONSTRATION
from motcua.documents.typesetting import set_by, shown
from motcua.documents.wording import day_text


class HandoutKind(StrEnum):
    """How it is laid out."""

    SHEET = "sheet"  # tờ hướng dẫn A4
    LEAFLET = "leaflet"  # tờ gấp, A4 gấp đôi thành A5
    POSTER = "poster"  # áp phích A3


@dataclass(frozen=True, slots=True)
class HandoutPaper:
    """A paper to bring: its name, how it is handed in and when it is needed."""

    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Handout:
    """A procedure at a unit as the public page shows it on the day of `moment`; every text is ready to be printed.

    `address` is the page's own, as the QR code holds it; it carries nothing of a person.
    """

    moment: datetime
    unit: str
    name: str
    code: str
    field: str
    promises: tuple[str, ...]
    limit: str
    papers: tuple[HandoutPaper, ...]
    fees: tuple[str, ...]
    result: str
    ways: tuple[str, ...]
    desk: tuple[str, ...]
    basis: str
    address: str
    demonstration: bool


def typeset_handout(handout: Handout, kind: HandoutKind) -> bytes:
    """The handout as PDF/A-3a and PDF/UA-1."""
    data: dict[str, Any] = asdict(handout) | {
        "moment": day_text(local_day(handout.moment)),
        "kind": kind.value,
        "mark": DEMONSTRATION if handout.demonstration else "",
        "svg": qr_svg(handout.address),
    }
    return set_by("handout.typ", shown(data), moment=handout.moment)
