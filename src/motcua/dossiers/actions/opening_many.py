"""How is a list of new dossiers written? One statement for all, numbers in a row, each with its own first step."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from motcua.core.numbering import Label, next_labels
from motcua.core.statements import ask
from motcua.dossiers.actions.moving import (
    OUTBOX_TOPIC,
    Said,
    next_step,
    outbox_payload,
    paper_rows,
    papers_of_rows,
)
from motcua.dossiers.actions.moving_many import STEP_KINDS, listed, stored
from motcua.dossiers.models import Dossier, HandedIn, Step
from motcua.dossiers.records import subject_of


@dataclass(frozen=True, slots=True)
class New:
    """A dossier about to be opened: its first act, the series of its code, the papers handed in."""

    dossier: Dossier
    said: Said
    label: Label
    papers: Sequence[HandedIn]


def open_many(news: Sequence[New]) -> list[Step]:
    """The first steps, in the order of the list; inside the caller's transaction, which then holds the series."""
    steps = [_opened(new, code) for new, code in zip(news, _codes(news), strict=True)]
    if not news:
        return []
    rows = [_row(new, step, place) for place, (new, step) in enumerate(zip(news, steps, strict=True))]
    ids = {place: (dossier_id, step_id) for place, dossier_id, step_id in ask(_statement(), [listed(rows)])}
    for place, (new, step) in enumerate(zip(news, steps, strict=True)):
        new.dossier.pk, step.pk = ids[place]
        for record in (new.dossier, step):
            record._state.adding, record._state.db = False, "default"
        step.dossier = new.dossier
    return steps


def _codes(news: Sequence[New]) -> list[str]:
    """The next codes of each series, drawn in one order of the series whatever the list, so that nobody waits in a
    circle; given in the order of the list."""
    wanted: dict[str, list[int]] = {}
    for place, new in enumerate(news):
        wanted.setdefault(new.label.scope, []).append(place)
    given: dict[int, str] = {}
    for _scope, places in sorted(wanted.items()):
        given |= zip(places, next_labels(news[places[0]].label, len(places)), strict=True)
    return [given[place] for place in range(len(news))]


def _opened(new: New, code: str) -> Step:
    """The dossier as it will stand, and its step."""
    dossier = new.dossier
    dossier.code, dossier.step_count, dossier.head_hash = code, 0, ""
    step = next_step(dossier, new.said, source="")
    dossier.step_count, dossier.head_hash, dossier.facts_hash = step.seq, step.hash, step.facts_hash
    return step


def _row(new: New, step: Step, place: int) -> dict[str, Any]:
    dossier = new.dossier
    row = {
        "line": place,
        "key": subject_of(dossier),
        "payload": outbox_payload(step),
        "papers": paper_rows(new.papers).obj,
    }
    return row | stored("step", step, STEP_KINDS) | stored("set", dossier, _columns())


@lru_cache(maxsize=1)
def _columns() -> dict[str, str]:
    """The stored columns but the id, each with its kind."""
    fields = Dossier._meta.concrete_fields
    return {field.attname: str(field.db_type(connection)) for field in fields if not field.primary_key}


@lru_cache(maxsize=1)
def _statement() -> str:
    """One read of the list, four writes; gives line, dossier and step ids."""
    given = [f'"set_{name}" {kind}' for name, kind in _columns().items()]
    given += [f'"step_{name}" {kind}' for name, kind in STEP_KINDS.items()]
    names = ", ".join(f'"{name}"' for name in _columns())
    values = ", ".join(f'given."set_{name}"' for name in _columns())
    step = ", ".join(f'given."step_{name}"' for name in STEP_KINDS)
    return f"""
        WITH given AS MATERIALIZED (
            SELECT * FROM jsonb_to_recordset($1::jsonb) AS row(
                line integer, key text, payload jsonb, papers jsonb, {", ".join(given)}
            )
        ), opened AS (
            INSERT INTO dossiers_dossier ({names}) SELECT {values} FROM given ORDER BY line RETURNING id, code
        ), numbered AS MATERIALIZED (
            SELECT opened.id, given.* FROM given JOIN opened ON opened.code = given.set_code
        ), stepped AS (
            INSERT INTO dossiers_step (dossier_id, {", ".join(STEP_KINDS)})
            SELECT given.id, {step} FROM numbered AS given ORDER BY given.line RETURNING dossier_id, id
        ), told AS (
            INSERT INTO core_outboxmessage (topic, key, payload, created_at)
            SELECT '{OUTBOX_TOPIC}', key, payload, step_at FROM numbered ORDER BY line
        ), handed AS (
            {papers_of_rows("numbered.id", "numbered, jsonb_array_elements(numbered.papers) AS paper")}
        )
        SELECT numbered.line, numbered.id, stepped.id FROM numbered JOIN stepped ON stepped.dossier_id = numbered.id
    """
