"""How does a file about "4 tại chỗ" come into the database? The province's lists, and statements about units.

Kind `on_the_spot`. A list is written anew; a statement that stands in the database word for word is left alone,
any other is added beside it, for statements are never changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.reading import Findings, LoadReport, Part
from motcua.organisation.models import Level, Unit
from motcua.organisation.stated import Stated
from motcua.organisation.terms import Role
from motcua.participation.models import DeskCondition, FrequencyRule, StaffPlan
from motcua.participation.terms import ConditionKind, ConditionStanding
from motcua.procedures.models import DeskList, Procedure
from motcua.programmes.models import DetailedPlan, DutyReport, RoadmapYear, SelectionSheet, SolutionPlan
from motcua.programmes.terms import Criterion, Duty, DutyStanding

_AUTHOR = "Dữ liệu minh họa"


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may name."""

    units: frozenset[str]
    codes: frozenset[str]
    levels: tuple[str, ...]


@transaction.atomic
def load_on_the_spot(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `on_the_spot`, all or nothing."""
    findings = Findings(file)
    root = Part(data, "", findings)
    known = Known(
        frozenset(Unit.objects.values_list("id", flat=True)),
        frozenset(Procedure.objects.values_list("code", flat=True)),
        tuple(Level.objects.values_list("code", flat=True)),
    )
    lists = [_desk_list(part, known) for part in root.parts("province_lists", "id", [])]
    said = [
        (model, read(part) | {"unit_id": unit}, code)
        for section, model, read in _SECTIONS
        for part in root.parts(section, "unit", [])
        for unit in _units(part, known)
        for code in _codes(part, known, model)
    ]
    if findings.refused:
        return LoadReport.of_refusal("on_the_spot", findings)
    for one in lists:
        DeskList.objects.update_or_create(slug=one.pop("slug"), defaults=one)
    added = [_stated(model, columns | code, at) for model, columns, code in said]
    fresh = tuple(line for line in added if line)
    return LoadReport(
        "on_the_spot",
        (*(f"danh mục của tỉnh {one['number']}" for one in lists), *fresh),
        (),
        len(added) - len(fresh),
    )


def _stated(model: type[Stated], columns: Mapping[str, Any], at: datetime) -> str:
    """What was added, in words; empty where it stands already."""
    if model._default_manager.filter(**columns).exists():
        return ""
    model._default_manager.create(**columns, stated_by_name=_AUTHOR, stated_at=at, demo=True)
    return f"{model.__name__} {columns['unit_id']}"


def _units(part: Part, known: Known) -> tuple[str, ...]:
    units = part.texts("units")
    if unknown := [unit for unit in units if unit not in known.units]:
        part.refuse(f"đơn vị chưa có: {', '.join(unknown)}; hãy nạp trước hoặc sửa mã.")
    return units


def _codes(part: Part, known: Known, model: type[Stated]) -> list[dict[str, str]]:
    """One statement for each procedure, where statements are about procedures."""
    if model not in {SelectionSheet, SolutionPlan}:
        return [{}]
    return [{"procedure_id": code} for code in _named_codes(part, known)]


def _named_codes(part: Part, known: Known) -> tuple[str, ...]:
    codes = part.texts("codes")
    if unknown := [code for code in codes if code not in known.codes]:
        part.refuse(f"thủ tục chưa có: {', '.join(unknown)}; hãy nạp danh mục trước hoặc sửa mã.")
    return codes


def _desk_list(part: Part, known: Known) -> dict[str, Any]:
    if part.text("province") not in known.units:
        part.refuse("tỉnh chưa có; hãy nạp tệp đơn vị trước hoặc sửa mã.")
    return {
        "slug": part.text("id"),
        "province_id": part.text("province"),
        "level_id": part.choice("level", known.levels),
        "number": part.text("number"),
        "issued_on": part.day("date"),
        "signed_by": part.text("signed_by"),
        "codes": list(_named_codes(part, known)),
        "valid_from": part.day("from"),
        "valid_to": part.maybe_day("to"),
        "demo": part.flag("demo"),
    }


def _threshold(part: Part) -> dict[str, Any]:
    return {
        "dossiers": part.number("dossiers"),
        "months": part.number("months"),
        "valid_from": part.day("from"),
        "basis": part.text("basis"),
    }


def _plan(part: Part) -> dict[str, Any]:
    return {
        "number": part.text("number"),
        "issued_on": part.day("date"),
        "signed_by": part.text("signed_by", ""),
    }


def _year(part: Part) -> dict[str, Any]:
    return {
        "year": part.number("year"),
        "planned": part.number("planned"),
        "starts_on": part.day("starts"),
    }


def _sheet(part: Part) -> dict[str, Any]:
    answers = {one.value: part.flag(one.value) for one in Criterion}
    return {**answers, "judged_on": part.day("judged_on"), "reason": part.text("reason")}


def _solution(part: Part) -> dict[str, Any]:
    return {
        "solutions": list(part.texts("solutions")),
        "staff": part.text("staff", ""),
        "roadmap": part.text("roadmap", ""),
        "equipment": part.text("equipment", ""),
    }


def _duty(part: Part) -> dict[str, Any]:
    return {
        "duty": part.choice("duty", [one.value for one in Duty]),
        "standing": part.choice("standing", [one.value for one in DutyStanding]),
        "reported_on": part.day("on"),
        "note": part.text("note", ""),
    }


def _condition(part: Part) -> dict[str, Any]:
    return {
        "kind": part.choice("kind", [one.value for one in ConditionKind]),
        "name": part.text("name"),
        "standing": part.choice("standing", [one.value for one in ConditionStanding]),
        "owner": part.text("owner"),
        "note": part.text("note", ""),
    }


def _staff(part: Part) -> dict[str, Any]:
    return {
        "role": part.choice("role", [one.value for one in Role]),
        "planned": part.number("planned"),
    }


_SECTIONS: tuple[tuple[str, type[Stated], Callable[[Part], dict[str, Any]]], ...] = (
    ("thresholds", FrequencyRule, _threshold),
    ("plans", DetailedPlan, _plan),
    ("roadmaps", RoadmapYear, _year),
    ("selection", SelectionSheet, _sheet),
    ("solutions", SolutionPlan, _solution),
    ("duties", DutyReport, _duty),
    ("conditions", DeskCondition, _condition),
    ("staff", StaffPlan, _staff),
)
