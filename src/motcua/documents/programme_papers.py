"""What of a programme hangs on the wall, goes home, stands at the counter, is read out? One template, five papers."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.core.moments import local_day
from motcua.documents.qr_codes import qr_svg
from motcua.documents.sheets.parts import DEMONSTRATION
from motcua.documents.typesetting import set_by, shown
from motcua.documents.wording import day_text


class ProgrammePaperKind(StrEnum):
    """How it is laid out."""

    LIST = "list"  # danh mục A4
    LEAFLET = "leaflet"  # tờ gấp, A4 gấp đôi thành A5
    POSTER = "poster"  # áp phích A3
    CARD = "card"  # bảng đặt tại quầy, A5 ngang
    SPOKEN = "spoken"  # bài phát thanh


@dataclass(frozen=True, slots=True)
class ListedField:
    """Procedures of one field, name and code each."""

    name: str
    procedures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListedLevel:
    """The list of one level in words."""

    name: str
    count: str
    fields: tuple[ListedField, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePaper:
    """A programme as its public page shows it on the day of `moment`; `spoken` are the sentences read out."""

    moment: datetime
    name: str
    units: str
    promises: tuple[str, ...]
    own_cut_offs: tuple[str, ...]
    when: tuple[str, ...]
    ways: tuple[str, ...]
    levels: tuple[ListedLevel, ...]
    spoken: tuple[str, ...]
    source: str
    address: str
    version: str
    demonstration: bool


def typeset_programme(paper: ProgrammePaper, kind: ProgrammePaperKind) -> bytes:
    """The paper as PDF/A-3a and PDF/UA-1."""
    data: dict[str, Any] = asdict(paper) | {
        "moment": day_text(local_day(paper.moment)),
        "kind": kind.value,
        "mark": DEMONSTRATION if paper.demonstration else "",
        "svg": qr_svg(paper.address),
    }
    return set_by("programme.typ", shown(data), moment=paper.moment)
