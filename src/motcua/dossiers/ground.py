"""On what does a reception stand here that day? What the catalogue says of unit, procedure and desk, in one piece."""

from dataclasses import dataclass
from datetime import date

from motcua.core.catalogue_stamp import kept
from motcua.core.refusals import refuse
from motcua.dossiers.promising import Basis, basis_of
from motcua.legal_basis.models import RuleSet
from motcua.legal_basis.queries import rule_set_on
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.queries import desk_of
from motcua.procedures.models import Component, InternalProcess, ProcedureVersion
from motcua.procedures.queries import path_on, receivable


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything about a reception that is no fact of the day's people or of the applicant."""

    unit: Unit
    desk: OneStopUnit
    version: ProcedureVersion
    process: InternalProcess
    rule_set: RuleSet
    asked: tuple[Component, ...]
    path: str
    basis: Basis


def ground_on(*, stamp: str | None, unit_id: str, procedure: str, day: date, today: date) -> Ground:
    """What a reception of that day stands on when it is entered `today`; raises Refused with the first reason
    why there is none. `stamp`: of the catalogue as read now; under it the answer is remembered."""
    key = ("ground", unit_id, procedure, day, today)
    return kept(stamp, key, lambda: _ground(stamp, unit_id, procedure, day, today))


def _ground(stamp: str | None, unit_id: str, procedure: str, day: date, today: date) -> Ground:
    """What is the same on every day, the grounds of all days share."""
    unit = _unit_on(stamp, unit_id, day, today)
    found, process = receivable(procedure, unit, day)
    version = kept(stamp, ("ground version", found.pk), lambda: found)
    desk = desk_of(unit_id=unit.id, on=day)
    if desk is None:
        raise refuse("no_desk", "Cơ quan này chưa có Bộ phận Một cửa vào ngày đó. Hãy chọn cơ quan khác.")
    return Ground(
        unit=unit,
        desk=kept(stamp, ("ground desk", desk.pk), lambda: desk),
        version=version,
        process=kept(stamp, ("ground process", process.pk), lambda: process),
        rule_set=kept(stamp, ("ground rule set", day), lambda: rule_set_on(day)),
        asked=kept(stamp, ("ground papers", version.pk), lambda: tuple(version.components.all())),
        path=path_on(unit.id, version.procedure_id, day),
        basis=kept(stamp, ("ground basis", unit.pk, version.pk), lambda: basis_of(version, unit)),
    )


def _unit_on(stamp: str | None, unit_id: str, day: date, today: date) -> Unit:
    unit = kept(stamp, ("ground unit", unit_id), lambda: _unit(unit_id))
    if not unit.exists_on(day) or not unit.exists_on(today):
        raise refuse(
            "unit_not_in_force",
            f"{unit.name} không hoạt động vào ngày này. Hãy chọn cơ quan kế thừa.",
            field="unit",
        )
    return unit


def _unit(unit_id: str) -> Unit:
    unit = Unit.objects.select_related("level", "parent").filter(id=unit_id).first()
    if unit is None:
        raise refuse("unit_unknown", "Không có cơ quan này. Hãy chọn cơ quan trong danh sách.", field="unit")
    return unit
