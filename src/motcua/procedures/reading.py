"""How are procedures read from the catalogue file? Plain data in, versions out, every fault named.

The format is that of data/procedures.yaml. An item gives two versions: the law up to 1/7/2025, and what holds
since the district level ended.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.core.reading import Findings, Part, as_clock, digest, plain
from motcua.core.vntext import fold, sort_key
from motcua.procedures.terms import LimitUnit

LEVELS = ("province", "department", "district", "commune", "vertical")
_DISTRICT_ENDS = date(2025, 7, 1)  # the file format's own break: `level_since_2025_07`, `time_limit_2026`
# How results are sealed; the decisions on it are kept with the seals.
_SEALINGS = ("physical", "electronic", "both", "none")
_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_KEY = re.compile(r"[a-z0-9-]{1,60}")
# Whose work the district was moved to the commune, with the name papers use since.
_OF_THE_DISTRICT = {"district_people_committee", "district_division", "education_institution"}
_COMMUNE_NAME = "UBND cấp xã"
_OWN_COLUMNS = frozenset({"components", "fee", "valid_from", "valid_to", "time_limit_2026", "decision"})


@dataclass(frozen=True, slots=True)
class VersionData:
    """One version: `columns` of the table, `components` in order, `digest` over both."""

    valid_from: date
    valid_to: date | None
    columns: Mapping[str, Any]
    components: tuple[Mapping[str, Any], ...]
    digest: str

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a public version must have and this one has not (R-002, R-010)."""
        found = (
            ("cấp giải quyết", bool(self.columns["level"])),
            ("thời hạn giải quyết", self.columns["limit_value"] is not None),
            ("thành phần hồ sơ", bool(self.components)),
        )
        return tuple(words for words, there in found if not there)


@dataclass(frozen=True, slots=True)
class ProcedureData:
    """One procedure of the file with its versions, oldest first, and its own announcement decision if named."""

    code: str
    slug: str
    versions: tuple[VersionData, ...]
    ends: date | None
    decision: Mapping[str, Any] | None


def read_procedures(data: Mapping[str, Any], findings: Findings) -> tuple[ProcedureData, ...]:
    """Every procedure of the file; what is wrong goes into the findings."""
    parts = Part(data, "", findings).parts("procedures", "code")
    procedures = tuple(_procedure(part) for part in parts)
    for what, values in (("code", [p.code for p in procedures]), ("id", [p.slug for p in procedures])):
        for double in sorted({value for value in values if value and values.count(value) > 1}):
            findings.refuse(f"thủ tục {double}", f"mục {what} ghi hai lần trong tệp; hãy xóa một mục.")
    return procedures


def _procedure(part: Part) -> ProcedureData:
    code = part.text("code")
    part = Part(part.raw, f"thủ tục {code or part.raw.get('id', '?')}", part.findings)
    start, end = part.day("valid_from"), part.maybe_day("valid_to")
    _check_words(part, code, start, end)
    decision = part.maybe_part("decision")
    if decision is not None:
        start = max(start, decision.day("effective_from"))
    common = _common(part)
    components = _components(part)
    versions = []
    if start < _DISTRICT_ENDS:
        first_end = min(end or _DISTRICT_ENDS, _DISTRICT_ENDS)
        versions.append(_version(start, first_end, common | _before_2025(part), components))
    if end is None or end > _DISTRICT_ENDS:
        later = common | _since_2025(part)
        versions.append(_version(max(start, _DISTRICT_ENDS), end, later, components))
    return ProcedureData(
        code, part.text("id"), tuple(versions), end, None if decision is None else _decision(decision)
    )


def _check_words(part: Part, code: str, start: date, end: date | None) -> None:
    """Code, key, period and further levels are well formed; what is not goes into the findings."""
    if code and not _CODE.fullmatch(code):
        part.refuse(f"mã “{code}” không đúng dạng 1.001193 của Cơ sở dữ liệu quốc gia về thủ tục hành chính.")
    if end is not None and end <= start:
        part.refuse("valid_to phải sau valid_from.")
    if not _KEY.fullmatch(part.text("id")):
        part.refuse("mục id chỉ gồm chữ thường không dấu, số và gạch nối, không quá 60 ký tự.")
    if part.raw.get("sealing", _SEALINGS[0]) not in _SEALINGS:
        part.refuse(f"cách đóng dấu (sealing) phải là một trong {', '.join(_SEALINGS)}.")
    for level in part.texts("also_at", ()):
        if level not in LEVELS:
            part.refuse(f"cấp “{level}” trong mục also_at không có; hãy chọn {', '.join(LEVELS)}.")


def _version(
    start: date, end: date | None, columns: dict[str, Any], components: tuple[Mapping[str, Any], ...]
) -> VersionData:
    return VersionData(start, end, columns, components, digest([columns, components]))


