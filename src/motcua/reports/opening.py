"""Which dossiers are behind a figure? Found from what each gave to the sums, those of the steps since counted anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.dossiers.models import Dossier
from motcua.reports.campaign import family, scope_of
from motcua.reports.keys import EVERY_PROGRAMME, CellKey
from motcua.reports.rollup_sql import COUNTED, counted_now
from motcua.reports.terms import MEASURES, OPEN_OVERDUE, Measure
from motcua.reports.watermark import watermark

PAGE_SIZE = 100
_NOW = f"""
    SELECT {COUNTED} FROM reports_counteddossier c
        WHERE {{only}} AND NOT EXISTS (SELECT 1 FROM tail WHERE tail.dossier_id = c.dossier_id)
    UNION ALL SELECT {COUNTED} FROM fresh WHERE {{only}}"""
_PLACED = {
    "all": "true",
    "block": "unit_id IN (SELECT id FROM organisation_unit WHERE block = %(place)s)",
    "unit": "unit_id = %(place)s",
    "desk": "desk_id = %(place)s::bigint",
    "scope": "unit_id = ANY(%(scope)s)",
}


@dataclass(frozen=True, slots=True)
class CellPage:
    """Some dossiers of a cell in the order of their numbers; `total` is all of them, `next` the page after."""

    dossiers: Sequence[Dossier]
    total: int
    next: int | None


def cell_dossiers(
    key: CellKey, *, at: datetime, unit_ids: Collection[str], after: int = 0, size: int = PAGE_SIZE
) -> CellPage:
    """The dossiers that a figure counts, of agencies that the reader may see; pages by id after `after`."""
    return counted_page(_only(key), key.measure, _given(key, at, unit_ids), after=after, size=size)


def counted_page(
    only: str, measure: str, given: Mapping[str, Any], *, after: int = 0, size: int = PAGE_SIZE
) -> CellPage:
    """The dossiers of a measure whose place meets the condition `only`; `given` holds its values and `at`."""
    total, ids = _counted(only, measure, {**given, "after": after, "most": size + 1})
    found = Dossier.objects.filter(pk__in=ids[:size]).select_related("unit", "version").order_by("pk")
    more = ids[size - 1] if len(ids) > size else None
    return CellPage(tuple(found), total, more)


def _counted(only: str, measure: str, given: Mapping[str, Any]) -> tuple[int, list[int]]:
    mark = watermark()
    sql = f"""
    WITH {counted_now(mark.floor, mark.xid, known=mark.known)},
    found AS MATERIALIZED (SELECT dossier_id FROM ({_NOW.format(only=only)}) counted WHERE {_holds(measure)})
    SELECT (SELECT count(*) FROM found),
        ARRAY(SELECT dossier_id FROM found WHERE dossier_id > %(after)s ORDER BY dossier_id LIMIT %(most)s)
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        row = cursor.fetchone()
    assert row is not None
    return row[0], list(row[1])


def _only(key: CellKey) -> str:
    conditions = ["day BETWEEN %(first)s AND %(last)s", "unit_id = ANY(%(units)s)", _PLACED[key.where[0]]]
    if key.programme != EVERY_PROGRAMME:
        conditions.append("programme = ANY(%(programmes)s)")
    if key.weekdays:
        conditions.append("extract(isodow FROM day) = ANY(%(weekdays)s)")
    return " AND ".join(conditions)


def _holds(measure: str) -> str:
    if measure == OPEN_OVERDUE:
        return "overdue_from <= %(at)s"
    return f"(facts >> {MEASURES.index(Measure(measure))}) & 1 = 1"


def _given(key: CellKey, at: datetime, unit_ids: Collection[str]) -> dict[str, Any]:
    return {
        "first": key.first,
        "last": key.last,
        "at": at,
        "units": sorted(unit_ids),
        "place": key.where[1],
        "programmes": sorted(family(key.programme)) if key.programme != EVERY_PROGRAMME else [],
        "weekdays": [int(day) for day in key.weekdays],
        "scope": sorted(scope_of(key.where[1])) if key.where[0] == "scope" else [],
    }
