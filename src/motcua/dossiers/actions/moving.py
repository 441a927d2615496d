"""How is one act written? The dossier, its step and its outbox row together, or nothing at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.core.chain import GENESIS, link
from motcua.core.models import OutboxMessage
from motcua.core.moments import local
from motcua.core.refusals import Refused, refuse
from motcua.dossiers.models import Dossier, Intake, Step
from motcua.dossiers.policies import POSTED, ROLES_FOR
from motcua.dossiers.records import facts_hash, step_content, subject_of
from motcua.dossiers.terms import ACT_LABELS, ENDED, Act, Place, State
from motcua.organisation.actors import Actor

OUTBOX_TOPIC = "step"


@dataclass(frozen=True, slots=True)
class Said:
    """One act about to be written: what, when, by whom, where, and what was said."""

    act: Act
    at: datetime
    actor: Actor | None
    place: Place
    data: Mapping[str, Any]


def open_record(record: Dossier | Intake, said: Said) -> Step:
    """Insert a new dossier or intake with its first step and outbox row (inside the caller's transaction)."""
    record.step_count, record.head_hash = 0, ""
    step = _next_step(record, said, source="")
    record.step_count, record.head_hash, record.facts_hash = step.seq, step.hash, step.facts_hash
    record.save(force_insert=True)
    step.dossier = record if isinstance(record, Dossier) else None
    step.intake = record if isinstance(record, Intake) else None
    step.save(force_insert=True)
    OutboxMessage.objects.create(
        topic=OUTBOX_TOPIC, key=subject_of(record), payload=_payload(step), created_at=said.at
    )
    return step


def move(record: Dossier | Intake, said: Said, *, changes: Mapping[str, Any]) -> Step:
    """Write an act on a record as it was read: compare and set in one statement.

    If somebody else moved the record since it was read, nothing is written and the second person is told
    who did what (`already_moved`).
    """
    if said.at < _last_moment(record):
        raise _clock_behind()
    source, expected = record.state, record.step_count
    head_before = record.head_hash
    for name, value in changes.items():
        setattr(record, name, value)
    step = _next_step(record, said, source=source)
    record.step_count, record.head_hash, record.facts_hash = step.seq, step.hash, step.facts_hash
    written = {*changes, "step_count", "head_hash", "facts_hash"}
    if not _write(record, step, written, expected=expected, head_before=head_before):
        raise _somebody_else(record, expected, said.at)
    return step


def ends(target: State, at: datetime) -> dict[str, Any]:
    """The columns every change of state sets."""
    return {"state": target, "state_since": at, "ended_at": at if target in ENDED else None}


def _next_step(record: Dossier | Intake, said: Said, *, source: str) -> Step:
    step = Step(
        seq=record.step_count + 1,
        act=said.act,
        source=source,
        target=record.state,
        at=said.at,
        actor_id=said.actor.person_id if said.actor else None,
        actor_name=_signed(said),
        unit_id=record.unit_id,
        place=said.place,
        data=dict(said.data),
        facts_hash=facts_hash(record),
        previous=record.head_hash or GENESIS,
    )
    step.hash = link(step.previous, step_content(step, subject_of(record)))
    return step


def _signed(said: Said) -> str:
    """Who did it; both names where one stood in for another (R-241)."""
    if said.actor is None:
        return ""
    return said.actor.name_for(*ROLES_FOR.get(said.act, ()), at_desk=said.act in POSTED)


def _payload(step: Step) -> dict[str, Any]:
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


def _write(
    record: Dossier | Intake, step: Step, written: set[str], *, expected: int, head_before: str
) -> bool:
    """One round trip: set the record if nobody moved it and the step before is not of a later moment (an act
    that leaves the state as it is moves no `state_since`), insert the step and the outbox row."""
    table = record._meta.db_table
    owner = "dossier_id" if isinstance(record, Dossier) else "intake_id"
    fields = [field for field in record._meta.concrete_fields if {field.name, field.attname} & written]
    sets = ", ".join(f"{field.column} = %s" for field in fields)
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]
    marks = ", ".join(["%s"] * 13)
    sql = f"""
        WITH moved AS (
            UPDATE {table} SET {sets} WHERE id = %s AND step_count = %s AND head_hash = %s
            AND NOT EXISTS (SELECT 1 FROM dossiers_step WHERE {owner} = %s AND seq = %s AND at > %s) RETURNING id
        ), stepped AS (
            INSERT INTO dossiers_step ({owner}, {_STEP_COLUMNS}) SELECT id, {marks} FROM moved RETURNING id
        )
        INSERT INTO core_outboxmessage (topic, key, payload, created_at)
        SELECT %s, %s, %s, %s FROM stepped
    """
    params = [
        *values, record.pk, expected, head_before, record.pk, expected, step.at,
        step.seq, step.act, step.source, step.target, step.at, step.actor_id, step.actor_name, step.unit_id,
        step.place, Jsonb(step.data), step.facts_hash, step.previous, step.hash,
        OUTBOX_TOPIC, subject_of(record), Jsonb(_payload(step)), step.at,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return bool(cursor.rowcount == 1)


def _clock_behind() -> Refused:
    return refuse(
        "clock_behind",
        "Đồng hồ của máy đang chậm hơn bước trước của hồ sơ. Hãy kiểm tra đồng hồ rồi làm lại.",
    )


def _somebody_else(record: Dossier | Intake, expected: int, at: datetime) -> Refused:
    owner = {"dossier_id": record.pk} if isinstance(record, Dossier) else {"intake_id": record.pk}
    last = Step.objects.filter(**owner).order_by("-seq").first()
    if last is None:
        return refuse("already_moved", "Hồ sơ vừa được người khác xử lý. Hãy mở lại hồ sơ để xem.")
    if last.seq == expected and last.at > at:
        return _clock_behind()
    who = last.actor_name or "người khác"
    return refuse(
        "already_moved",
        f"{who} vừa “{ACT_LABELS[Act(last.act)]}” hồ sơ này lúc {local(last.at):%H:%M ngày %d/%m/%Y}. "
        "Hãy mở lại hồ sơ để xem bước tiếp theo.",
    )
