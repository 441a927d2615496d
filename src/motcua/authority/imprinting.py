"""How is the register of imprints written? In the transaction of the act that sets the seal, gapless and chained.

The rows of a `Hand` are held from when it is made to the end of the transaction, so that two cannot draw one number.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from psycopg.types.json import Jsonb

from motcua.authority.seal_records import content_of
from motcua.authority.seal_rules import SealFacts, why_not_stamp_with
from motcua.authority.seal_tables import Imprint, Seal
from motcua.authority.seal_terms import SealState
from motcua.core.chain import GENESIS, link
from motcua.core.moments import local
from motcua.core.refusals import Refusal, Refused, refuse, refuse_if
from motcua.core.statements import ask, table_of
from motcua.organisation.actors import Actor
from motcua.organisation.queries import units_under


@dataclass(frozen=True, slots=True)
class Mark:
    """One imprint about to be written; `kind` physical or electronic (`file_hash`: the sealed PDF)."""

    kind: str
    subject: str
    subject_hash: str
    approval_hash: str
    approver_name: str
    result_number: str
    stamps: int = 1
    joins: int = 0
    file_hash: str = ""


def facts_of(seal: Seal) -> SealFacts:
    """A seal as the rules see it."""
    return SealFacts(
        id=seal.pk,
        label=f"{seal.name} (số {seal.number})",
        unit_id=seal.unit_id,
        desk_id=seal.desk_id,
        state=SealState(seal.state),
        holder_id=seal.holder_id,
        holder_name=seal.holder_name,
        offered_to_id=seal.offered_to_id,
    )


class Hand:
    """The seals a person has in hand, or the one named, read once and held until the transaction ends."""

    def __init__(
        self, actor: Actor, unit_id: str, seal_id: int | None, rows: Iterable[Sequence[Any]] | None = None
    ) -> None:
        """`rows`: as `seals_of` gives them, where they were read and held already."""
        self._actor, self._unit_id, self._named = actor, unit_id, seal_id
        if rows is None:
            rows = ask(*hand_of(actor.person_id, seal_id))
        self._seals: list[Seal] = [_TABLE.record(row) for row in rows]
        below = any(seal.unit_id != unit_id for seal in self._seals)
        self._units = units_under([unit_id]) if below else frozenset({unit_id})

    def seal_for(self, desks: Collection[int] | None) -> Seal:
        """The seal named, else the only one in hand that may be set there; `desks` None where the place is free.

        Refused: `seal_unknown`, `seal_of_other_unit`, `seal_not_in_use`, `seal_held_by_other`, `seal_elsewhere`,
        `seal_choose` where several may, `seal_missing` where the agency has none in use.
        """
        if self._named is not None and not self._seals:
            raise refuse("seal_unknown", "Không có con dấu này. Hãy chọn lại con dấu.", field="seal")
        if self._named is not None:
            refuse_if(self._why_not(self._seals[0], desks))
            return self._seals[0]
        fitting = [seal for seal in self._seals if self._why_not(seal, desks) is None]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            names = "; ".join(facts_of(one).label for one in fitting)
            raise refuse(
                "seal_choose", f"Ông/bà đang giữ nhiều con dấu: {names}. Hãy chọn một.", field="seal"
            )
        refuse_if(next((self._why_not(seal, desks) for seal in self._seals), None))
        raise _without_seal(self._unit_id)

    def _why_not(self, seal: Seal, desks: Collection[int] | None) -> Refusal | None:
        return why_not_stamp_with(facts_of(seal), self._actor.person_id, units=self._units, desks=desks)


def _without_seal(unit_id: str) -> Refused:
    """Who holds the agency's seal, where there is one."""
    units = units_under([unit_id])
    seals = Seal.objects.filter(unit_id__in=units, state=SealState.IN_USE)
    # The agency's own before one of a unit below it.
    other = min(seals.order_by("id"), key=lambda seal: seal.unit_id != unit_id, default=None)
    if other is None or other.held_since is None:
        return refuse(
            "seal_missing",
            "Cơ quan chưa có con dấu nào đang sử dụng trong sổ con dấu. "
            "Đề nghị lãnh đạo đăng ký con dấu và giao cho văn thư giữ.",
        )
    return refuse(
        "seal_held_by_other",
        f"{facts_of(other).label} đang do {other.holder_name} giữ, từ {local(other.held_since):%H:%M ngày %d/%m/%Y}. "
        "Hãy nhờ người đó đóng dấu hoặc bàn giao con dấu.",
        field="seal",
    )


_TABLE = table_of(Seal)


