"""How is one act written? The dossier, its step and its outbox row together, or nothing at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from psycopg.types.json import Jsonb

from motcua.core.chain import GENESIS, link
from motcua.core.moments import local
from motcua.core.refusals import Refused, refuse
from motcua.core.statements import Columns, ask, marks, table_of
from motcua.dossiers.actions.hall_links import is_with_person, tied
from motcua.dossiers.codes import new_rating_code
from motcua.dossiers.models import Dossier, HandedIn, Intake, Step
from motcua.dossiers.policies import POSTED, ROLES_FOR
from motcua.dossiers.rating_codes import RATED, RATING
from motcua.dossiers.records import STEP_TOPIC, facts_hash, step_content, subject_of
from motcua.dossiers.terms import ACT_LABELS, ENDED, Act, Place, State
from motcua.organisation.actors import Actor

OUTBOX_TOPIC = STEP_TOPIC


@dataclass(frozen=True, slots=True)
class Said:
    """One act about to be written: what, when, by whom, where, and what was said."""

    act: Act
    at: datetime
    actor: Actor | None
    place: Place
    data: Mapping[str, Any]


Parts = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the statement of an act writes before it: parts that write nothing where `held` has no row (then the act is
    not written either), by the place of their first value, the last of them `printed`; and the values. The caller's
    transaction holds the record."""

    parts: Parts
    values: Sequence[Any]


def open_record(record: Dossier | Intake, said: Said, *, papers: Sequence[HandedIn] = ()) -> Step:
    """Insert a new dossier or intake with its first step, the papers handed in and the outbox row, in one
    statement (inside the caller's transaction, which holds the number)."""
    record.step_count, record.head_hash = 0, ""
    step = next_step(record, said, source="")
    record.step_count, record.head_hash, record.facts_hash = step.seq, step.hash, step.facts_hash
    table = table_of(type(record))
    rows = ask(
        _opening(type(record)),
        [*table.values(record), *_step_values(step), *_outbox_values(record, step), paper_rows(papers)],
    )
    [(record.pk, step.pk)] = rows
    record._state.adding, record._state.db = False, "default"
    step._state.adding, step._state.db = False, "default"
    step.dossier = record if isinstance(record, Dossier) else None
    step.intake = record if isinstance(record, Intake) else None
    return step


def move(
    record: Dossier | Intake, said: Said, *, changes: Mapping[str, Any], beside: Beside | None = None
) -> Step:
    """Write an act on a record as it was read: compare and set in one statement.

    If somebody else moved the record since it was read, nothing is written and the second person is told
    who did what (`already_moved`).
    """
    if said.at < _last_moment(record):
        raise clock_behind()
    source, expected = record.state, record.step_count
    head_before = record.head_hash
    for name, value in changes.items():
        setattr(record, name, value)
    step = next_step(record, said, source=source)
    record.step_count, record.head_hash, record.facts_hash = step.seq, step.hash, step.facts_hash
    written = frozenset((*changes, "step_count", "head_hash", "facts_hash"))
    if not _write(record, step, written, expected=expected, head_before=head_before, beside=beside):
        raise somebody_else(record, expected, said.at)
    return step


def ends(target: State, at: datetime) -> dict[str, Any]:
    """The columns every change of state sets."""
    return {"state": target, "state_since": at, "ended_at": at if target in ENDED else None}


def next_step(record: Dossier | Intake, said: Said, *, source: str) -> Step:
    """The step after the last, with its hashes over the record as it stands now; nothing is written."""
    step = step_after(record, said, source=source, facts=facts_hash(record))
    step.hash = link(step.previous, step_content(step, subject_of(record)))
    return step


def step_after(record: Dossier | Intake, said: Said, *, source: str, facts: str) -> Step:
    """The step after the last without its own hash; `facts`: the hash of the record as it stands now."""
    step: Step = table_of(Step).fresh(
        seq=record.step_count + 1,
        act=said.act,
        source=source,
        target=record.state,
        at=said.at,
        actor_id=said.actor.person_id if said.actor else None,
        actor_name=_signed(said),
        unit_id=record.unit_id,
        place=said.place,
        data=dict(said.data) | _to_rate(said.act) | _of_post(said),
        facts_hash=facts,
        previous=record.head_hash or GENESIS,
    )
    return step


