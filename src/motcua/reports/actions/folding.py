"""Bring the sums up to date, or make them anew. One at a time; the acts of the office wait for neither."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from motcua.reports.models import CountedDossier, DayFigure, RollUpMark
from motcua.reports.rollup_sql import PLACE, both_grains, contributions, counted_now
from motcua.reports.terms import MEASURES
from motcua.reports.watermark import cluster, surer, watermark

_KEY = f"{PLACE}, procedure_id, channel"
_COUNTED = f"dossier_id, {PLACE}, procedure_id, channel, facts, overdue_from"
_OVER = ", ".join(f"{column} = excluded.{column}" for column in _COUNTED.split(", ")[1:])
_ADDED = ", ".join(f"{one} = kept.{one} + excluded.{one}" for one in MEASURES)
_ANY = " OR ".join(f"{one} <> 0" for one in MEASURES)
_SIGNED = ", ".join(
    f"sum(sign * ((facts >> {place}) & 1))::integer AS {one}" for place, one in enumerate(MEASURES)
)
_ROWS = f"SELECT {_KEY}, facts, 1 AS sign FROM fresh UNION ALL SELECT {_KEY}, facts, -1 FROM old"
# One statement, so one moment: what a dossier gives now, what it gave before, and the oldest transaction running.
_FOLD = f"""
    ,
    delta AS (SELECT {_KEY}, {_SIGNED} FROM ({both_grains(_ROWS)}) change GROUP BY {_KEY}),
    keep AS (INSERT INTO reports_counteddossier ({_COUNTED}) SELECT {_COUNTED} FROM fresh
        ON CONFLICT (dossier_id) DO UPDATE SET {_OVER} RETURNING 1),
    add AS (INSERT INTO reports_dayfigure AS kept ({_KEY}, {", ".join(MEASURES)})
        SELECT {_KEY}, {", ".join(MEASURES)} FROM delta WHERE {_ANY}
        ON CONFLICT ({_KEY}) DO UPDATE SET {_ADDED} RETURNING 1)
    SELECT (SELECT count(*) FROM keep), (SELECT count(*) FROM add),
        pg_snapshot_xmin(pg_current_snapshot())::text::bigint
"""
_ANEW = f"""
    fresh AS MATERIALIZED ({contributions("true")}),
    old AS MATERIALIZED (SELECT * FROM reports_counteddossier WHERE false)
"""


@dataclass(frozen=True, slots=True)
class Folded:
    """How many dossiers were counted again, how many sums changed."""

    dossiers: int
    sums: int


def fold(*, at: datetime) -> Folded:
    """Take into the sums what the steps since the watermark changed."""
    with transaction.atomic():
        mark = _locked()
        surer(mark)
        seen = watermark()
        # The floor may have risen just now; what lies between is in this statement's sight and folded by it.
        return _write(counted_now(seen.floor, seen.xid, known=seen.known), mark, at)


def make_anew(*, at: datetime) -> Folded:
    """Throw the sums away and count every dossier."""
    with transaction.atomic():
        mark = _locked()
        surer(mark)
        CountedDossier.objects.all().delete()
        DayFigure.objects.all().delete()
        return _write(_ANEW, mark, at)


def _locked() -> RollUpMark:
    RollUpMark.objects.bulk_create([RollUpMark(pk=1)], ignore_conflicts=True)
    return RollUpMark.objects.select_for_update().get(pk=1)


def _write(rows: str, mark: RollUpMark, at: datetime) -> Folded:
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {rows}{_FOLD}")
        row = cursor.fetchone()
    assert row is not None
    mark.xid, mark.cluster, mark.folded_at = row[2], cluster(), at
    mark.save()
    return Folded(row[0], row[1])
