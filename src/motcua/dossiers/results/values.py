"""What does the office know for a result of this dossier, by the names that templates use?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.phones import phone_text
from motcua.documents.number_words import day_in_words
from motcua.documents.wording import day_text, place_and_day
from motcua.dossiers.models import Dossier

NOT_YET = "……"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the approval adds to a draft: number, day, signer with the power as the step cites it, book numbers."""

    moment: datetime
    number: str = ""
    signer: str = ""
    power: Mapping[str, Any] = field(default_factory=dict)
    book_numbers: tuple[str, ...] = ()
    check_code: str = ""


def known_values(dossier: Dossier, decided: Decided) -> dict[str, str]:
    """The values of `content.KNOWN`; what is not decided yet is dotted."""
    unit, day = dossier.unit, local_day(decided.moment)
    return {
        "applicant.name": dossier.applicant_name,
        "applicant.id_number": dossier.id_number,
        "applicant.address": dossier.address,
        "applicant.phone": phone_text(dossier.phone),
        "applicant.representative": dossier.representative or dossier.applicant_name,
        "dossier.code": str(dossier),
        "dossier.request": dossier.version.name,
        "dossier.received": day_text(local_day(dossier.received_at)),
        "dossier.papers": _papers(dossier),
        "dossier.copies": _copies(dossier),
        "unit.name": unit.name,
        "unit.upper": unit.name.upper(),
        "unit.place": unit.place or unit.name,
        "unit.superior": unit.parent.name if unit.parent else "",
        "day.text": place_and_day("", day).removeprefix(", "),
        "day.short": day_text(day),
        "day.words": day_in_words(day),
        "signer.name": decided.signer or NOT_YET,
        "signer.title": f"{decided.power['title']}, {unit.name}" if decided.power else NOT_YET,
        "number": decided.number or NOT_YET,
        "book.number": "; ".join(decided.book_numbers) or NOT_YET,
    }


def _papers(dossier: Dossier) -> str:
    titles = [str(item["title"]) for item in dossier.items if item.get("title")]
    return "; ".join(titles or dossier.handed_in.order_by("round", "position").values_list("name", flat=True))


def _copies(dossier: Dossier) -> str:
    copies = sum(item.get("copies") or 0 for item in dossier.items)
    return f"{copies:02}" if copies else ""
