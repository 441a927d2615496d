"""Which dossier is meant? Its row is read each time; the catalogue around it as remembered, while it still holds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.authority.imprinting import Hand, seals_of
from motcua.authority.queries import POWERS_TOLD, powers_told
from motcua.authority.rules import Power
from motcua.core.catalogue_stamp import STAMP, kept
from motcua.core.statements import ask, table_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.transitions import MOVES
from motcua.organisation.actors import Actor
from motcua.organisation.models import OneStopUnit, Unit
from motcua.procedures.models import ProcedureVersion
from motcua.programmes.plans import digitised_procedures

_TABLE = table_of(Dossier)


def _meant(number: str, unit_id: str) -> str:
    """The condition that `d` is the agency's dossier of that code or filing number.

    Each number is looked up by its own index, and the agency by none (`|| ''`): a plan kept since the table was nearly
    empty would else read all dossiers of the agency, or all there are, until the table is analysed.
    """
    named = " UNION ALL ".join(
        f"SELECT id FROM dossiers_dossier WHERE {column} = {number} AND unit_id || '' = {unit_id}"
        for column in ("code", "filing_number")
    )
    return f"d.id = (SELECT min(id) FROM ({named}) named) AND d.unit_id || '' = {unit_id}"


_FIND = f"SELECT {STAMP}, {_TABLE.columns('d')} FROM dossiers_dossier d WHERE {_meant('$1', '$2')}"
_FIND_TO_SIGN = f"""
    SELECT {POWERS_TOLD}, EXISTS (
        SELECT 1 FROM dossiers_resultdocument r WHERE r.dossier_id = d.id AND r.state = 'draft'
    ), {STAMP}, {_TABLE.columns("d")} FROM dossiers_dossier d WHERE {_meant("$4", "$2")}