def _to_rate(act: Act) -> dict[str, str]:
    """The slip of such a step carries a code of its own with which it is rated (R-289)."""
    return {RATING: new_rating_code()} if act in RATED else {}


def _of_post(said: Said) -> dict[str, str]:
    """An act of the public post names the postal unit (R-132)."""
    by_post = said.actor is not None and said.actor.acts_for_post(*ROLES_FOR.get(said.act, ()))
    return {"postal_unit": said.actor.postal_unit} if by_post and said.actor else {}


def _signed(said: Said) -> str:
    """Who did it; both names where one stood in for another (R-241)."""
    if said.actor is None:
        return ""
    return said.actor.name_for(*ROLES_FOR.get(said.act, ()), at_desk=said.act in POSTED)


def outbox_payload(step: Step) -> dict[str, Any]:
    """What the outbox tells of a step."""
    return {"seq": step.seq, "act": step.act, "target": step.target, "hash": step.hash}


def _last_moment(record: Dossier | Intake) -> datetime:
    """An intake keeps no moment of its own: its last step says it."""
    if isinstance(record, Dossier):
        return record.state_since
    last = record.steps.order_by("-seq").values_list("at", flat=True).first()
    return last or record.opened_at


_STEP_COLUMNS = (
    "seq, act, source, target, at, actor_id, actor_name, unit_id, place, data, facts_hash, previous, hash"
)
_STEP_SIZE, _OUTBOX_SIZE = 13, 4


def _step_values(step: Step) -> list[Any]:
    return [
        step.seq, step.act, step.source, step.target, step.at, step.actor_id, step.actor_name, step.unit_id,
        step.place, Jsonb(step.data), step.facts_hash, step.previous, step.hash,
    ]  # fmt: skip


def _outbox_values(record: Dossier | Intake, step: Step) -> list[Any]:
    return [OUTBOX_TOPIC, subject_of(record), Jsonb(outbox_payload(step)), step.at]


def _owner(model: type[Dossier | Intake]) -> str:
    return "dossier_id" if issubclass(model, Dossier) else "intake_id"


@lru_cache(maxsize=2)
def _opening(model: type[Dossier | Intake]) -> str:
    """Insert the record, its first step, the outbox row and the papers; gives both ids."""
    table = table_of(model)
    first = len(table.written) + 1
    return f"""
        WITH opened AS (
            INSERT INTO {table.name} ({table.written_columns}) VALUES ({marks(1, len(table.written))}) RETURNING id
        ), stepped AS (
            INSERT INTO dossiers_step ({_owner(model)}, {_STEP_COLUMNS})
            SELECT id, {marks(first, _STEP_SIZE)} FROM opened RETURNING id
        ), told AS (
            INSERT INTO core_outboxmessage (topic, key, payload, created_at)
            VALUES ({marks(first + _STEP_SIZE, _OUTBOX_SIZE)})
        ), handed AS (
            {papers_handed_in(first + _STEP_SIZE + _OUTBOX_SIZE)}
        )
        SELECT opened.id, stepped.id FROM opened, stepped
    """


_PAPER_KINDS = {
    "round": "smallint", "position": "smallint", "key": "text", "name": "text", "original": "smallint",
    "copies": "smallint", "presented": "boolean",
}  # fmt: skip


def papers_handed_in(place: int) -> str:
    """The statement that inserts the papers `$place` (see `paper_rows`) of the dossier `opened`."""
    return papers_of_rows("opened.id", f"opened, jsonb_array_elements(${place}::jsonb) AS paper")


def papers_of_rows(dossier: str, source: str) -> str:
    """The same for every `paper` of a source, each of the dossier that `dossier` names there."""
    papers = ", ".join(f"(paper->>{column})::{kind}" for column, kind in enumerate(_PAPER_KINDS.values()))
    return f"""
        INSERT INTO dossiers_handedin (dossier_id, {", ".join(_PAPER_KINDS)})
        SELECT {dossier}, {papers} FROM {source}
    """


def paper_rows(papers: Sequence[HandedIn]) -> Jsonb:
    """The papers as `papers_handed_in` and `papers_of_rows` take them."""
    return Jsonb([[getattr(paper, name) for name in _PAPER_KINDS] for paper in papers])


