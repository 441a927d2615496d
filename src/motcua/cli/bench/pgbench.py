"""How many five-step dossiers a second does PostgreSQL itself take, one statement a step? Driven by its pgbench."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.db import connection
from django.db.models import Model

from motcua.authority.seal_tables import Imprint
from motcua.cli.bench.flow_seal import imprint_of, seal_like
from motcua.cli.server_user import PROGRAMS
from motcua.core.models import NumberCounter, OutboxMessage
from motcua.dossiers.models import Dossier, HandedIn, Step

_TPS = re.compile(r"tps = ([\d.]+)")
_SEAL = 9001  # the number of its own seal


def script_of(code: str) -> str:
    """The statements that write once more what the product wrote for this dossier: every row, column and text.

    The numbers are drawn from counters of their own, in the same statement as the rows that carry them.
    """
    dossier = Dossier.objects.get(code=code)
    steps = list(Step.objects.filter(dossier=dossier).order_by("seq"))
    told = list(OutboxMessage.objects.filter(key=code).order_by("id"))
    prefix = code[: code.rindex("-") + 1]
    lines = [_reception(dossier, steps[0], told[0], prefix)]
    before = _first_state(dossier, steps[0])
    for step, message in zip(steps[1:], told[1:], strict=True):
        lines.append(_later(dossier, before, step, message))
        before |= _columns_of(step, dossier)
    return "\n".join(lines)


def rate(script: Path, *, clients: int, seconds: float) -> float:
    """Dossiers a second. pgbench counts whole seconds, at least one."""
    address = urlsplit(os.environ["DATABASE_URL"])
    place = parse_qs(address.query)["host"][-1]
    words = ["-n", "-M", "prepared", "-c", str(clients), "-j", str(min(clients, os.cpu_count() or 1))]
    words += ["-T", str(max(1, round(seconds))), "-f", str(script), "-h", place]
    words += ["-U", str(address.username), address.path.lstrip("/")]
    done = subprocess.run([PROGRAMS / "pgbench", *words], capture_output=True, text=True, check=False)
    found = _TPS.search(done.stdout)
    if done.returncode or not found:
        raise RuntimeError(f"pgbench failed: {done.stderr[-2000:]}")
    return float(found[1])


def _reception(dossier: Dossier, step: Step, message: OutboxMessage, prefix: str) -> str:
    NumberCounter.objects.get_or_create(scope="bench|dossier")
    columns, values = _insert(dossier, _first_state(dossier, step))
    place = columns.index("code")
    values[place] = f"'pgb-{prefix}' || lpad(numbered.count::text, 6, '0')"
    papers = " UNION ALL ".join(
        f"SELECT id, {', '.join(_insert(paper, {}, leave=('dossier_id',))[1])} FROM opened"
        for paper in HandedIn.objects.filter(dossier=dossier)
    )
    paper_columns = ", ".join(["dossier_id", *_insert(HandedIn(), {}, leave=("dossier_id",))[0]])
    return _one_line(f"""
        WITH numbered AS ({_number("bench|dossier")}), opened AS (
            INSERT INTO dossiers_dossier ({", ".join(columns)}) SELECT {", ".join(values)} FROM numbered RETURNING id
        ), handed AS (INSERT INTO dossiers_handedin ({paper_columns}) {papers}),
        {_stepped("opened", step, message)} SELECT id AS dossier FROM opened \\gset
    """)


def _later(dossier: Dossier, before: dict[str, Any], step: Step, message: OutboxMessage) -> str:
    """Compare and set, the step and the outbox row; the approval draws the number of the result too, the stamp writes
    its imprint first: the tables take it only under an approved result."""
    columns = _columns_of(step, dossier)
    sets = ", ".join(f'"{name}" = {_literal(Dossier, name, value)}' for name, value in columns.items())
    first, printed = "", ""
    if step.act == "approve":
        first = f"numbered AS ({_number('bench|result')}),"
    if step.act == "stamp":
        first, printed = f"{_sealed(imprint_of(str(dossier)))},", "(SELECT count(*) FROM printed) > 0 AND"
    return _one_line(f"""
        WITH {first} moved AS (
            UPDATE dossiers_dossier SET {sets} WHERE {printed} id = :dossier AND step_count = {step.seq - 1}
            AND head_hash = '{step.previous}' AND NOT EXISTS (SELECT 1 FROM dossiers_step
            WHERE dossier_id = :dossier AND seq = {step.seq - 1} AND at > {_literal(Step, "at", step.at)})
            RETURNING id
        ), {_stepped("moved", step, message)} SELECT id FROM moved;
    """)


def _stepped(source: str, step: Step, message: OutboxMessage) -> str:
    columns, values = _insert(step, {}, leave=("dossier_id",))
    told, texts = _insert(message, {})
    return f"""
        stepped AS (
            INSERT INTO dossiers_step (dossier_id, {", ".join(columns)}) SELECT id, {", ".join(values)} FROM {source}
        ), told AS (
            INSERT INTO core_outboxmessage ({", ".join(told)}) SELECT {", ".join(texts)} FROM {source}
        )
    """


def _sealed(imprint: Imprint) -> str:
    """The next line in the register of a seal of its own; its hash rests on that of the one before."""
    seal = seal_like(imprint.seal, _SEAL)
    drawn = {"seal_id": str(seal.pk), "seq": "imprint_count", "number": "imprint_number", "subject": "code"}
    drawn |= {"hash": "imprint_head"}
    columns, values = _insert(imprint, {})
    given = [drawn.get(name, value) for name, value in zip(columns, values, strict=True)]
    return f"""
        counted AS (
            UPDATE authority_seal SET imprint_count = imprint_count + 1, imprint_number = imprint_number + 1,
            imprint_head = encode(sha256(convert_to(imprint_head || imprint_count, 'UTF8')), 'hex')
            WHERE id = {seal.pk} RETURNING imprint_count, imprint_number, imprint_head
        ), printed AS (
            INSERT INTO authority_imprint ({", ".join(columns)}) SELECT {", ".join(given)}
            FROM counted, dossiers_dossier WHERE id = :dossier RETURNING id
        )
    """


def _number(scope: str) -> str:
    NumberCounter.objects.get_or_create(scope=scope)
    return (
        "UPDATE core_numbercounter SET count = count + 1, "
        f"head = encode(sha256(convert_to(head || count, 'UTF8')), 'hex') WHERE scope = '{scope}' RETURNING count"
    )


def _first_state(dossier: Dossier, step: Step) -> dict[str, Any]:
    """The columns that later steps set, as they were after the first."""
    return {
        "state": step.target, "state_since": step.at, "appraiser_id": None, "approver_id": None,
        "result_number": "", "ready_at": None, "returned_at": None, "returned_to": "", "ended_at": None,
        "step_count": 1, "head_hash": step.hash, "facts_hash": step.facts_hash,
    }  # fmt: skip


def _columns_of(step: Step, dossier: Dossier) -> dict[str, Any]:
    """What each of the five acts sets."""
    own: dict[str, tuple[str, ...]] = {
        "appraise": ("appraiser_id",),
        "approve": ("approver_id", "result_number"),
        "stamp": ("ready_at",),
        "return_result": ("returned_at", "returned_to"),
    }
    more = {name: getattr(dossier, name) for name in own[step.act]}
    ended = step.at if step.act == "return_result" else None
    return more | {
        "state": step.target, "state_since": step.at, "ended_at": ended,
        "step_count": step.seq, "head_hash": step.hash, "facts_hash": step.facts_hash,
    }  # fmt: skip


def _insert(
    record: Model, instead: dict[str, Any], *, leave: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """Columns and literals of a row like this one, without its id."""
    columns, values = [], []
    for field in record._meta.concrete_fields:
        if field.primary_key or field.column in leave:
            continue
        columns.append(str(field.column))
        value = instead.get(field.attname, getattr(record, field.attname))
        values.append(_literal(type(record), field.attname, value))
    return columns, values


def _literal(model: type[Model], name: str, value: Any) -> str:
    """The value as a constant of the column's type."""
    field = next(field for field in model._meta.concrete_fields if name in {field.attname, field.name})
    kind = str(field.db_type(connection))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (%s::{kind})::text", [field.get_db_prep_save(value, connection)])
        found = cursor.fetchone()
    return f"{_quoted(found[0])}::{kind}" if found and found[0] is not None else f"NULL::{kind}"


def _quoted(text: str) -> str:
    """A text in which pgbench sees no variable of its own."""
    inside = text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a")
    return f"E'{inside}'"


def _one_line(statement: str) -> str:
    return " ".join(statement.split())
