"""Which recorded dossiers are behind a figure? Those that another system settled, one by one. (R-271)"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.dossiers.models import RecordedDossier
from motcua.dossiers.recorded.rows import holding
from motcua.dossiers.recorded.terms import RETURNED
from motcua.organisation.models import Unit
from motcua.reports.keys import CellKey
from motcua.reports.opening import PAGE_SIZE
from motcua.reports.recorded import FACTS
from motcua.reports.terms import Measure

_PLACED = {
    "all": "true",
    "block": "unit_id IN (SELECT id FROM organisation_unit WHERE block = %(place)s)",
    "unit": "unit_id = %(place)s",
}


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """A dossier as a list shows it; `ready_at` is when its result counts, None where there was none."""

    code: str
    unit: Unit
    received_at: datetime
    due_at: datetime | None
    ready_at: datetime | None

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class RecordedPage:
    """Some lines in the order in which they were written; `total` is all of them, `next` the page after."""

    dossiers: Sequence[RecordedLine]
    total: int
    next: int | None


def recorded_dossiers(
    key: CellKey, *, unit_ids: Collection[str], after: int = 0, size: int = PAGE_SIZE
) -> RecordedPage:
    """The recorded dossiers that a figure counts, of these agencies; none for a measure that is not told of them."""
    kind, place = key.where
    if kind not in _PLACED or key.measure not in {Measure.RECEIVED, *FACTS}:
        return RecordedPage((), 0, None)
    total, ids = _counted(key, unit_ids, place, after, size + 1)
    rows = RecordedDossier.objects.filter(pk__in=ids[:size]).order_by("pk")
    units = Unit.objects.in_bulk({row.unit_id for row in rows})
    more = ids[size - 1] if len(ids) > size else None
    return RecordedPage(tuple(_line(row, units[row.unit_id]) for row in rows), total, more)


def _counted(
    key: CellKey, unit_ids: Collection[str], place: str, after: int, most: int
) -> tuple[int, list[int]]:
    which = f"t.day BETWEEN %(first)s AND %(last)s AND unit_id = ANY(%(units)s) AND {_PLACED[key.where[0]]}"
    fact = FACTS.get(Measure(key.measure))
    sql = f"""
    WITH found AS MATERIALIZED ({holding(fact, which)})
    SELECT (SELECT count(*) FROM found),
        ARRAY(SELECT id FROM found WHERE id > %(after)s ORDER BY id LIMIT %(most)s)
    """
    days = {"first": key.first, "last": key.last}
    where: dict[str, Any] = {"units": sorted(unit_ids), "place": place}
    given = {**days, **where, "after": after, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        row = cursor.fetchone()
    assert row is not None
    return row[0], list(row[1])


def _line(row: RecordedDossier, unit: Unit) -> RecordedLine:
    """The hand-over stands for a result whose time was not kept, as in the sums."""
    ready_at = row.ready_at or (row.ended_at if row.outcome == RETURNED else None)
    return RecordedLine(row.code, unit, row.received_at, row.due_at, ready_at)
