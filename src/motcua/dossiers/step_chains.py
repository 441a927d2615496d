"""Does every dossier and intake still say what its steps vouch for, link by link?

Millions of steps are proved in a night: the database tells each step and each record as one JSON text, and what the
chain covers is written down from it (`core/stored_links.py`), without a model in between.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection, models

from motcua.core.chain import GENESIS
from motcua.core.stored_links import stored_follows
from motcua.dossiers.models import ArchiveRecord, Dossier, Intake
from motcua.dossiers.records import as_vouched_for
from motcua.dossiers.terms import Act

CHUNK = 2000
Fault = tuple[str, int, str]
_MOMENT = """to_char("{0}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00'"""
_STEPS = f"""
    SELECT {{owner}}, seq, act, previous, hash, facts_hash, json_build_object(
        'seq', seq, 'act', act, 'source', source, 'target', target, 'at', {_MOMENT.format("at")}, 'actor', actor_id,
        'name', actor_name, 'unit', unit_id, 'place', place, 'data', data, 'facts', facts_hash
    )::text FROM dossiers_step WHERE {{owner}} = ANY(%s) ORDER BY {{owner}}, seq
"""


class _Record(NamedTuple):
    """A dossier or intake: what its chain is called, how long it is, and all its columns as JSON."""

    id: int
    name: str
    subject: str
    length: int
    head: str
    columns: str


class _Step(NamedTuple):
    owner: int
    seq: int
    act: str
    previous: str
    hash: str
    facts_hash: str
    content: str


def chain_faults() -> Iterator[Fault]:
    """The first broken link of each dossier and intake, recomputed from what stands in the database."""
    yield from _faults(Dossier, "dossier_id")
    yield from _faults(Intake, "intake_id")


def _faults(model: type[Dossier] | type[Intake], owner: str) -> Iterator[Fault]:
    """Each record against its steps: links, count, head, and its own facts as of the last step."""
    last = 0
    while batch := [_Record._make(row) for row in _rows(_records(model), last)]:
        last = batch[-1].id
        ids = [record.id for record in batch]
        steps = map(_Step._make, _rows(_STEPS.format(owner=owner), ids))
        by_owner = {key: list(group) for key, group in groupby(steps, key=lambda step: step.owner)}
        gone = _disposed(owner, ids)
        for record in batch:
            fault = _fault_of(record, by_owner.get(record.id, []), model, gone=record.id in gone)
            if fault is not None:
                yield record.name, *fault


def _fault_of(
    record: _Record, steps: list[_Step], model: type[Dossier] | type[Intake], *, gone: bool
) -> tuple[int, str] | None:
    previous = GENESIS
    for place, step in enumerate(steps, start=1):
        if step.seq != place:
            return place, "thiếu một bước trong chuỗi"
        erased = gone and step.act != Act.DISPOSE
        if step.previous != previous or not (erased or _holds(step, record.subject)):
            return place, "bước đã bị sửa hoặc bị thay"
        previous = step.hash
    if len(steps) != record.length:
        return len(steps) + 1, f"ghi nhận {record.length} bước nhưng còn {len(steps)} bước"
    if not steps or record.head != previous:
        return len(steps), "đầu chuỗi ghi trên hồ sơ không khớp bước cuối"
    forgotten = gone and model is Intake
    if not forgotten and not _vouched_for(record, steps[-1].facts_hash, model):
        return len(steps), "nội dung hồ sơ đã bị sửa sau bước cuối"
    return None


def _holds(step: _Step, subject: str) -> bool:
    return stored_follows(
        step.hash, step.previous, step.content, lambda content: content | {"subject": subject}
    )


def _vouched_for(record: _Record, facts_hash: str, model: type[Dossier] | type[Intake]) -> bool:
    return stored_follows(facts_hash, GENESIS, record.columns, lambda columns: as_vouched_for(model, columns))


@lru_cache(maxsize=2)
def _records(model: type[Dossier] | type[Intake]) -> str:
    """The columns as JSON: moments in UTC as the chain writes them, the rest as PostgreSQL has it."""
    moments = [
        field.column for field in model._meta.concrete_fields if isinstance(field, models.DateTimeField)
    ]
    told = ", ".join(f"'{column}', {_MOMENT.format(column)}" for column in moments)
    name = "coalesce(code, filing_number, '')" if model is Dossier else "number"
    subject = "coalesce(filing_number, code, '')" if model is Dossier else "number"
    return f"""
        SELECT id, {name}, {subject}, step_count, head_hash, (to_jsonb(r) || jsonb_build_object({told}))::text
        FROM {model._meta.db_table} r WHERE id > %s ORDER BY id LIMIT {CHUNK}
    """


def _rows(sql: str, asked: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _disposed(owner: str, ids: list[int]) -> set[int]:
    """Those whose content went by decision: their hashes stay and are proved by the tombstone and the daily heads."""
    rows = ArchiveRecord.objects.filter(disposed_at__isnull=False)
    column = "dossier_id" if owner == "dossier_id" else "dossier__intake_id"
    return set(rows.filter(**{f"{column}__in": ids}).values_list(column, flat=True))
