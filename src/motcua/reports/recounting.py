"""Do the sums still say what the dossiers say? Every dossier is counted again and laid beside them, in one moment."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from motcua.reports.rollup_sql import CHANGE, COUNTED, PLACE, SIGNED, contributions, counted_now
from motcua.reports.terms import MEASURES
from motcua.reports.watermark import blocks_now, watermark

MOST_TOLD = 100
_MEASURES = ", ".join(MEASURES)
_ADDED = ", ".join(f"sum({one})::bigint AS {one}" for one in MEASURES)
_BOTH = ", ".join(f"coalesce(kept.{one}, 0), coalesce(raw.{one}, 0)" for one in MEASURES)
_DIFFER = " OR ".join(f"coalesce(kept.{one}, 0) <> coalesce(raw.{one}, 0)" for one in MEASURES)
_COMPARE = f"""
    , raw AS (SELECT {PLACE}, {SIGNED}
        FROM (SELECT {PLACE}, facts, 1 AS sign FROM every) counted GROUP BY {PLACE}),
    kept AS (SELECT {PLACE}, {_ADDED} FROM (
        SELECT {PLACE}, {_MEASURES} FROM reports_dayfigure
        UNION ALL
        SELECT {PLACE}, {SIGNED} FROM ({CHANGE}) change GROUP BY {PLACE}) both_of_them GROUP BY {PLACE})
    SELECT {PLACE}, {_BOTH} FROM kept FULL JOIN raw USING ({PLACE}) WHERE {_DIFFER}
    ORDER BY {PLACE} LIMIT {MOST_TOLD}
"""
# Sums of blocks are those of their agencies; both were written by one statement.
_BLOCKS = f"""
    WITH raw AS (SELECT r.day, u.block, r.programme, {_ADDED}
        FROM reports_dayfigure r JOIN organisation_unit u ON u.id = r.unit_id GROUP BY 1, 2, 3),
    kept AS (SELECT * FROM reports_blockfigure)
    SELECT day, block, 0, programme, {_BOTH} FROM kept FULL JOIN raw USING (day, block, programme)
    WHERE {_DIFFER} ORDER BY 1, 2, 4 LIMIT {MOST_TOLD}
"""
_COLUMNS = COUNTED.split(", ")[1:]
_KEPT_OF_ONE = ", ".join(f"c.{column}" for column in _COLUMNS)
_RAW_OF_ONE = ", ".join(f"every.{column}" for column in _COLUMNS)
_EACH = f"""
    SELECT coalesce(every.dossier_id, c.dossier_id) AS dossier_id
    FROM every FULL JOIN reports_counteddossier c ON c.dossier_id = every.dossier_id
    WHERE ({_KEPT_OF_ONE}) IS DISTINCT FROM ({_RAW_OF_ONE})
        AND NOT EXISTS (SELECT 1 FROM tail
            WHERE tail.dossier_id = coalesce(every.dossier_id, c.dossier_id))
    ORDER BY 1 LIMIT {MOST_TOLD}
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of one cell: what the sums say, and what the dossiers say. A sum of a block has no desk (0)."""

    day: date
    unit: str
    desk: int
    programme: str
    measure: str
    kept: int
    counted: int

    @property
    def words(self) -> str:
        """Which cell, what it says, what it should say."""
        place = [f"ngày {self.day:%d/%m/%Y}", self.unit]
        place += [f"bộ phận {self.desk}"] if self.desk else []
        place += [self.programme] if self.programme else []
        return f"{', '.join(place)}: {self.measure} ghi {self.kept}, đếm lại được {self.counted}"


@dataclass(frozen=True, slots=True)
class Recount:
    """What differs: cells, and dossiers whose own contribution is kept wrongly; at most `MOST_TOLD` of each."""

    cells: tuple[Difference, ...]
    dossiers: tuple[int, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return not self.cells and not self.dossiers


def recount() -> Recount:
    """Count every dossier and compare; what changes meanwhile is in both or in neither."""
    return Recount(tuple(_cells()), tuple(_dossiers()))


def _cells() -> list[Difference]:
    rows = _asked(_COMPARE)
    if watermark().blocks == blocks_now():  # else they are made anew before they are read
        rows += _plain(_BLOCKS)
    return [
        Difference(day, unit, desk, programme, measure.value, int(kept), int(counted))
        for day, unit, desk, programme, *figures in rows
        for measure, kept, counted in zip(MEASURES, figures[::2], figures[1::2], strict=True)
        if kept != counted
    ]


def _dossiers() -> list[int]:
    return [row[0] for row in _asked(_EACH)]


def _asked(what: str) -> list[tuple[Any, ...]]:
    mark = watermark()
    shared = counted_now(mark.floor, mark.xid, known=mark.known)
    return _plain(f"WITH {shared}, every AS MATERIALIZED ({contributions('true')}) {what}")


def _plain(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