def _common(part: Part) -> dict[str, Any]:
    """The columns that both versions share."""
    name, field = part.text("name"), part.text("field")
    names = [name, *part.texts("name_other_versions", ())]
    return {
        "name": name,
        "name_fold": fold(" ".join([*names, field])),
        "name_sort": sort_key(name),
        "field": field,
        "agency_type": part.part("agency").text("type"),
        "result_name": part.part("result").text("name"),
        "fee": _fee(part),
        "after_supplement": part.choice("after_supplement", ("reset", "resume", "continue"), "reset"),
        "forbids_own_appraisal": part.flag("forbids_own_appraisal"),
    }


def _before_2025(part: Part) -> dict[str, Any]:
    level = "" if part.raw.get("level") is None else part.choice("level", LEVELS)
    online = part.part("online_level_2022").raw.get("value") if part.raw.get("online_level_2022") else None
    return {
        "level": level,
        "also_at": list(part.texts("also_at", ())),
        "agency_name": part.part("agency").text("name"),
        "online_level": str(online or ""),
        "facts": _facts(part, part.raw.get("legal_basis")),
        **_limit(part.part("time_limit")),
    }


def _since_2025(part: Part) -> dict[str, Any]:
    """The district's work moves to the commune; a level of null leaves a draft."""
    level = "" if part.raw.get("level_since_2025_07") is None else part.choice("level_since_2025_07", LEVELS)
    agency = part.part("agency")
    moved = agency.raw.get("type") in _OF_THE_DISTRICT
    also_at = [other for other in part.texts("also_at", ()) if other not in {"district", level}]
    limit = part.maybe_part("time_limit_2026") or part.part("time_limit")
    return {
        "level": level,
        "also_at": also_at,
        "agency_name": _COMMUNE_NAME if moved else agency.text("name"),
        "online_level": part.text("online_level", ""),
        "facts": _facts(part, part.raw.get("legal_basis_listed_2026") or part.raw.get("legal_basis")),
        **_limit(limit),
    }


def _facts(part: Part, legal_basis: Any) -> dict[str, Any]:
    """What stays as the file has it; `legal_basis_of_version` are the documents this version stands on."""
    kept: dict[str, Any] = plain({k: v for k, v in part.raw.items() if k not in _OWN_COLUMNS})
    return kept | {"legal_basis_of_version": plain(legal_basis or [])}


def _limit(part: Part) -> dict[str, Any]:
    value = part.maybe_number("value")
    if value == 0:
        part.refuse("thời hạn phải từ 1 trở lên; chưa có thời hạn thì ghi null.")
    cutoff = part.maybe_part("cutoff")
    if cutoff is not None:
        cutoff.choice("effect", ("due_next_working_day", "starts_next_working_day"))
        _check_clock(cutoff, "after")
    return {
        "limit_value": value,
        "limit_unit": part.choice("unit", [word.value for word in LimitUnit]),
        "limit_text": part.text("text"),
        "limit_cutoff": None if cutoff is None else plain(cutoff.raw),
        "limit_extension": _extension(part.maybe_part("extension")),
    }


def _extension(part: Part | None) -> Any:
    if part is None:
        return None
    mode = part.choice("mode", ("total", "added", "agreement"))
    part.choice("ground", ("verification", "volume", "other"))
    if mode != "agreement":
        part.number("value")
        part.choice("unit", [word.value for word in LimitUnit])
    return plain(part.raw)


def _check_clock(part: Part, key: str) -> None:
    try:
        as_clock(part.raw.get(key))
    except ValueError:
        part.refuse(f"mục {key} phải là giờ dạng '15:00'.")


def _fee(part: Part) -> Any:
    fee = part.part("fee")
    for item in fee.parts("items", "name", []):
        item.maybe_number("amount")
    return plain(fee.raw)


def _components(part: Part) -> tuple[Mapping[str, Any], ...]:
    components = tuple(_component(item) for item in part.parts("components", "key", []))
    keys = [component["key"] for component in components]
    for double in sorted({key for key in keys if keys.count(key) > 1}):
        part.refuse(f"thành phần hồ sơ {double} ghi hai lần; hãy đổi key của một thành phần.")
    return components


def _component(part: Part) -> dict[str, Any]:
    key = part.text("key")
    if key and not _KEY.fullmatch(key):
        part.refuse("key chỉ gồm chữ thường không dấu, số và gạch nối, không quá 60 ký tự.")
    mandatory = part.raw.get("mandatory")
    if mandatory is not True and mandatory != "conditional":
        part.refuse("mục mandatory phải là true hoặc conditional.")
    return {
        "key": key,
        "name": part.text("name"),
        "mode": part.choice("mode", ("submit", "present")),
        "form_no": part.text("form_no", ""),
        "originals": part.number("originals"),
        "copies": part.number("copies"),
        "mandatory": mandatory is True,
        "condition": part.text("condition", ""),
        "replaceable_by": part.text("replaceable_by", ""),
        "digitise": part.flag("digitise", True),
    }


def _decision(part: Part) -> dict[str, Any]:
    """The announcement decision of one item: number, date, issuer, signer (R-003)."""
    return {
        "number": part.text("number"),
        "issued_on": part.day("date"),
        "effective_from": part.day("effective_from"),
        "issuer": part.text("issuer"),
        "signed_by": part.text("signed_by"),
        "title": part.text("title", ""),
        "demo": part.flag("demo"),
    }
