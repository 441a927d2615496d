"""How are agencies read from their file? Plain data in, facts out, every fault named.

The format is that of data/units.yaml.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.core.reading import Findings, Part
from motcua.workcalendar.reading import plain_sessions, read_extra_sessions, read_hours

# QCVN 102:2016 (000.00.31.H29) and QĐ 20/2020 (H29.101): groups of up to three signs, one of them level 1.
_CODE = re.compile(r"[0-9A-Z]{1,3}(\.[0-9A-Z]{1,3}){0,4}")
_LEVEL_ONE = re.compile(r"[A-Z][0-9]{2}")
_ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_MOST_ID = 60
_COMMITTEE = re.compile(
    r"^Ủy ban nhân dân (?:tỉnh |quận |huyện |thị xã |phường |xã |thị trấn |đặc khu |thành phố )?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """One agency as its file states it; `hours` and `extra_sessions` are plain, `fields` None is any field.

    An empty `place` leaves what is stored, or takes it from the name for a new agency.
    """

    id: str
    name: str
    level: str
    block: str
    parent: str | None
    code_qcvn102: str
    code_qd20: str
    agency_types: tuple[str, ...]
    fields: tuple[str, ...] | None
    valid_from: date
    valid_to: date | None
    hours: Mapping[str, Any]
    extra_sessions: list[Mapping[str, Any]]
    succeeds: tuple[str, ...]
    place: str
    counters: int
    demo: bool


def read_units(data: Mapping[str, Any], findings: Findings) -> tuple[UnitData, ...]:
    """Every agency of the file; what is wrong goes into the findings."""
    whole = Part(data, "", findings)
    defaults = whole.part("defaults").raw if data.get("defaults") else {}
    units = tuple(_unit(part, defaults) for part in whole.parts("units", "id"))
    ids = [unit.id for unit in units]
    for double in sorted({unit_id for unit_id in ids if ids.count(unit_id) > 1}):
        findings.refuse(f"đơn vị {double}", "ghi hai lần trong tệp; hãy xóa một mục.")
    return units


def check_units(
    units: Mapping[str, UnitData],
    levels: Mapping[str, date | None],
    known: frozenset[str],
    findings: Findings,
) -> None:
    """Levels, superiors and predecessors must exist, and no two agencies share a code at one time.

    `levels` maps a level to its last day (exclusive), `known` are the ids already stored; `units` are those of
    the file by id.
    """
    for unit in units.values():
        label = f"đơn vị {unit.id}"
        if unit.level not in levels:
            findings.refuse(label, f"cấp “{unit.level}” không có; hãy chọn {', '.join(sorted(levels))}.")
        elif (end := levels[unit.level]) is not None and (unit.valid_to is None or unit.valid_to > end):
            findings.warn(label, f"cấp của đơn vị kết thúc ngày {end:%d/%m/%Y} mà đơn vị còn sau ngày đó.")
        for other in (*([unit.parent] if unit.parent else []), *unit.succeeds):
            if other not in units and other not in known:
                findings.refuse(label, f"nhắc đến đơn vị “{other}” chưa có; hãy thêm đơn vị đó hoặc sửa mã.")
        if unit.parent and _is_own_ancestor(unit.id, units):
            findings.refuse(label, "cấp trên đi vòng về chính đơn vị; hãy sửa mục parent.")
    _check_codes(units, findings)


def place_of(name: str) -> str:
    """Địa danh for papers from the name: the place without its kind, unless it is a number (30/2020/NĐ-CP)."""
    bare = _COMMITTEE.sub("", name)
    return bare if not bare[:1].isdigit() else name.removeprefix("Ủy ban nhân dân ")


def _unit(part: Part, defaults: Mapping[str, Any]) -> UnitData:
    unit_id = part.text("id")
    part = Part(part.raw, f"đơn vị {unit_id}", part.findings)
    if not _ID.fullmatch(unit_id) or len(unit_id) > _MOST_ID:
        part.refuse("mục id chỉ gồm chữ thường không dấu, số, gạch nối và dấu chấm, không quá 60 ký tự.")
    valid_from, valid_to = part.day("valid_from"), part.maybe_day("valid_to")
    if valid_to is not None and valid_to <= valid_from:
        part.refuse("valid_to phải sau valid_from.")
    name = part.text("name")
    return UnitData(
        id=unit_id,
        name=name,
        level=part.text("level"),
        block=part.text("block", ""),
        parent=part.maybe_text("parent"),
        code_qcvn102=_code(part, "code_qcvn102"),
        code_qd20=_code(part, "code_qd20"),
        agency_types=part.texts("agency_types", ()),
        fields=None if part.raw.get("fields") is None else part.texts("fields"),
        valid_from=valid_from,
        valid_to=valid_to,
        hours=_hours(part, defaults),
        extra_sessions=_extra_sessions(part),
        succeeds=part.texts("succeeds", ()),
        place=part.text("place", ""),
        counters=part.number("counters", defaults.get("counters", 1)),
        demo=part.flag("demo"),
    )


def _code(part: Part, key: str) -> str:
    code = part.text(key, "")
    if code and not (
        _CODE.fullmatch(code) and sum(map(bool, map(_LEVEL_ONE.fullmatch, code.split(".")))) == 1
    ):
        part.refuse(f"mã “{code}” trong mục {key} không đúng dạng như 000.00.31.H29 hoặc H29.101.")
    return code


def _hours(part: Part, defaults: Mapping[str, Any]) -> Mapping[str, Any]:
    raw = part.raw.get("hours") or defaults.get("hours")
    try:
        plain = {"days": list(raw["days"]), "sessions": plain_sessions(raw["sessions"])}  # type: ignore[index]
        read_hours(plain)
    except (KeyError, TypeError, ValueError, AttributeError):
        part.refuse(
            "giờ làm việc phải có dạng {days: [mon, …], sessions: [['07:30', '11:30'], …]} theo thứ tự."
        )
        return {}
    return plain


def _extra_sessions(part: Part) -> list[Mapping[str, Any]]:
    raw = part.raw.get("extra_sessions") or []
    try:
        read_extra_sessions(raw)
        return [{**item, "sessions": plain_sessions(item["sessions"])} for item in raw]
    except (KeyError, TypeError, ValueError, AttributeError):
        part.refuse("buổi ngoài giờ (extra_sessions) cần days, sessions, fields, valid_from đúng dạng.")
        return []


def _is_own_ancestor(unit_id: str, units: Mapping[str, UnitData]) -> bool:
    seen: set[str] = set()
    above = units[unit_id].parent
    while above is not None and above in units and above not in seen:
        if above == unit_id:
            return True
        seen.add(above)
        above = units[above].parent
    return False


def _check_codes(units: Mapping[str, UnitData], findings: Findings) -> None:
    """A dossier code names its agency: no two agencies share a code on one day (TT 01/2018/TT-VPCP art. 19)."""
    taken: dict[str, list[UnitData]] = {}
    for unit in units.values():
        for code in {unit.code_qcvn102, unit.code_qd20} - {""}:
            for other in taken.setdefault(code, []):
                if _overlap(unit, other):
                    findings.refuse(
                        f"đơn vị {unit.id}", f"mã {code} trùng với {other.id}; hãy sửa một trong hai."
                    )
            taken[code].append(unit)


def _overlap(one: UnitData, other: UnitData) -> bool:
    return (one.valid_to is None or other.valid_from < one.valid_to) and (
        other.valid_to is None or one.valid_from < other.valid_to
    )
