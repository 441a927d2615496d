"""What do the dossiers add up to now? Sums up to the watermark, with the steps since: exact, at any size quick.

One statement reads both, so both are of one moment.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.reports.rollup_sql import PLACE, counted_now
from motcua.reports.terms import MEASURES, OPEN_OVERDUE, Measure
from motcua.reports.watermark import blocks_now, watermark

BY = frozenset({"block", "unit_id", "desk_id", "programme", "day"})
EVERY = (*MEASURES, OPEN_OVERDUE)
_OF_BLOCKS = frozenset({"block", "day", "programme"})
_NONE = ", ".join(f"0 AS {one}" for one in MEASURES)
_SUMMED = ", ".join(f"sum({one})::bigint AS {one}" for one in EVERY)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sums: received on the days `first` to `last`, both in it; None is every agency, every programme.

    A programme "" is no programme. Overdue is told as of `at`.
    """

    first: date
    last: date
    at: datetime
    unit_ids: Collection[str] | None = None
    programmes: Collection[str] | None = None


Sums = dict[str, int]


def sums_by(asked: Asked, *by: str) -> dict[tuple[Any, ...], Sums]:
    """The measures and `open_overdue` by some of `BY`; a key with nothing but noughts is left out."""
    assert BY.issuperset(by), by
    mark = watermark()
    only, given = _only(asked)
    columns = ", ".join(by)
    sql = f"""
    WITH {counted_now(mark.floor, mark.xid, known=mark.known)},
    rows AS ({_rows(only, by, kept_by_block=asked.unit_ids is None and mark.blocks == blocks_now())})
    SELECT {f"{columns}, " if by else ""}{_SUMMED} FROM rows {f"GROUP BY {columns}" if by else ""}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found = cursor.fetchall()
    return {
        tuple(row[: len(by)]): dict(zip(EVERY, row[len(by) :], strict=True))
        for row in found
        if any(row[len(by) :])
    }


def _only(asked: Asked) -> tuple[str, dict[str, Any]]:
    """The condition on a place, and what is given for it."""
    given: dict[str, Any] = {"first": asked.first, "last": asked.last, "at": asked.at}
    conditions = ["day BETWEEN %(first)s AND %(last)s"]
    if asked.unit_ids is not None:
        conditions.append("unit_id = ANY(%(units)s)")
        given["units"] = sorted(asked.unit_ids)
    if asked.programmes is not None:
        conditions.append("programme = ANY(%(programmes)s)")
        given["programmes"] = sorted(asked.programmes)
    return " AND ".join(conditions), given


def _rows(only: str, by: tuple[str, ...], *, kept_by_block: bool) -> str:
    """Rows of sums with the columns of `by`.

    All agencies by block are read from sums of blocks, while those say which agency is in which block now.
    """
    if "block" not in by:
        return f"{_kept(only)} UNION ALL {_since(only)}"
    columns = ", ".join(f"u.{one}" if one == "block" else f"r.{one}" for one in by)
    joined = (
        f"SELECT {columns}, {', '.join(EVERY)} FROM ({{rows}}) r JOIN organisation_unit u ON u.id = r.unit_id"
    )
    if kept_by_block and _OF_BLOCKS.issuperset(by):
        columns = ", ".join((*by, *MEASURES, f"0 AS {OPEN_OVERDUE}"))
        blocks = f"SELECT {columns} FROM reports_blockfigure WHERE {only}"
        return f"{blocks} UNION ALL {joined.format(rows=_since(only))}"
    return joined.format(rows=f"{_kept(only)} UNION ALL {_since(only)}")


def _kept(only: str) -> str:
    """Sums as kept."""
    measures = ", ".join(MEASURES)
    return f"SELECT {PLACE}, {measures}, 0 AS {OPEN_OVERDUE} FROM reports_dayfigure WHERE {only}"


def _since(only: str) -> str:
    """What the dossiers of the tail give now less what they had given, and what is overdue by now."""
    return f"""
    SELECT {PLACE}, {_bits()}, (overdue_from <= %(at)s IS TRUE)::integer AS {OPEN_OVERDUE} FROM fresh WHERE {only}
    UNION ALL
    SELECT {PLACE}, {_bits("-")}, 0 FROM old WHERE {only}
    UNION ALL
    SELECT {PLACE}, {_NONE}, 1 FROM reports_counteddossier c
        WHERE overdue_from <= %(at)s AND {only}
            AND NOT EXISTS (SELECT 1 FROM tail WHERE tail.dossier_id = c.dossier_id)"""


def _bits(sign: str = "") -> str:
    return ", ".join(f"{sign}((facts >> {place}) & 1) AS {one}" for place, one in enumerate(MEASURES))


def added(found: Iterable[Sums]) -> Sums:
    """Several sums as one."""
    total = nothing()
    for each in found:
        for one, count in each.items():
            total[one] += count
    return total


def in_time(sums: Sums) -> int:
    """With a result early or on time."""
    return sums[Measure.EARLY] + sums[Measure.ON_TIME]


def settled(sums: Sums) -> int:
    """With a result that can be judged: in time or late."""
    return in_time(sums) + sums[Measure.LATE]


def nothing() -> Sums:
    """Noughts, for what nothing came of."""
    return dict.fromkeys(EVERY, 0)