@lru_cache(maxsize=200)
def _moving(
    model: type[Dossier | Intake], written: frozenset[str], *, with_person: bool, beside: Parts | None
) -> tuple[Columns, str]:
    """The columns of these fields, and the statement that writes them.

    Set the record if nobody moved it and the step before is not of a later moment (an act that leaves the
    state as it is moves no `state_since`), insert the step and the outbox row; gives the step's id. `with_person`:
    done with somebody at the counter, whose ticket it belongs to."""
    columns = Columns([field for field in table_of(model).fields if {field.name, field.attname} & written])
    owner, size = _owner(model), len(columns.names)
    sets = ", ".join(f'"{column}" = ${place}' for place, column in enumerate(columns.names, start=1))
    pk, expected, head = (f"${size + place}" for place in range(1, 4))
    act, at, official, unit = (f"${size + 4 + place}" for place in (1, 4, 5, 7))
    visited = tied("moved", act=act, official=f"{official}::bigint", moment=f"{at}::timestamptz", unit=unit)
    stands = f"""
        id = {pk} AND step_count = {expected} AND head_hash = {head} AND NOT EXISTS (
            SELECT 1 FROM dossiers_step WHERE {owner} = {pk} AND seq = {expected} AND at > {at}::timestamptz
        )
    """
    before = f"held AS MATERIALIZED (SELECT id FROM {model._meta.db_table} WHERE {stands}),"
    parts = f"{before} {beside(size + 4 + _STEP_SIZE + _OUTBOX_SIZE)}," if beside else ""
    # All of it is written before the record is set.
    printed = "AND (SELECT count(*) FROM printed) > 0" if beside else ""
    return (
        columns,
        f"""
        WITH {parts} moved AS (
            UPDATE {model._meta.db_table} SET {sets} WHERE {stands} {printed} RETURNING id
        ), stepped AS (
            INSERT INTO dossiers_step ({owner}, {_STEP_COLUMNS})
            SELECT id, {marks(size + 4, _STEP_SIZE)} FROM moved RETURNING id
        ), told AS (
            INSERT INTO core_outboxmessage (topic, key, payload, created_at)
            SELECT {marks(size + 4 + _STEP_SIZE, _OUTBOX_SIZE)} FROM stepped
        ){f", visited AS ({visited})" if with_person else ""}
        SELECT id FROM stepped
    """,
    )


def _write(
    record: Dossier | Intake,
    step: Step,
    written: frozenset[str],
    *,
    expected: int,
    head_before: str,
    beside: Beside | None,
) -> bool:
    """One round trip; whether the record still stood where it was read."""
    with_person = isinstance(record, Dossier) and is_with_person(Act(step.act), step.data)
    parts = beside.parts if beside else None
    columns, sql = _moving(type(record), written, with_person=with_person, beside=parts)
    params = [
        *columns.values(record),
        record.pk,
        expected,
        head_before,
        *_step_values(step),
        *_outbox_values(record, step),
        *(beside.values if beside else ()),
    ]
    rows = ask(sql, params)
    if rows:
        [(step.pk,)] = rows
        step._state.adding, step._state.db = False, "default"
    return bool(rows)


def clock_behind() -> Refused:
    return refuse(
        "clock_behind",
        "Đồng hồ của máy đang chậm hơn bước trước của hồ sơ. Hãy kiểm tra đồng hồ rồi làm lại.",
    )


def somebody_else(record: Dossier | Intake, expected: int, at: datetime) -> Refused:
    owner = {"dossier_id": record.pk} if isinstance(record, Dossier) else {"intake_id": record.pk}
    last = Step.objects.filter(**owner).order_by("-seq").first()
    if last is None:
        return refuse("already_moved", "Hồ sơ vừa được người khác xử lý. Hãy mở lại hồ sơ để xem.")
    if last.seq == expected and last.at > at:
        return clock_behind()
    who = last.actor_name or "người khác"
    return refuse(
        "already_moved",
        f"{who} vừa “{ACT_LABELS[Act(last.act)]}” hồ sơ này lúc {local(last.at):%H:%M ngày %d/%m/%Y}. "
        "Hãy mở lại hồ sơ để xem bước tiếp theo.",
    )
