"""Does a programme's file fit the catalogue, the agencies and itself? Warnings stay visible, they stop nothing.

R-016, R-109 (declared counts), R-106 and R-301 (printed start and computed first day), promises 9 and 10.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.core.reading import Findings
from motcua.programmes.rules import ProgrammeRule, first_day, reaches
from motcua.programmes.terms import APPLIED
from motcua.workcalendar.wording import day_number, named_day


@dataclass(frozen=True, slots=True)
class Offered:
    """One version of a procedure: half-open term, field, whether it is public."""

    field: str
    valid_from: date
    valid_to: date | None
    public: bool


@dataclass(frozen=True, slots=True)
class Agency:
    """A unit as scopes see it."""

    level: str
    parent: str | None
    valid_from: date
    valid_to: date | None


# How a report names the list of a level; a level that is not here goes by its code.
_LISTS = {
    "province": "cấp tỉnh",
    "department": "cấp sở, ngành",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "vertical": "ngành dọc",
}


def level_words(level: str) -> str:
    """How the list of a level is named in a sentence."""
    return _LISTS.get(level, level)


Catalogue = Mapping[str, Sequence[Offered]]
Agencies = Mapping[str, Agency]


def counted(codes: Iterable[str], catalogue: Catalogue, day: date) -> tuple[int, int]:
    """How many procedures and how many fields a list has, by the fields of that day."""
    listed = list(codes)
    return len(listed), len({_field_on(catalogue.get(code, ()), day) for code in listed})


def count_difference(declared: tuple[int, int], found: tuple[int, int]) -> str | None:
    """`khai 14 thủ tục, 4 lĩnh vực; đếm được 13 thủ tục, 4 lĩnh vực`, or None where they agree (R-016)."""
    if declared == found:
        return None
    return (
        f"khai {declared[0]} thủ tục, {declared[1]} lĩnh vực; "
        f"đếm được {found[0]} thủ tục, {found[1]} lĩnh vực"
    )


def count_differences(rule: ProgrammeRule, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The lists whose declared numbers are not what is counted: the level in words, and how they differ."""
    found = (
        (level, count_difference(declared, counted(rule.lists.get(level, ()), catalogue, rule.period_from)))
        for level, declared in rule.declared_counts.items()
    )
    return [(level_words(level), difference) for level, difference in found if difference]


def start_difference(rule: ProgrammeRule) -> str | None:
    """Where the printed start is no day of the model: printed day and computed first day (R-106, R-301)."""
    first = first_day(rule)
    if first == rule.period_from:
        return None
    return (
        f"văn bản ghi từ {named_day(rule.period_from)}, không phải ngày của mô hình; "
        f"ngày đầu tiên áp dụng là {named_day(first)}"
    )


def warn_about(
    rules: Sequence[ProgrammeRule],
    others: Sequence[ProgrammeRule],
    catalogue: Catalogue,
    agencies: Agencies,
    findings: Findings,
) -> None:
    """What a person should look at before trusting the rules of a file; `others` are held already."""
    for rule in rules:
        label = f"chương trình {rule.id}"
        for level, difference in count_differences(rule, catalogue):
            findings.warn(label, f"danh mục {level}: {difference}. Hãy đối chiếu với văn bản.")
        if start := start_difference(rule):
            findings.warn(label, f"{start}.")
        _warn_codes(rule, label, catalogue, agencies, findings)
    for place, rule in enumerate(rules):
        for other in (*rules[place + 1 :], *others):
            if overlaps(rule, other, agencies):
                findings.warn(
                    f"chương trình {rule.id}",
                    f"trùng thời gian và đơn vị với {other.id}; khi tiếp nhận, lời hẹn sớm nhất được áp dụng.",
                )


def _field_on(versions: Sequence[Offered], day: date) -> str:
    """The field on that day, or of the first version where none is in force."""
    on_day = [version.field for version in versions if _holds(version, day)]
    return (on_day or [version.field for version in versions] or [""])[0]


def _holds(version: Offered, day: date) -> bool:
    return version.valid_from <= day and (version.valid_to is None or day < version.valid_to)


def _warn_codes(
    rule: ProgrammeRule, label: str, catalogue: Catalogue, agencies: Agencies, findings: Findings
) -> None:
    for code, gap in gaps(rule, catalogue, agencies):
        findings.warn(
            label,
            f"thủ tục {code} không có hiệu lực từ ngày {day_number(gap)}; từ ngày đó không áp dụng.",
        )


def gaps(rule: ProgrammeRule, catalogue: Catalogue, agencies: Agencies) -> list[tuple[str, date]]:
    """Listed procedures that are not in force all the time, with the first day on which each is not."""
    codes = {code for listed in rule.lists.values() for code in listed} | {a.code for a in rule.additions}
    end = _end(rule, agencies)
    found = (
        (code, _first_gap([v for v in catalogue.get(code, ()) if v.public], rule.period_from, end))
        for code in sorted(codes)
    )
    return [(code, gap) for code, gap in found if gap is not None]


def _end(rule: ProgrammeRule, agencies: Agencies) -> date | None:
    """The end of the period, or of its last agency where that comes first."""
    ends = [agencies[unit].valid_to for unit in rule.units if unit in agencies]
    last = None if not ends or None in ends else max(end for end in ends if end is not None)
    return min((end for end in (rule.period_to, last) if end is not None), default=None)


def _first_gap(versions: Sequence[Offered], start: date, end: date | None) -> date | None:
    """The first day of [start, end) on which no version holds."""
    day = start
    for version in sorted(versions, key=lambda version: version.valid_from):
        if version.valid_from > day:
            break
        if version.valid_to is None:
            return None
        day = max(day, version.valid_to)
    return day if end is None or day < end else None


def overlaps(one: ProgrammeRule, other: ProgrammeRule, agencies: Agencies) -> bool:
    """Both are applied to the same unit of the same level on the same day, and neither replaces the other."""
    if not {one.status, other.status} <= APPLIED or _replaces(one, other) or _replaces(other, one):
        return False
    days = (one.period_to is None or other.period_from < one.period_to) and (
        other.period_to is None or one.period_from < other.period_to
    )
    return days and bool(one.levels & other.levels) and _share_units(one, other, agencies)


def _replaces(child: ProgrammeRule, parent: ProgrammeRule) -> bool:
    return child.replaces_parent and child.parent == parent.id


def _share_units(one: ProgrammeRule, other: ProgrammeRule, agencies: Agencies) -> bool:
    return bool(_covered(one, agencies) & _covered(other, agencies))


def _covered(rule: ProgrammeRule, agencies: Agencies) -> set[str]:
    """The agencies of a scope that exist at some time of the period."""
    return {
        unit_id
        for unit_id, agency in agencies.items()
        if (agency.valid_to is None or agency.valid_to > rule.period_from)
        and (rule.period_to is None or agency.valid_from < rule.period_to)
        and reaches(rule, (unit_id, *_above(unit_id, agencies)), agency.level)
    }


def _above(unit_id: str, agencies: Agencies) -> list[str]:
    line: list[str] = []
    parent = agencies[unit_id].parent
    while parent is not None and parent not in line and parent in agencies:
        line.append(parent)
        parent = agencies[parent].parent
    return line