def seals_of(person: str, *, named: bool, where: str = "true") -> str:
    """SQL: the rows of a `Hand`, held; `person` is the place of the person, or of the seal that is named."""
    wanted = f"s.id = {person}" if named else f"s.holder_id = {person} AND s.state = 'in_use'"
    return f"""
        SELECT {_TABLE.columns("s")} FROM authority_seal s WHERE {wanted} AND {where} ORDER BY s.id FOR UPDATE OF s
    """


_HELD, _NAMED = (seals_of("$1", named=named) for named in (False, True))


def hand_of(person_id: int, seal_id: int | None) -> tuple[str, list[int]]:
    """The question for the rows of a `Hand`."""
    return (_HELD, [person_id]) if seal_id is None else (_NAMED, [seal_id])


def imprints(seal: Seal, marks: Sequence[Mark], *, unit_id: str, actor: Actor, at: datetime) -> list[Imprint]:
    """The next lines of the register, in order, still to be written (`printed`); `seal` of a `Hand`."""
    return [_row(seal, mark, unit_id, actor, at) for mark in marks]


def write_imprints(seal: Seal, rows: Sequence[Imprint]) -> None:
    """Write the next lines of the register, in one statement."""
    if rows:
        ask(_WRITE, values_of(seal, rows))


def values_of(seal: Seal, rows: Sequence[Imprint]) -> list[Any]:
    """What `printed` takes, in its order."""
    lines = Jsonb([{name: row.__dict__[name] for name in _COLUMNS} for row in rows], dumps=orjson.dumps)
    return [
        lines, seal.pk, seal.imprint_count, seal.imprint_head, seal.imprint_year, seal.imprint_number,
    ]  # fmt: skip


def _row(seal: Seal, mark: Mark, unit_id: str, actor: Actor, at: datetime) -> Imprint:
    year = local(at).year
    number = _next_number(seal, year)
    row: Imprint = table_of(Imprint).fresh(
        seal_id=seal.pk,
        seq=seal.imprint_count + 1,
        year=year,
        number=number,
        unit_id=unit_id,
        official_id=actor.person_id,
        official_name=actor.name,
        at=at,
        previous=seal.imprint_head or GENESIS,
        kind=mark.kind,
        subject=mark.subject,
        subject_hash=mark.subject_hash,
        approval_hash=mark.approval_hash,
        approver_name=mark.approver_name,
        result_number=mark.result_number,
        stamps=mark.stamps,
        joins=mark.joins,
        file_hash=mark.file_hash,
    )
    row.hash = link(row.previous, content_of(row))
    seal.imprint_count, seal.imprint_head = row.seq, row.hash
    if year >= seal.imprint_year:
        seal.imprint_year, seal.imprint_number = year, number
    return row


def _next_number(seal: Seal, year: int) -> int:
    """The seal's row counts the running year; an earlier one, after a clock put back, is looked up."""
    if year == seal.imprint_year:
        return seal.imprint_number + 1
    if year > seal.imprint_year:
        return 1
    last = Imprint.objects.filter(seal_id=seal.pk, year=year).order_by("-number").first()
    return last.number + 1 if last else 1


_COLUMNS = {
    "seal_id": "bigint", "seq": "integer", "year": "smallint", "number": "integer", "kind": "text", "unit_id": "text",
    "subject": "text", "subject_hash": "text", "approval_hash": "text", "approver_name": "text",
    "result_number": "text", "stamps": "integer", "joins": "integer", "file_hash": "text", "official_id": "bigint",
    "official_name": "text", "at": "timestamptz", "previous": "text", "hash": "text",
}  # fmt: skip
_NAMES = ", ".join(_COLUMNS)


def printed(first: int, where: str = "true") -> str:
    """SQL: write the lines and count them at their seal, as parts of a larger statement, values from `$first`;
    the lines are `printed`."""
    lines, seal, count, head, year, number = (f"${first + place}" for place in range(6))
    return f"""
        counted AS (
            UPDATE authority_seal SET imprint_count = {count}, imprint_head = {head}, imprint_year = {year},
                imprint_number = {number}
            WHERE id = {seal} AND {where}
        ), printed AS (
            INSERT INTO authority_imprint ({_NAMES})
            SELECT {_NAMES} FROM jsonb_to_recordset({lines}::jsonb) AS row(
                {", ".join(f'"{name}" {kind}' for name, kind in _COLUMNS.items())}
            ) WHERE {where} ORDER BY seq RETURNING id
        )
    """


_WRITE = f"WITH {printed(1)} SELECT count(*) FROM printed"
