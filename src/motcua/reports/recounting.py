"""Do the sums still say what the dossiers say? Every dossier is counted again and laid beside them, in one moment."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from motcua.reports.rollup_sql import PLACE, both_grains, contributions, counted_now
from motcua.reports.terms import MEASURES
from motcua.reports.watermark import watermark

MOST_TOLD = 100
_KEY = f"{PLACE}, procedure_id, channel"
_SIGNED = ", ".join(
    f"sum(sign * ((facts >> {place}) & 1))::bigint AS {one}" for place, one in enumerate(MEASURES)
)
_TAIL = f"SELECT {_KEY}, facts, 1 AS sign FROM fresh UNION ALL SELECT {_KEY}, facts, -1 FROM old"
_ADDED = ", ".join(f"sum({one})::bigint AS {one}" for one in MEASURES)
_BOTH = ", ".join(f"coalesce(kept.{one}, 0), coalesce(raw.{one}, 0)" for one in MEASURES)
_DIFFER = " OR ".join(f"coalesce(kept.{one}, 0) <> coalesce(raw.{one}, 0)" for one in MEASURES)
_COMPARE = f"""
    , raw AS (SELECT {_KEY}, {_SIGNED}
        FROM ({both_grains(f"SELECT {_KEY}, facts, 1 AS sign FROM every")}) counted GROUP BY {_KEY}),
    kept AS (SELECT {_KEY}, {_ADDED} FROM (
        SELECT {_KEY}, {", ".join(MEASURES)} FROM reports_dayfigure
        UNION ALL
        SELECT {_KEY}, {_SIGNED} FROM ({both_grains(_TAIL)}) change GROUP BY {_KEY}) both_of_them GROUP BY {_KEY})
    SELECT {_KEY}, {_BOTH} FROM kept FULL JOIN raw USING ({_KEY}) WHERE {_DIFFER}
    ORDER BY {_KEY} LIMIT {MOST_TOLD}
"""
_KEPT_OF_ONE = ", ".join(f"c.{column.strip()}" for column in f"{_KEY}, facts, overdue_from".split(","))
_RAW_OF_ONE = ", ".join(f"every.{column.strip()}" for column in f"{_KEY}, facts, overdue_from".split(","))
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
    """One figure of one cell: what the sums say, and what the dossiers say. `procedure` "" is all of the place."""

    day: date
    unit: str
    desk: int
    programme: str
    procedure: str
    channel: str
    measure: str
    kept: int
    counted: int

    @property
    def words(self) -> str:
        """Which cell, what it says, what it should say."""
        place = [f"ngày {self.day:%d/%m/%Y}", self.unit, f"bộ phận {self.desk}"]
        place += [one for one in (self.programme, self.procedure, self.channel) if one]
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
    found = []
    for row in _asked(_COMPARE):
        day, unit, desk, programme, procedure, channel, *figures = row
        for number, measure in enumerate(MEASURES):
            kept, counted = figures[2 * number], figures[2 * number + 1]
            if kept != counted:
                found.append(
                    Difference(
                        day, unit, desk, programme, procedure, channel, measure.value, int(kept), int(counted)
                    )
                )
    return found


def _dossiers() -> list[int]:
    return [row[0] for row in _asked(_EACH)]


def _asked(what: str) -> list[tuple[Any, ...]]:
    mark = watermark()
    shared = counted_now(mark.floor, mark.xid, known=mark.known)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {shared}, every AS MATERIALIZED ({contributions('true')}) {what}")
        return list(cursor.fetchall())