"""
_FIND_AND_LOCK = f"{_FIND} FOR UPDATE OF d"
# A refusal after appraisal is signed and sealed as a result is (dossier_life, refuse_result), and so is what replaces
# a result that was handed out.
DECIDES = "{0}.act IN ('approve', 'refuse_result', 'replace_result')"
_STAMPED_FROM = ", ".join(sorted({f"'{move.source}'" for move in MOVES if move.act is Act.STAMP}))


def _approved_last(dossier: str) -> str:
    """Hash and person of the approval, where it is the last step."""
    return f"""(
        SELECT json_build_array(s.hash, s.actor_name)::text FROM dossiers_step s
        WHERE s.dossier_id = {dossier}.id AND s.seq = {dossier}.step_count AND {DECIDES.format("s")}
    )"""


def _to_seal(*, named: bool) -> str:
    """The dossier, then the seals in hand (of them the one named), held in this order; a row for each seal, else one.

    Where nothing can be stamped no seal is held: a second press does not wait for the next dossier's seal.
    """
    ready = f"EXISTS (SELECT 1 FROM meant WHERE state IN ({_STAMPED_FROM}))"
    mine = f"{ready} AND s.holder_id = $4 AND s.state = 'in_use'" if named else ready
    return f"""
        WITH meant AS MATERIALIZED (
            SELECT {_approved_last("d")} AS approved, {STAMP} AS stamp, {_TABLE.columns("d")}
            FROM dossiers_dossier d WHERE {_meant("$1", "$2")} FOR UPDATE OF d
        ), held AS MATERIALIZED (
            {seals_of("$3", named=named, where=mine)}
        )
        SELECT * FROM meant LEFT JOIN held ON true ORDER BY held.id
    """


_FIND_TO_SEAL, _FIND_TO_SEAL_WITH = (_to_seal(named=named) for named in (False, True))


def _many(codes: str, unit_id: str, told: str = "NULL", powers: str = "NULL") -> str:
    """The dossiers of a list, held; of each `told`, once for all the powers and which of them have a result here.

    Not by the index of the agency's dossiers (`|| ''`), nor by that of their ids (`+ 0`): a plan kept since the table
    was nearly empty would read one of them whole. Results are told as they stand once the rows are held.
    """
    return f"""
        WITH held AS MATERIALIZED (
            SELECT {STAMP} AS stamp, {_TABLE.columns("d")} FROM dossiers_dossier d
            WHERE (d.code = ANY({codes}) OR d.filing_number = ANY({codes})) AND d.unit_id || '' = {unit_id}
            ORDER BY d.id + 0 FOR UPDATE OF d
        )
        SELECT {powers}, (SELECT dossiers_with_result(array_agg(id)) FROM held),
            (SELECT last.at FROM dossiers_step last WHERE last.dossier_id = d.id AND last.seq = d.step_count),
            {told}, d.* FROM held d
    """


_FIND_AND_LOCK_MANY = _many("$1", "$2")
_FIND_MANY_TO_SEAL = _many("$1", "$2", _approved_last("d"))
_FIND_MANY_TO_SIGN = _many("$4", "$2", powers=POWERS_TOLD)


@dataclass(frozen=True, slots=True)
class Approved:
    """The approval a seal rests on: the hash of its step, and who approved."""

    hash: str
    approver_name: str


@dataclass(frozen=True, slots=True)
class Locked:
    """A dossier whose row is held until the transaction ends; `last_at`: the moment of its last step, None where
    somebody wrote one while we waited for the row. `approved`: that step, where it is to be sealed."""

    dossier: Dossier
    last_at: datetime | None
    has_result: bool
    approved: Approved | None


@dataclass(frozen=True, slots=True)
class LockedMany:
    """The dossiers of a list by code or filing number, as asked for, and the powers of who is to sign them."""

    dossiers: Mapping[str, Locked]
    powers: tuple[Power, ...] = ()


def find(code: str, unit_id: str, *, lock: bool = False) -> Dossier | None:
    """The dossier of the unit by code or filing number, with version, unit and desk; None where there is none."""
    rows = ask(_FIND_AND_LOCK if lock else _FIND, [code, unit_id])
    return _dossier(rows[0]) if rows else None


def find_to_sign(
    code: str, *, unit_id: str, person_id: int, on: date
) -> tuple[Dossier, tuple[Power, ...], bool] | None:
    """The same with the powers to sign that the person holds in the unit that day, and whether a drafted result
    waits, all in one question."""
    rows = ask(_FIND_TO_SIGN, [person_id, unit_id, on, code])
    return (_dossier(rows[0][2:]), powers_told(json.loads(rows[0][0])), bool(rows[0][1])) if rows else None


def find_to_seal(
    code: str, actor: Actor, seal: int | None
) -> tuple[Dossier, Approved | None, Hand | None] | None:
    """The dossier with its approval where that is its last step, and what the actor has in hand, or the seal named
    if they have it (None: nothing, or nothing can be stamped); the rows of both are held, the dossier's first."""
    if seal is None:
        rows = ask(_FIND_TO_SEAL, [code, actor.unit_id, actor.person_id])
    else:
        rows = ask(_FIND_TO_SEAL_WITH, [code, actor.unit_id, seal, actor.person_id])
    if not rows:
        return None
    told, *columns = rows[0][:_SEALED_FROM]
    dossier = _dossier(columns)
    seals = [row[_SEALED_FROM:] for row in rows if row[_SEALED_FROM] is not None]
    hand = Hand(actor, dossier.unit_id, seal, seals) if seals else None
    return dossier, _approved(told, dossier), hand


# Approval, stamp and the columns of the dossier stand before those of a seal.
_SEALED_FROM = 2 + len(_TABLE.fields)


def approvals_of(dossiers: Sequence[Dossier]) -> dict[int, Approved]:
    """The last approval of each, by the id of the dossier, in one question; inside a transaction."""
    if not dossiers:
        return {}
    rows = ask(_APPROVALS, [[dossier.pk for dossier in dossiers]], by_index=True)
    return {dossier_id: Approved(digest, name) for dossier_id, digest, name in rows}


