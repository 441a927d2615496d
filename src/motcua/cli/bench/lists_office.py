"""An office with a million dossiers: how is it made in less than two minutes?

One dossier received through the product's own door is the pattern; the others are drawn in the database, the same
ones each time. Columns that lists and searches look at differ, the others are the pattern's.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.db import connection

from motcua.cli.bench.flow_acts import PROCEDURE, UNIT, cast_of, receive_one
from motcua.cli.bench.workers import together
from motcua.cli.replay.office import written_much
from motcua.core.moments import local_day
from motcua.core.vntext import fold
from motcua.dossiers.models import Dossier
from motcua.organisation.models import OneStopUnit, in_force
from motcua.procedures.models import InternalProcess
from motcua.procedures.terms import VersionStatus

_BATCH = 200_000
_Part = TypeVar("_Part")
# As often as they are borne, about (surnames of Vietnam, the twelve most frequent make up nine tenths).
_SURNAMES = ["Nguyễn"] * 38 + ["Trần"] * 11 + ["Lê"] * 10 + ["Phạm"] * 7 + ["Hoàng", "Huỳnh"] * 3
_SURNAMES += (
    ["Phan"] * 5 + ["Vũ", "Võ"] * 2 + ["Đặng", "Bùi", "Đỗ", "Hồ"] * 2 + ["Ngô", "Dương", "Lý", "Quách"]
)
_MIDDLES = [
    "Văn",
    "Thị",
    "Thị Ngọc",
    "Thị Bích",
    "Hữu",
    "Đức",
    "Quốc",
    "Minh",
    "Thanh",
    "Hoàng",
    "Gia",
    "Bảo",
]
_MIDDLES += ["Thùy", "Xuân", "Kim", "Công", "Đình", "Thị Phương", "Ngọc", "Tuấn"]
_GIVENS = [
    "Tư",
    "Huyền",
    "Bảy",
    "Phúc",
    "Tâm",
    "Việt",
    "Châu",
    "Lụa",
    "Hằng",
    "Tường",
    "Vy",
    "Khuê",
    "Đạt",
    "Ánh",
]
_GIVENS += [
    "Ngân",
    "Thảo",
    "Duy",
    "Khang",
    "Linh",
    "Quỳnh",
    "Sơn",
    "Hải",
    "Yến",
    "Trâm",
    "Long",
    "Nhi",
    "Uyên",
]
# A draw of 0 to 999 → the state; three in a hundred are open.
_STATES = """
CASE WHEN d < 5 THEN 'received' WHEN d < 11 THEN 'forwarded' WHEN d < 14 THEN 'awaiting_supplement'
     WHEN d < 20 THEN 'appraised' WHEN d < 23 THEN 'approved' WHEN d < 25 THEN 'sealed' WHEN d < 30 THEN 'ready'
     WHEN d < 40 THEN 'withdrawn' WHEN d < 45 THEN 'cancelled' ELSE 'returned' END
"""
_DRAWN = f"""
SELECT n, code, name, folded, place, process, received, state, due,
       state IN ('returned', 'withdrawn', 'cancelled') AS over, LEAST(due, received + spent) AS done
