"""Who looked at the data of this person? The journal of views, searched by data subject (R-292)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from motcua.core.models import JournalEntry
from motcua.core.vntext import fold
from motcua.dossiers.models import Dossier, Intake

MOST_SUBJECTS = 50
PAGE_SIZE = 50
_SHORTEST_NAME = 3


class SoughtBy(StrEnum):
    """What the searcher knows of the person."""

    CODE = "code"  # mã hồ sơ, số phiếu
    IDENTITY = "identity"  # số giấy tờ
    NAME = "name"  # họ và tên


@dataclass(frozen=True, slots=True)
class Viewings:
    """One page of views, the newest first; `codes` are the dossiers and intakes of the person.

    `more_subjects`: more dossiers match than are searched, so the search should be narrowed. `next_id` asks for
    the following page; None where there is none.
    """

    codes: tuple[str, ...]
    more_subjects: bool
    rows: tuple[JournalEntry, ...]
    next_id: int | None


def codes_of(unit_id: str, by: SoughtBy, text: str) -> list[str]:
    """Codes and numbers of the unit's dossiers and intakes of one person, the newest first.

    A code or an identity number is compared whole, a name without accents and in parts.
    """
    condition = _condition(by, text)
    if condition is None:
        return []
    most = MOST_SUBJECTS + 1
    of_code = {SoughtBy.CODE: Q(code=_number(text)) | Q(filing_number=_number(text))}.get(by, condition)
    dossiers = Dossier.objects.filter(of_code, unit_id=unit_id).order_by("-id")
    of_number = {SoughtBy.CODE: Q(number=_number(text))}.get(by, condition)
    intakes = Intake.objects.filter(of_number, unit_id=unit_id).order_by("-id")
    found = [
        word
        for pair in dossiers.values_list("code", "filing_number")[:most]
        for word in pair
        if word is not None
    ]
    return found + list(intakes.values_list("number", flat=True)[:most])


def _condition(by: SoughtBy, text: str) -> Q | None:
    if by is SoughtBy.NAME:
        name = fold(text)
        return Q(applicant_fold__contains=name) if len(name) >= _SHORTEST_NAME else None
    return Q(id_number=_number(text)) if _number(text) else None


def _number(text: str) -> str:
    return text.upper().replace(" ", "")


def viewings(unit_id: str, by: SoughtBy, text: str, *, before: int | None = None) -> Viewings:
    """Who viewed dossiers of this person, in a list or alone; `before` is the last id of the page before."""
    codes = codes_of(unit_id, by, text)
    searched = codes[:MOST_SUBJECTS]
    entries = JournalEntry.objects.filter(_naming(searched)).exclude(action="journal_search")
    if before is not None:
        entries = entries.filter(id__lt=before)
    rows = list(entries.order_by("-id")[: PAGE_SIZE + 1]) if searched else []
    more = rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None
    return Viewings(tuple(searched), len(codes) > MOST_SUBJECTS, tuple(rows[:PAGE_SIZE]), more)


def _naming(codes: Sequence[str]) -> Q:
    """Entries about one of the codes, or about a list that showed one."""
    about = Q(subject__in=codes)
    for code in codes:
        about |= Q(detail__contains={"codes": [code]})
    return about