_APPROVALS = f"""
    SELECT DISTINCT ON (dossier_id) dossier_id, hash, actor_name FROM dossiers_step s
    WHERE dossier_id = ANY($1) AND {DECIDES.format("s")} ORDER BY dossier_id, seq DESC
"""


def find_and_lock_many(codes: Sequence[str], unit_id: str) -> LockedMany:
    """The same for a list, all rows held; inside a transaction, which plans by index from here on.

    Rows are locked in one order, so that two trays with the same dossiers wait for each other, never in a circle.
    """
    return _locked_many(codes, _FIND_AND_LOCK_MANY, [list(codes), unit_id])


def find_many_to_sign(codes: Sequence[str], *, unit_id: str, person_id: int, on: date) -> LockedMany:
    """The same with the powers to sign that the person holds in the unit that day."""
    return _locked_many(codes, _FIND_MANY_TO_SIGN, [person_id, unit_id, on, list(codes)])


def find_many_to_seal(codes: Sequence[str], unit_id: str) -> LockedMany:
    """The same with the approval of each, where that is its last step."""
    return _locked_many(codes, _FIND_MANY_TO_SEAL, [list(codes), unit_id])


def _locked_many(codes: Sequence[str], sql: str, params: Sequence[Any]) -> LockedMany:
    rows = ask(sql, params, by_index=True)
    asked, found = set(codes), dict[str, Locked]()
    for _powers, results, last_at, told, *row in rows:
        dossier = _dossier(row)
        approved = _approved(told, dossier)
        locked = Locked(dossier, last_at, has_result=dossier.pk in results, approved=approved)
        found |= {name: locked for name in {dossier.code, dossier.filing_number} & asked if name}
    powers = powers_told(json.loads(rows[0][0])) if rows and rows[0][0] else ()
    return LockedMany(found, powers)


def _approved(told: str | None, dossier: Dossier) -> Approved | None:
    """Whether the step that was told is the approval is seen by its hash: a row waited for may be newer."""
    approved = Approved(*json.loads(told)) if told else None
    return approved if approved and approved.hash == dossier.head_hash else None


def _dossier(row: Sequence[object]) -> Dossier:
    stamp, *columns = row
    dossier: Dossier = _TABLE.record(columns)
    known = str(stamp) if stamp else None
    around = dossier._state.fields_cache
    around["version"] = version_kept(known, dossier.version_id)
    around["unit"] = unit_kept(known, dossier.unit_id)
    around["one_stop_unit"] = desk_kept(known, dossier.one_stop_unit_id)
    dossier.must_digitise = dossier.procedure_id in digitised_kept(known, dossier.unit)
    return dossier


def digitised_kept(stamp: str | None, unit: Unit) -> frozenset[str]:
    """Procedures whose dossiers the unit digitises wholly, as the stamp has it."""
    return kept(stamp, ("digitised", unit.pk), lambda: digitised_procedures(unit))


def version_kept(stamp: str | None, version_id: int) -> ProcedureVersion:
    """The version of a procedure, as the stamp has it."""
    return kept(stamp, ("version", version_id), lambda: _version(version_id))


def _version(version_id: int) -> ProcedureVersion:
    versions = ProcedureVersion.objects.select_related("procedure")
    return versions.prefetch_related("procedure__sealing_rules").get(pk=version_id)


def unit_kept(stamp: str | None, unit_id: str) -> Unit:
    """The agency with its level and superior, as the stamp has it."""
    return kept(
        stamp, ("unit", unit_id), lambda: Unit.objects.select_related("level", "parent").get(pk=unit_id)
    )


def desk_kept(stamp: str | None, desk_id: int) -> OneStopUnit:
    """The one-stop desk, as the stamp has it."""
    return kept(stamp, ("desk", desk_id), lambda: OneStopUnit.objects.get(pk=desk_id))
