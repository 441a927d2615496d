"""How is an act written that draws a number? One statement draws it, hashes what carries it and writes it all.

The series is held no longer than that statement runs. Where the number will stand, the texts carry a mark, random
for each act; the hashes are those of motcua.core.chain over the texts with the number in the mark's place.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from motcua.core.chain import GENESIS, canonical
from motcua.core.numbering import LABEL_VALUES, Label, drawn
from motcua.core.statements import Columns, ask, table_of
from motcua.dossiers.actions.hall_links import tied
from motcua.dossiers.actions.moving import (
    OUTBOX_TOPIC,
    Said,
    clock_behind,
    outbox_payload,
    paper_rows,
    papers_handed_in,
    somebody_else,
    step_after,
)
from motcua.dossiers.models import Dossier, HandedIn, Step
from motcua.dossiers.records import facts_of, step_content, subject_of
from motcua.dossiers.same_wish import since, wished
from motcua.dossiers.terms import Channel

_TABLE = table_of(Dossier)
# What the statement itself gives to the columns of the dossier, beside the number.
_HASHED = {"head_hash": "hashed.hash", "facts_hash": "hashed.facts"}
_STEP = ("seq", "act", "source", "target", "at", "actor_id", "actor_name", "unit_id", "place", "previous")
# Number mark, facts, mark of their hash, content of the step, mark of its hash, data, key, payload, moment.
_TEXTS = 9
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def new_mark() -> str:
    """What stands for a number not yet drawn: nobody has written it before."""
    return secrets.token_hex(32)


def open_numbered(
    dossier: Dossier, said: Said, label: Label, *, papers: Sequence[HandedIn]
) -> tuple[Step, Sequence[int]]:
    """Insert a new dossier under the next code of the series, with step, papers and outbox row; gives the ids of
    earlier dossiers of the same wish too, the newest first."""
    dossier.code = mark = new_mark()
    dossier.step_count, dossier.head_hash = 0, ""
    step, texts = _written(dossier, said, "", mark)
    columns, sql = _opening()
    values = columns.values(dossier)
    before = [*label.values(), *texts, *_step_values(step)]
    [row] = ask(sql, [*before, *values, paper_rows(papers), since(said.at)])
    dossier.code, dossier.pk, same = row[0], row[4], row[5]
    dossier._state.adding, dossier._state.db = False, "default"
    return _done(dossier, step, row, mark), same


def move_numbered(
    dossier: Dossier,
    said: Said,
    label: Label,
    *,
    mark: str,
    column: str,
    changes: Mapping[str, Any],
    only: str,
) -> Step:
    """Write an act on a dossier as it was read, as `move` does, the number of the series in `column` and wherever
    `mark` stands in what is said. Drawn only once the dossier is held, and never where it was moved meanwhile, nor
    where the SQL `only` does not hold of `held.id`."""
    if said.at < dossier.state_since:
        raise clock_behind()
    source, expected, head_before = dossier.state, dossier.step_count, dossier.head_hash
    for name, value in changes.items():
        setattr(dossier, name, value)
    setattr(dossier, column, mark)
    step, texts = _written(dossier, said, source, mark)
    columns, sql = _moving(frozenset((*changes, "step_count")), column, only)
    held = [dossier.pk, expected, head_before]
    rows = ask(sql, [*label.values(), *texts, *_step_values(step), *held, *columns.values(dossier)])
    if not rows:
        raise somebody_else(dossier, expected, said.at)
    setattr(dossier, column, rows[0][0])
    return _done(dossier, step, rows[0], mark)


def _written(dossier: Dossier, said: Said, source: str, mark: str) -> tuple[Step, list[Any]]:
    """The step that follows, marks for what is not known yet, and the texts that carry them."""
    facts = f"{GENESIS}\n{canonical(facts_of(dossier)).decode()}"
    step = step_after(dossier, said, source=source, facts=new_mark())
    step.hash = new_mark()
    content = f"{step.previous}\n{canonical(step_content(step, subject_of(dossier))).decode()}"
    dossier.step_count = step.seq
    data, payload = _as_json(step.data), _as_json(outbox_payload(step))
    texts = [mark, facts, step.facts_hash, content, step.hash, data, subject_of(dossier), payload, step.at]
    return step, texts


def _step_values(step: Step) -> list[Any]:
    return [getattr(step, name) for name in _STEP]


def _done(dossier: Dossier, step: Step, row: Sequence[Any], mark: str) -> Step:
    """Dossier and step as they are stored now."""
    label, dossier.facts_hash, dossier.head_hash, step.pk = row[:4]
    step.facts_hash, step.hash, step.dossier = dossier.facts_hash, dossier.head_hash, dossier
    step.data = _with(step.data, mark, label)
    step._state.adding, step._state.db = False, "default"
    return step


def _with(said: Any, mark: str, label: str) -> Any:
    if isinstance(said, dict):
        return {key: _with(value, mark, label) for key, value in said.items()}
    return label if said == mark else said


def _numbered(source: str) -> str:
    """Draws the number and hashes: `hashed` has label, facts and hash, no row where `source` has none."""
    mark, facts, facts_mark, content = (f"${LABEL_VALUES + place}::text" for place in range(1, 5))
    named = f"replace({content}, {mark}, label)"
    return f"""
        numbered AS ({drawn(1, source)}),
        summed AS MATERIALIZED (SELECT label, {_sum(f"replace({facts}, {mark}, label)")} AS facts FROM numbered),
        hashed AS MATERIALIZED (
            SELECT label, facts, {_sum(f"replace({named}, {facts_mark}, facts)")} AS hash FROM summed
        )
    """


def _sum(text: str) -> str:
    return f"encode(sha256(convert_to({text}, 'UTF8')), 'hex')"


_FIRST_OF_STEP = 1 + LABEL_VALUES + _TEXTS
_FIRST_FREE = _FIRST_OF_STEP + len(_STEP)


def _told(source: str) -> str:
    """The step and the outbox row of the dossier in `source`."""
    mark, hash_mark, data, key, payload = (f"${LABEL_VALUES + place}::text" for place in (1, 5, 6, 7, 8))
    at = f"${LABEL_VALUES + 9}"
    values = ", ".join(f"${_FIRST_OF_STEP + place}" for place in range(len(_STEP)))
    return f"""
        stepped AS (
            INSERT INTO dossiers_step (dossier_id, {", ".join(_STEP)}, data, facts_hash, hash)
            SELECT {source}.id, {values}, replace({data}, {mark}, label)::jsonb, facts, hash
            FROM {source}, hashed RETURNING id
        ), told AS (
            INSERT INTO core_outboxmessage (topic, key, payload, created_at)
            SELECT '{OUTBOX_TOPIC}', replace({key}, {mark}, label),
                replace({payload}, {hash_mark}, hash)::jsonb, {at}::timestamptz
            FROM {source}, hashed
        )
    """


def _tied() -> str:
    """What is received at the desk belongs to the ticket that the official's counter serves."""
    act, actor = (f"${_FIRST_OF_STEP + _STEP.index(name)}" for name in ("act", "actor_id"))
    at = f"${LABEL_VALUES + 9}::timestamptz"
    return tied(
        "opened",
        act=act,
        official=actor,
        moment=at,
        unit="opened.unit_id",
        only=f"opened.channel = '{Channel.DESK}'",
    )


