"""How is one act written for a whole tray? One statement for all, each dossier compared and set on its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model
from psycopg.types.json import Jsonb

from motcua.core.statements import ask
from motcua.dossiers.actions.moving import OUTBOX_TOPIC, Beside, Parts, Said, next_step, outbox_payload
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.records import subject_of


@dataclass(frozen=True, slots=True)
class Meant:
    """An act judged and about to be written: on which dossier, what is said, which columns it sets."""

    dossier: Dossier
    said: Said
    changes: dict[str, Any]


class MovedMeanwhile(Exception):
    """A dossier of the tray did not stand any more where it was read: nothing of the tray may stay written."""


STEP_KINDS = {
    "seq": "integer", "act": "text", "source": "text", "target": "text", "at": "timestamptz", "actor_id": "bigint",
    "actor_name": "text", "unit_id": "text", "place": "text", "data": "jsonb", "facts_hash": "text",
    "previous": "text", "hash": "text",
}  # fmt: skip


def move_many(tray: Sequence[Meant], beside: Beside | None = None) -> list[Step]:
    """The steps, in the order of the tray; inside the caller's transaction, which holds the dossiers' rows.

    A question for each set of columns, however long the tray; `beside` is written with the first. Raises
    MovedMeanwhile.
    """
    steps = [_set(meant) for meant in tray]
    by_columns: dict[tuple[str, ...], list[int]] = {}
    for place, meant in enumerate(tray):
        by_columns.setdefault(_columns(frozenset(meant.changes)), []).append(place)
    for columns, places in by_columns.items():
        rows = [_row(tray[place], steps[place], columns, place) for place in places]
        numbers = [tray[place].dossier.pk for place in places]
        parts, values = (beside.parts, beside.values) if beside else (None, ())
        beside = None
        ids = dict(ask(_statement(columns, parts), [listed(rows), numbers, *values]))
        if len(ids) != len(places):
            raise MovedMeanwhile
        for place in places:
            steps[place].pk = ids[tray[place].dossier.pk]
            steps[place]._state.adding, steps[place]._state.db = False, "default"
    return steps


def _set(meant: Meant) -> Step:
    """The dossier as it will stand, and its step."""
    dossier, source = meant.dossier, meant.dossier.state
    for name, value in meant.changes.items():
        setattr(dossier, name, value)
    step = next_step(dossier, meant.said, source=source)
    dossier.step_count, dossier.head_hash, dossier.facts_hash = step.seq, step.hash, step.facts_hash
    return step


@lru_cache(maxsize=50)
def _columns(changed: frozenset[str]) -> tuple[str, ...]:
    written = changed | {"step_count", "head_hash", "facts_hash"}
    return tuple(
        field.attname for field in Dossier._meta.concrete_fields if {field.name, field.attname} & written
    )


def _row(meant: Meant, step: Step, columns: tuple[str, ...], place: int) -> dict[str, Any]:
    dossier = meant.dossier
    row = {
        "id": dossier.pk,
        "tray": place,
        "expected": step.seq - 1,
        "before": step.previous,
        "key": subject_of(dossier),
        "payload": outbox_payload(step),
    }
    return row | stored("step", step, STEP_KINDS) | stored("set", dossier, columns)


def listed(rows: Sequence[dict[str, Any]]) -> Jsonb:
    """The list as a statement takes it, moments too."""
    return Jsonb(rows, dumps=orjson.dumps)


def stored(prefix: str, record: Model, names: Iterable[str]) -> dict[str, Any]:
    """What is stored of a record as the statements of a list take it: `set_state`, `step_at`…"""
    held = record.__dict__
    return {f"{prefix}_{name}": held[name] for name in names}


@lru_cache(maxsize=50)
def _statement(columns: tuple[str, ...], beside: Parts | None) -> str:
    """One read of the tray, three writes; gives dossier and step ids.

    The ids are told apart from the rows too (`$2`): how many rows come out of a JSON text is guessed, and for a
    hundred all dossiers would be read, not twenty by their index.
    """
    kinds = {field.attname: field.db_type(connection) for field in Dossier._meta.concrete_fields}
    given = [f'"set_{name}" {kinds[name]}' for name in columns]
    given += [f'"step_{name}" {kind}' for name, kind in STEP_KINDS.items()]
    sets = ", ".join(f'"{name}" = given."set_{name}"' for name in columns)
    step = ", ".join(f'"step_{name}"' for name in STEP_KINDS)
    parts = f"{beside(3)}," if beside else ""
    printed = "AND (SELECT count(*) FROM printed) > 0" if beside else ""
    return f"""
        WITH {parts} given AS MATERIALIZED (
            SELECT * FROM jsonb_to_recordset($1::jsonb) AS row(
                id bigint, tray integer, expected integer, before text, key text, payload jsonb, {", ".join(given)}
            )
        ), moved AS (
            UPDATE dossiers_dossier SET {sets} FROM given
            WHERE dossiers_dossier.id = ANY($2::bigint[]) AND dossiers_dossier.id = given.id
            AND dossiers_dossier.step_count = given.expected
            AND dossiers_dossier.head_hash = given.before AND NOT EXISTS (
                SELECT 1 FROM dossiers_step last WHERE last.dossier_id = given.id
                AND last.seq = given.expected AND last.at > given.step_at
            ) {printed} RETURNING given.*
        ), stepped AS (
            INSERT INTO dossiers_step (dossier_id, {", ".join(STEP_KINDS)})
            SELECT id, {step} FROM moved ORDER BY tray RETURNING dossier_id, id
        ), told AS (
            INSERT INTO core_outboxmessage (topic, key, payload, created_at)
            SELECT '{OUTBOX_TOPIC}', key, payload, step_at FROM moved ORDER BY tray
        )
        SELECT dossier_id, id FROM stepped
    """
