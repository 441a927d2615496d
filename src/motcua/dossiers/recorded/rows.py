"""How do recorded dossiers stand in the database: the columns of COPY, their sums, their hash, what repeats?"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from motcua.core.moments import VN
from motcua.dossiers.recorded.terms import RETURNED, RecordedFact
from motcua.dossiers.recorded_tables import LINE_BITS, RecordedImport
from motcua.dossiers.terms import Channel

TABLE, ARRIVING = "dossiers_recordeddossier", "dossiers_recorded_arriving"
_NAMES = (
    "code",
    "unit_id",
    "procedure",
    "channel",
    "received_at",
    "due_at",
    "ready_at",
    "ended_at",
    "outcome",
)
COLUMNS = ", ".join(("id", *_NAMES))
MOST_TOLD = 100


def _local(column: str) -> str:
    return f"({column} AT TIME ZONE '{VN.key}')"


def _said(column: str) -> str:
    """A moment as the files say it; one with seconds, which none of them had, as it is."""
    whole = f"{column} IS NULL OR date_trunc('minute', {column}) = {column}"
    return f"CASE WHEN {whole} THEN to_char({_local(column)}, 'DD/MM/YYYY HH24:MI') ELSE {column}::text END"


_WRITTEN = ", ".join(_said(column) if column.endswith("_at") else column for column in ("id", *_NAMES))
_RESULT = f"coalesce(ready_at, CASE WHEN outcome = '{RETURNED}' THEN ended_at END)"
_JUDGED = "t.result IS NOT NULL AND due_at IS NOT NULL"
_EARLY = "t.result_day < t.due_day AND t.due_day <> t.day"
_RULES = {
    RecordedFact.SAME_DAY: "t.result_day = t.day",
    RecordedFact.EARLY: f"{_JUDGED} AND t.result <= due_at AND {_EARLY}",
    RecordedFact.ON_TIME: f"{_JUDGED} AND t.result <= due_at AND NOT ({_EARLY})",
    RecordedFact.LATE: f"{_JUDGED} AND t.result > due_at",
    RecordedFact.NO_DUE: "t.result IS NOT NULL AND due_at IS NULL",
    RecordedFact.WITHOUT_RESULT: "t.result IS NULL",
    RecordedFact.ONLINE: f"channel = '{Channel.ONLINE}'",
}
_FOLDED = f"id >> {LINE_BITS} IN (SELECT id FROM dossiers_recordedimport WHERE folded_at IS NOT NULL)"
_FACTS = " + ".join(f"CASE WHEN {rule} THEN {fact.value} ELSE 0 END" for fact, rule in _RULES.items())


_DATED = f"""{TABLE} CROSS JOIN LATERAL (SELECT {_local("received_at")}::date AS day, {_RESULT} AS result,
            {_local(_RESULT)}::date AS result_day, {_local("due_at")}::date AS due_day OFFSET 0) t"""


def counted(which: str = "true") -> str:
    """SQL: the sums of the rows under a condition."""
    return f"""
        SELECT t.day, unit_id, ({_FACTS})::smallint AS facts, count(*)::integer AS count
        FROM {_DATED} WHERE {which} GROUP BY 1, 2, 3"""


def holding(fact: RecordedFact | None, which: str) -> str:
    """SQL: the ids of the rows for which the fact holds (None: any), under a condition on them and on `t.day`."""
    return f"SELECT id FROM {_DATED} WHERE {which} AND {_RULES[fact] if fact else 'true'}"


def of_import(number: int) -> str:
    """SQL: the condition that a row is of this import."""
    return f"(id >= {number << LINE_BITS} AND id < {number + 1 << LINE_BITS})"


def sums_now() -> str:
    """SQL: the sums as kept, with those of the imports that were not folded yet; a place may come twice."""
    waiting = RecordedImport.objects.filter(folded_at=None, taken_back_at=None).values_list("pk", flat=True)
    kept = "SELECT day, unit_id, facts, count FROM dossiers_recordedsum"
    return " UNION ALL ".join([kept, *(counted(of_import(number)) for number in waiting)])


def hash_of(number: int) -> tuple[int, str]:
    """How many rows an import has now, and their hash, as it was when they were written."""
    digest, rows = hashlib.sha256(), 0
    with connection.cursor() as cursor:
        asked = f"COPY (SELECT {_WRITTEN} FROM {TABLE} WHERE {of_import(number)} ORDER BY id) TO STDOUT"
        with cursor.copy(asked) as copy:
            for row in copy:
                digest.update(row)
                rows += 1
    return rows, digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Repeated:
    """Lines whose dossier is there already: in this file above, or imported, or received in this system.

    `same`: every line of the file was imported before, word for word.
    """

    same: bool
    lines: tuple[tuple[int, str], ...]


def repeated_of_arriving() -> Repeated:
    """Of the rows in `ARRIVING`."""
    alike = " AND ".join(f"old.{name} IS NOT DISTINCT FROM new.{name}" for name in _NAMES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT NOT EXISTS (SELECT 1 FROM {ARRIVING} new LEFT JOIN {TABLE} old ON {alike} WHERE old.id IS NULL) "
            f"AND (SELECT count(*) = count(DISTINCT (unit_id, code)) FROM {ARRIVING})"
        )
        same = cursor.fetchone()
        cursor.execute(f"""
            SELECT (new.id & {(1 << LINE_BITS) - 1}) AS line, new.code FROM (SELECT id, unit_id, code,
                row_number() OVER (PARTITION BY unit_id, code ORDER BY id) AS place FROM {ARRIVING}) new
            WHERE place > 1 OR EXISTS (
                SELECT 1 FROM {TABLE} old WHERE (old.unit_id, old.code) = (new.unit_id, new.code))
            ORDER BY 1 LIMIT {MOST_TOLD}""")
        return Repeated(bool(same and same[0]), tuple(cursor.fetchall()))


def ends_later(number: int, at: datetime) -> bool:
    """Whether a row of an import ended after this moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT 1 FROM {TABLE} WHERE {of_import(number)} AND ended_at > %s)", [at]
        )
        found = cursor.fetchone()
    return bool(found and found[0])


def received_here(number: int) -> Iterator[tuple[int, str]]:
    """Lines of an import whose dossier this system received itself: it would be told twice."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            SELECT id & {(1 << LINE_BITS) - 1}, code FROM {TABLE} r WHERE {of_import(number)} AND EXISTS (
                SELECT 1 FROM dossiers_dossier d WHERE d.code = r.code AND d.unit_id = r.unit_id)
            ORDER BY 1 LIMIT {MOST_TOLD}""")
        yield from cursor.fetchall()


def wrong_sums() -> list[tuple[date, str, int, int, int]]:
    """Day, agency, facts, sum as kept and as counted again, wherever they differ."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            SELECT day, unit_id, facts, coalesce(kept.count, 0), coalesce(raw.count, 0)
            FROM dossiers_recordedsum kept FULL JOIN ({counted(_FOLDED)}) raw USING (day, unit_id, facts)
            WHERE kept.count IS DISTINCT FROM raw.count ORDER BY 1, 2, 3 LIMIT {MOST_TOLD}""")
        return list(cursor.fetchall())