@lru_cache(maxsize=1)
def _opening() -> tuple[Columns, str]:
    """The columns whose values are given, and the statement."""
    given = Columns([field for field in _TABLE.written if field.column not in {"code", *_HASHED}])
    names = given.names
    values = ", ".join(f"${_FIRST_FREE + place}" for place in range(len(names)))
    columns = ", ".join(f'"{name}"' for name in (*names, "code", *_HASHED))
    papers = _FIRST_FREE + len(names)
    unit, number, procedure = (
        f"${_FIRST_FREE + names.index(name)}::text" for name in ("unit_id", "id_number", "procedure_id")
    )
    since = f"${papers + 1}::timestamptz"
    # Reckoned once the number is drawn: who waited for it sees whom it waited for.
    same = wished(unit=unit, number=number, procedure=procedure, since=since, but="opened.id")
    return (
        given,
        f"""
        WITH {_numbered("")}, opened AS (
            INSERT INTO dossiers_dossier ({columns})
            SELECT {values}, hashed.label, {", ".join(_HASHED.values())} FROM hashed RETURNING id, channel, unit_id
        ), {_told("opened")}, visited AS ({_tied()}), handed AS ({papers_handed_in(papers)})
        SELECT label, facts, hash, stepped.id, opened.id, {same} FROM hashed, stepped, opened
    """,
    )


@lru_cache(maxsize=20)
def _moving(written: frozenset[str], numbered: str, only: str) -> tuple[Columns, str]:
    """The columns of these fields but the numbered one, and the statement.

    As motcua.dossiers.actions.moving, but the dossier is held first: who draws a number holds the dossier, so
    two who need both wait in one order. A number is drawn with its step or not at all (else a division by zero)."""
    pk, expected, head = (f"${_FIRST_FREE + place}" for place in range(3))
    names = written - {numbered}
    columns = Columns([field for field in _TABLE.fields if {field.name, field.attname} & names])
    given = {column: f"${_FIRST_FREE + 3 + place}" for place, column in enumerate(columns.names)}
    given |= {numbered: "hashed.label"} | _HASHED
    sets = ", ".join(f'"{column}" = {value}' for column, value in given.items())
    return (
        columns,
        f"""
        WITH held AS MATERIALIZED (
            SELECT id FROM dossiers_dossier
            WHERE id = {pk} AND step_count = {expected} AND head_hash = {head} AND NOT EXISTS (
                SELECT 1 FROM dossiers_step last WHERE last.dossier_id = {pk} AND last.seq = {expected}
                AND last.at > ${LABEL_VALUES + 9}::timestamptz
            ) FOR UPDATE
        ), {_numbered(f"FROM held WHERE {only}")}, moved AS (
            UPDATE dossiers_dossier SET {sets} FROM hashed WHERE dossiers_dossier.id = {pk}
            AND step_count = {expected} AND head_hash = {head} RETURNING dossiers_dossier.id
        ), {_told("moved")}
        SELECT label, facts, hash, (SELECT id FROM stepped), 1 / (SELECT count(*) FROM stepped) FROM hashed
    """,
    )
