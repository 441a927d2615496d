"""Bring the sums up to date, or make them anew. One at a time; the acts of the office wait for neither."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from motcua.reports.models import BlockFigure, CountedDossier, DayFigure, RollUpMark
from motcua.reports.rollup_sql import CHANGE, COUNTED, PLACE, SIGNED, contributions, counted_now
from motcua.reports.terms import MEASURES
from motcua.reports.watermark import blocks_now, cluster, surer, watermark

_OVER = ", ".join(f"{column} = excluded.{column}" for column in COUNTED.split(", ")[1:])
_MEASURES = ", ".join(MEASURES)
_ADDED = ", ".join(f"{one} = kept.{one} + excluded.{one}" for one in MEASURES)
_ANY = " OR ".join(f"{one} <> 0" for one in MEASURES)
_SUMMED = ", ".join(f"sum({one})::integer AS {one}" for one in MEASURES)
_BY_BLOCK = "r.day, u.block, r.programme"
# One statement, so one moment: what a dossier gives now, what it gave before, and the oldest transaction running.
_FOLD = f"""
    ,
    delta AS (SELECT {PLACE}, {SIGNED} FROM ({CHANGE}) change GROUP BY {PLACE}),
    blocks AS (SELECT {_BY_BLOCK}, {_SUMMED} FROM delta r JOIN organisation_unit u ON u.id = r.unit_id
        GROUP BY {_BY_BLOCK}),
    keep AS (INSERT INTO reports_counteddossier ({COUNTED}) SELECT {COUNTED} FROM fresh
        ON CONFLICT (dossier_id) DO UPDATE SET {_OVER} RETURNING 1),
    add AS (INSERT INTO reports_dayfigure AS kept ({PLACE}, {_MEASURES})
        SELECT {PLACE}, {_MEASURES} FROM delta WHERE {_ANY}
        ON CONFLICT ({PLACE}) DO UPDATE SET {_ADDED} RETURNING 1),
    add_blocks AS (INSERT INTO reports_blockfigure AS kept (day, block, programme, {_MEASURES})
        SELECT day, block, programme, {_MEASURES} FROM blocks WHERE {_ANY}
        ON CONFLICT (day, block, programme) DO UPDATE SET {_ADDED} RETURNING 1)
    SELECT (SELECT count(*) FROM keep), (SELECT count(*) FROM add),
        pg_snapshot_xmin(pg_current_snapshot())::text::bigint
"""
_ANEW = f"""
    fresh AS MATERIALIZED ({contributions("true")}),
    old AS MATERIALIZED (SELECT * FROM reports_counteddossier WHERE false)
"""
_BLOCKS_ANEW = f"""
    INSERT INTO reports_blockfigure (day, block, programme, {_MEASURES})
    SELECT {_BY_BLOCK}, {_SUMMED} FROM reports_dayfigure r JOIN organisation_unit u ON u.id = r.unit_id
    GROUP BY {_BY_BLOCK}
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
        folded = _write(counted_now(seen.floor, seen.xid, known=seen.known), mark, at)
        if mark.blocks != blocks_now():
            _blocks_anew(mark)
        return folded


def make_anew(*, at: datetime) -> Folded:
    """Throw the sums away and count every dossier."""
    with transaction.atomic():
        mark = _locked()
        surer(mark)
        CountedDossier.objects.all().delete()
        DayFigure.objects.all().delete()
        BlockFigure.objects.all().delete()
        folded = _write(_ANEW, mark, at)
        _blocks_anew(mark)
        return folded


def _locked() -> RollUpMark:
    RollUpMark.objects.bulk_create([RollUpMark(pk=1)], ignore_conflicts=True)
    return RollUpMark.objects.select_for_update().get(pk=1)


def _blocks_anew(mark: RollUpMark) -> None:
    """An agency came into another block: what it gave is moved."""
    BlockFigure.objects.all().delete()
    mark.blocks = blocks_now()
    with connection.cursor() as cursor:
        cursor.execute(_BLOCKS_ANEW)
    mark.save()


def _write(rows: str, mark: RollUpMark, at: datetime) -> Folded:
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {rows}{_FOLD}")
        row = cursor.fetchone()
    assert row is not None
    mark.xid, mark.cluster, mark.folded_at = row[2], cluster(), at
    mark.save()
    return Folded(row[0], row[1])
