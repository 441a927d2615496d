"""How far do the sums reach, and which steps may they lack? (architecture, Reports at size)

Numbers of steps are given out before their transactions commit, so the highest number seen says nothing of those
below it. A step is looked at again until both are sure: its transaction is before the oldest one that still ran when
the sums were last written (`xid`), or every transaction that could hold a number up to it has ended (`floor`).
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from motcua.reports.models import RollUpMark

_MOST_WAITING = 40
# The numbers given out so far: none of a later one is in a transaction that is not among those running now.
_GIVEN_OUT = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM dossiers_step_id_seq"
# Every transaction of this database holds a lock on its own number as long as it runs.
_RUNNING = """
    SELECT l.virtualtransaction FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock' AND l.granted AND l.pid <> pg_backend_pid()
        AND (a.datname = current_database() OR a.datname IS NULL)
"""
_HERE = """
    SELECT (SELECT system_identifier::text FROM pg_control_system()),
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""
_BLOCKS = "SELECT coalesce(md5(string_agg(id || ' ' || block, ',' ORDER BY id)), '') FROM organisation_unit"
_COMPARABLE = 2**31


@dataclass(frozen=True, slots=True)
class Watermark:
    """Steps numbered above `floor` of transactions not before `xid` may be missing; `known`: `xid` may be compared.

    `blocks`: which agency was in which block when the sums of blocks were made.
    """

    floor: int
    xid: int
    known: bool
    blocks: str


def watermark() -> Watermark:
    """As it stands. An older one is as true as a newer one: more dossiers are then looked at, none is missed."""
    mark = RollUpMark.objects.filter(pk=1).first() or RollUpMark()
    cluster, newest = _one(_HERE)
    known = mark.cluster == cluster and 0 <= newest - mark.xid < _COMPARABLE
    return Watermark(mark.floor, mark.xid, known, mark.blocks)


def surer(mark: RollUpMark) -> None:
    """Raise the floor to the highest number whose possible holders have ended, and note the next one.

    Called before the sums are written, so that what those holders committed is seen by them.
    """
    given_out = int(_one(_GIVEN_OUT)[0])
    running = _running()
    still: list[dict[str, Any]] = []
    for one in mark.waiting:
        if running.isdisjoint(one["holders"]):
            mark.floor = max(mark.floor, int(one["floor"]))
        else:
            still.append(one)
    if given_out > mark.floor and len(still) < _MOST_WAITING:
        still.append({"floor": given_out, "holders": sorted(running)})
    mark.waiting = [one for one in still if one["floor"] > mark.floor]


def cluster() -> str:
    """The server whose transaction numbers are meant."""
    return str(_one(_HERE)[0])


def blocks_now() -> str:
    """A short text that changes with any agency's block."""
    return str(_one(_BLOCKS)[0])


def _running() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING)
        return {row[0] for row in cursor.fetchall()}


def _one(sql: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    assert row is not None
    return tuple(row)
