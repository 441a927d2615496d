"""Which procedures does a visitor look for? By words, field, level and unit, in at most three steps (R-017)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from motcua.core.vntext import clean_line, sort_key
from motcua.organisation.models import Level, Unit
from motcua.procedures.finding.queries import Placed, fitting, in_order
from motcua.procedures.finding.words import Fitting
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import public_versions

PER_PAGE = 50
WORDS_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; empty: anything."""

    words: str = ""
    field: str = ""
    level: str = ""
    unit: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Asked":
        """From the address; raises Refused for text that is no text."""
        return cls(
            words=clean_line(given.get("q", ""), WORDS_LIMIT, field="q", what="Từ tìm kiếm"),
            field=given.get("linh-vuc", ""),
            level=given.get("cap", ""),
            unit=given.get("don-vi", ""),
        )

    def address(self, *, page: int = 1) -> str:
        """The address of the list so narrowed."""
        words = {"q": self.words, "linh-vuc": self.field, "cap": self.level, "don-vi": self.unit}
        given = {name: value for name, value in words.items() if value} | (
            {"trang": page} if page > 1 else {}
        )
        return reverse("procedures") + (f"?{urlencode(given)}" if given else "")


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the procedures found, and how many there are.

    `near`: none has all the words, these come nearest; `read_as`: the words as they were understood.
    """

    asked: Asked
    versions: tuple[ProcedureVersion, ...]
    total: int
    previous: str
    following: str
    near: bool = False
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A field or level: what it is called, how many procedures it holds, where they are listed."""

    name: str
    count: int
    address: str


def find(asked: Asked, *, unit: Unit | None, day: date, page: int) -> Found:
    """The public procedures of that day that fit: the best first, without words by the Vietnamese alphabet."""
    rows = public_versions(day, level=asked.level or None, field=asked.field or None, unit=unit)
    ids = rows.values_list("procedure_id", flat=True)
    start = (page - 1) * PER_PAGE
    found = fitting(asked.words, day) if asked.words else Fitting(())
    if not asked.words:
        total, codes = rows.count(), tuple(ids[start : start + PER_PAGE])
    else:
        fit: Sequence[str] = found.codes
        if asked.level or asked.field or unit:
            allowed = set(ids.filter(procedure_id__in=fit))
            fit = [code for code in fit if code in allowed]
        total, codes = len(fit), tuple(fit[start : start + PER_PAGE])
    return Found(
        asked=asked,
        versions=tuple(in_order(codes, day)),
        total=total,
        previous=asked.address(page=page - 1) if page > 1 else "",
        following=asked.address(page=page + 1) if start + PER_PAGE < total else "",
        near=found.near,
        read_as=found.read_as,
    )


def fields_of(placed: Sequence[Placed]) -> list[Group]:
    """The fields with their numbers of procedures, in the order of the alphabet."""
    counts = Counter(one.field for one in placed)
    return [
        Group(field, counts[field], Asked(field=field).address()) for field in sorted(counts, key=sort_key)
    ]


def levels_of(placed: Sequence[Placed], levels: Sequence[Level]) -> list[Group]:
    """The authority levels with their numbers of procedures, from the top (R-002)."""
    counts = Counter(one.level for one in placed)
    return [
        Group(level.name, counts[level.code], Asked(level=level.code).address())
        for level in levels
        if counts[level.code]
    ]
