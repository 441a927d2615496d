"""What does the catalogue of a day hold of what was typed? The index of its words is remembered while it stands."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from motcua.core.catalogue_stamp import kept
from motcua.core.models import CatalogueStamp
from motcua.core.vntext import fold
from motcua.procedures.finding.sayings import sayings
from motcua.procedures.finding.words import Entry, Fitting, Index
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import public_versions

_COLUMNS = ("procedure_id", "name", "name_fold", "facts__often_used")


def fitting(text: str, day: date) -> Fitting:
    """The codes of the day's public procedures that fit, the best first."""
    return index_of(day).fitting(fold(text))


def index_of(day: date) -> Index:
    """The words of all public procedures of the day; made again after every change of the catalogue."""
    return kept(_stamp(), ("words", day), lambda: Index(_entries(day)))


class Placed(NamedTuple):
    """Where a procedure stands in the catalogue."""

    field: str
    level: str


def placed_on(day: date) -> Sequence[Placed]:
    """Field and level of every public procedure of the day, remembered as the index is."""
    rows = public_versions(day).order_by().values_list("field", "level")
    return kept(_stamp(), ("placed", day), lambda: [Placed(*row) for row in rows])


def in_order(codes: Sequence[str], day: date) -> list[ProcedureVersion]:
    """The day's public versions of those codes in that order, with their papers."""
    rows = public_versions(day).filter(procedure_id__in=codes).prefetch_related("components")
    versions = {row.procedure_id: row for row in rows}
    return [versions[code] for code in codes if code in versions]


def _stamp() -> str | None:
    found = CatalogueStamp.objects.values_list("stamp", flat=True).first()
    return str(found) if found else None


def _entries(day: date) -> list[Entry]:
    said = sayings()
    return [
        Entry(code, fold(name), folded, said.get(code, ()), bool(often))
        for code, name, folded, often in public_versions(day).values_list(*_COLUMNS)
    ]