FROM (
    SELECT n,
           places[1 + (CASE WHEN h0 %% 5 = 0 THEN 0 ELSE h0 / 5 %% cardinality(places) END)] AS place,
           processes[1 + h1 %% cardinality(processes)] AS process,
           surnames[1 + h2 %% cardinality(surnames)] || ' ' || middles[1 + h3 %% cardinality(middles)]
               || ' ' || givens[1 + h4 %% cardinality(givens)] AS name,
           folded_surnames[1 + h2 %% cardinality(surnames)] || ' ' || folded_middles[1 + h3 %% cardinality(middles)]
               || ' ' || folded_givens[1 + h4 %% cardinality(givens)] AS folded,
           'B' || lpad(n::text, 11, '0') AS code,
           {_STATES} AS state,
           received,
           received + make_interval(hours => 8 + h6 %% 240) AS due,
           make_interval(mins => 30 + h7 %% 9000) AS spent
    FROM (
        SELECT n, h0, h1, h2, h3, h4, h6, h7, d,
               %(now)s - (CASE WHEN d < 30 THEN make_interval(mins => h5 %% 20000)
                               ELSE make_interval(mins => 20000 + h5 %% 1000000) END) AS received
        FROM (
            SELECT n, (hashint8extended(n, 0) & 1073741823)::int AS h0,
                   (hashint8extended(n, 1) & 1073741823)::int AS h1,
                   (hashint8extended(n, 2) & 1073741823)::int AS h2,
                   (hashint8extended(n, 3) & 1073741823)::int AS h3,
                   (hashint8extended(n, 4) & 1073741823)::int AS h4,
                   (hashint8extended(n, 5) & 1073741823)::int AS h5,
                   (hashint8extended(n, 6) & 1073741823)::int AS h6,
                   (hashint8extended(n, 7) & 1073741823)::int AS h7,
                   (hashint8extended(n, 8) & 1073741823)::int %% 1000 AS d
            FROM generate_series(%(first)s, %(last)s) n
        ) dice
    ) times,
    (SELECT %(places)s::text[] AS places, %(processes)s::bigint[] AS processes, %(surnames)s::text[] AS surnames,
            %(middles)s::text[] AS middles, %(givens)s::text[] AS givens,
            %(folded_surnames)s::text[] AS folded_surnames, %(folded_middles)s::text[] AS folded_middles,
            %(folded_givens)s::text[] AS folded_givens) lists
) facts
"""
# Column → what is written there; every other column is the pattern's.
_WRITTEN = {
    "code": "drawn.code",
    "unit_id": "split_part(drawn.place, ' ', 1)",
    "one_stop_unit_id": "split_part(drawn.place, ' ', 2)::bigint",
    "procedure_id": "version.procedure_id",
    "version_id": "version.id",
    "process_id": "process.id",
    "path": "process.path",
    "applicant_name": "drawn.name",
    "applicant_fold": "drawn.folded",
    "id_number": "lpad((hashint8extended(drawn.n, 9) & 1099511627775)::text, 12, '0')",
    "submitted_at": "drawn.received",
    "received_at": "drawn.received",
    "accepted_at": "drawn.received",
    "due_at": "drawn.due",
    "due_original": "drawn.due",
    "ordinary_due_at": "drawn.due",
    "state": "drawn.state",
    "state_since": "drawn.done",
    "paused_at": "CASE WHEN drawn.state = 'awaiting_supplement' THEN drawn.received END",
    "state_before_pause": "CASE WHEN drawn.state = 'awaiting_supplement' THEN 'received' ELSE '' END",
    "ready_at": "CASE WHEN drawn.state IN ('ready', 'returned') THEN drawn.done END",
    "returned_at": "CASE WHEN drawn.state = 'returned' THEN drawn.done END",
    "returned_to": "CASE WHEN drawn.state = 'returned' THEN drawn.name ELSE '' END",
    "result_number": "CASE WHEN drawn.state IN ('ready', 'returned') THEN drawn.n::text ELSE '' END",
    "ended_at": "CASE WHEN drawn.over THEN drawn.done END",
}
# What no list, figure or search reads.
_EMPTY = ("due_source", "address", "head_hash", "facts_hash")
_LEFT_OUT = {"explanation": "'{}'::text[]", "items": "'[]'::jsonb"} | dict.fromkeys(_EMPTY, "''")


def fill(count: int, at: datetime, *, lean: bool = False) -> float:
    """Make `count` dossiers; seconds it took, indexes and statistics included. The first unit has a fifth of them.

    `lean`: without the long texts that only a dossier's own page shows, so that ten millions are a quarter as large.
    """
    pattern = receive_one(cast_of(UNIT, PROCEDURE, at))
    given: dict[str, Any] = {"now": at, "places": _places(at), "processes": _processes(), **_names()}
    given["pattern"] = pattern.pk
    statement = _statement(_WRITTEN | _LEFT_OUT if lean else _WRITTEN)
    begun = time.perf_counter()
    with written_much():
        indexes = _without_indexes()
        parts = [
            given | {"first": first, "last": min(first + _BATCH - 1, count)}
            for first in range(1, count + 1, _BATCH)
        ]
        _at_once(partial(_drawn, statement), parts)
        _at_once(_indexed, indexes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) dossiers_dossier")
    return time.perf_counter() - begun


def _statement(written: Mapping[str, str]) -> str:
    columns = [str(field.column) for field in Dossier._meta.local_fields if field.column != "id"]
    values = [written.get(column, f"pattern.{column}") for column in columns]
    return (
        f"INSERT INTO dossiers_dossier ({', '.join(columns)}) SELECT {', '.join(values)} FROM ({_DRAWN}) drawn "
        "JOIN procedures_internalprocess process ON process.id = drawn.process "
        "JOIN procedures_procedureversion version ON version.id = process.version_id "
        "CROSS JOIN dossiers_dossier pattern WHERE pattern.id = %(pattern)s"
    )


def _names() -> dict[str, list[str]]:
    parts = {"surnames": _SURNAMES, "middles": _MIDDLES, "givens": _GIVENS}
    return parts | {f"folded_{name}": [fold(word) for word in words] for name, words in parts.items()}


def _places(at: datetime) -> list[str]:
    """Unit and desk, those of the busiest first."""
    desks = OneStopUnit.objects.filter(in_force(local_day(at))).order_by("unit_id", "id")
    rows = sorted(desks.values_list("unit_id", "id"), key=lambda row: row[0] != UNIT)
    return [f"{unit} {desk}" for unit, desk in dict(rows).items()]


def _processes() -> list[int]:
    public = InternalProcess.objects.filter(version__status=VersionStatus.PUBLIC).order_by("id")
    return list(public.values_list("id", flat=True))


def _without_indexes() -> list[str]:
    """Rows first, indexes after: drops those that no constraint holds, and says how they are made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'dossiers_dossier' AND indexname NOT IN "
            "(SELECT conname FROM pg_constraint WHERE conrelid = 'dossiers_dossier'::regclass)"
        )
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]


def _at_once(work: Callable[[_Part], None], parts: Sequence[_Part]) -> None:
    """Every part, shared out among as many processes as there are processors."""
    processes = os.cpu_count() or 1

    def run(number: int) -> None:
        for part in parts[number::processes]:
            work(part)

    together(run, workers=processes)


def _drawn(statement: str, said: Mapping[str, Any]) -> None:
    """No triggers for references that the drawing keeps by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(statement, said)


def _indexed(definition: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute("SET max_parallel_maintenance_workers = 0")
        cursor.execute(definition)
