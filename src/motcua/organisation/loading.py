"""How do levels and agencies come into the database? With a desk and its counters, all or nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.reading import Findings, LoadReport, Part, plain
from motcua.core.vntext import fold
from motcua.organisation.models import Counter, Level, OneStopUnit, Unit
from motcua.organisation.reading import UnitData, check_units, place_of, read_units

_WORDS = {
    "name": "tên",
    "name_fold": "chữ để tìm",
    "level_id": "cấp",
    "block": "khối",
    "parent_id": "cấp trên",
    "code_qcvn102": "mã QCVN 102",
    "code_qd20": "mã QĐ 20",
    "agency_types": "loại cơ quan",
    "fields": "lĩnh vực",
    "valid_from": "ngày bắt đầu",
    "valid_to": "ngày kết thúc",
    "hours": "giờ làm việc",
    "extra_sessions": "buổi ngoài giờ",
    "demo": "dấu minh họa",
    "place": "địa danh",
}


@transaction.atomic
def load_levels(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `levels`: the levels of government with their dates."""
    findings = Findings(file)
    added, changed, unchanged = [], [], 0
    parts = Part(data, "", findings).parts("levels", "code")
    wanted = {
        part.text("code"): {
            "name": part.text("name"),
            "position": position,
            "valid_from": part.day("valid_from"),
            "valid_to": part.maybe_day("valid_to"),
        }
        for position, part in enumerate(parts, start=1)
    }
    if findings.refused:
        return LoadReport.of_refusal("levels", findings)
    kept = {level.code: level for level in Level.objects.all()}
    for code, facts in wanted.items():
        if code not in kept:
            Level.objects.create(code=code, **facts)
            added.append(f"cấp {facts['name']}")
        elif any(getattr(kept[code], key) != value for key, value in facts.items()):
            Level.objects.filter(code=code).update(**facts)
            changed.append(f"cấp {facts['name']}")
        else:
            unchanged += 1
    return LoadReport("levels", tuple(added), tuple(changed), unchanged)


@transaction.atomic
def load_units(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `units`; agencies the file does not name stay as they are, none is ever deleted."""
    findings = Findings(file)
    units = {unit.id: unit for unit in read_units(data, findings)}
    kept = {unit.id: unit for unit in Unit.objects.select_for_update(of=("self",))}
    levels = dict(Level.objects.values_list("code", "valid_to"))
    check_units(units, levels, frozenset(kept), findings)
    if findings.refused:
        return LoadReport.of_refusal("units", findings)
    added = [unit for unit in units.values() if unit.id not in kept]
    _tell_ended_here(units, kept, findings)
    changed = {
        unit_id: changes
        for unit_id, unit in units.items()
        if unit_id in kept and (changes := _changes(kept[unit_id], unit))
    }
    _add([units[unit.id] for unit in _superiors_first(added)])
    for unit_id, changes in changed.items():
        _change(kept[unit_id], changes)
    _set_predecessors(units)
    return LoadReport(
        "units",
        tuple(f"đơn vị {unit.id} ({unit.name})" for unit in added),
        tuple(
            f"đơn vị {unit_id}: {', '.join(_WORDS[column] for column in changes)}"
            for unit_id, changes in changed.items()
        ),
        len(units) - len(added) - len(changed),
        tuple(findings.warnings),
    )


def _columns(unit: UnitData) -> dict[str, Any]:
    return {
        "name": unit.name,
        "name_fold": fold(unit.name),
        "level_id": unit.level,
        "block": unit.block,
        "parent_id": unit.parent,
        "code_qcvn102": unit.code_qcvn102,
        "code_qd20": unit.code_qd20,
        "agency_types": list(unit.agency_types),
        "fields": None if unit.fields is None else list(unit.fields),
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "hours": plain(unit.hours),
        "extra_sessions": plain(unit.extra_sessions),
        "demo": unit.demo,
        **({"place": unit.place} if unit.place else {}),
    }


def _changes(row: Unit, unit: UnitData) -> dict[str, Any]:
    """What the file changes; an end written by the office stands against any file."""
    fixed = {"valid_to"} if row.ended_at else set()
    return {
        key: value for key, value in _columns(unit).items() if key not in fixed and getattr(row, key) != value
    }


def _tell_ended_here(units: Mapping[str, UnitData], kept: Mapping[str, Unit], findings: Findings) -> None:
    for unit_id, unit in units.items():
        row = kept.get(unit_id)
        if row is not None and row.ended_at and row.valid_to and row.valid_to != unit.valid_to:
            findings.warn(
                f"đơn vị {unit_id}",
                f"đã kết thúc từ {row.valid_to:%d/%m/%Y} trên trang quản trị; "
                "ngày kết thúc và cơ quan kế thừa giữ nguyên",
            )


def _superiors_first(units: list[UnitData]) -> list[UnitData]:
    """Parents before children, so that every row finds its superior."""
    waiting, ordered = {unit.id: unit for unit in units}, []
    while waiting:
        ready = [unit for unit in waiting.values() if unit.parent not in waiting]
        ordered += ready
        waiting = {unit_id: unit for unit_id, unit in waiting.items() if unit not in ready}
    return ordered


def _add(units: list[UnitData]) -> None:
    Unit.objects.bulk_create(
        [Unit(id=unit.id, **({"place": place_of(unit.name)} | _columns(unit))) for unit in units]
    )
    desks = OneStopUnit.objects.bulk_create(
        [
            OneStopUnit(
                unit_id=unit.id, address=unit.name, valid_from=unit.valid_from, valid_to=unit.valid_to
            )
            for unit in units
        ]
    )
    Counter.objects.bulk_create(
        [
            Counter(one_stop_unit=desk, number=number, valid_from=unit.valid_from, valid_to=unit.valid_to)
            for desk, unit in zip(desks, units, strict=True)
            for number in range(1, unit.counters + 1)
        ]
    )


def _change(row: Unit, changes: Mapping[str, Any]) -> None:
    """A desk and counters that ended with their agency end with it still."""
    if "valid_to" in changes:
        desks = OneStopUnit.objects.filter(unit_id=row.id, valid_to=row.valid_to)
        Counter.objects.filter(one_stop_unit__in=desks, valid_to=row.valid_to).update(
            valid_to=changes["valid_to"]
        )
        desks.update(valid_to=changes["valid_to"])
    Unit.objects.filter(id=row.id).update(**changes)


def _set_predecessors(units: Mapping[str, UnitData]) -> None:
    through = Unit.succeeds.through
    ended_here = set(Unit.objects.filter(ended_at__isnull=False).values_list("id", flat=True))
    pairs = through.objects.exclude(to_unit_id__in=ended_here)
    kept = set(pairs.values_list("from_unit_id", "to_unit_id"))
    wanted = {
        (unit.id, before) for unit in units.values() for before in unit.succeeds if before not in ended_here
    }
    gone = {pair for pair in kept - wanted if pair[0] in units}
    through.objects.bulk_create([through(from_unit_id=one, to_unit_id=other) for one, other in wanted - kept])
    for one, other in gone:
        through.objects.filter(from_unit_id=one, to_unit_id=other).delete()
