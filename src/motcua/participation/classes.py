"""Which procedures of a unit run under "4 tại chỗ" on a day, in which class, since when, and what moved back?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.organisation.models import Unit
from motcua.participation.rules import FULL, OFF, PARTIAL, Day, moved_back
from motcua.procedures.models import OnTheSpotEntry
from motcua.procedures.queries import approved_entries, paths_on, versions_near

CLASS_LABELS = {FULL: "Trọn vẹn tại chỗ", PARTIAL: "Phê duyệt, đóng dấu nơi khác", OFF: "Ngoài quy trình"}


@dataclass(frozen=True, slots=True)
class Change:
    """How many procedures were in each class from a day on, and which moved back that day."""

    day: date
    full: int
    partial: int
    back: tuple[str, ...]


def classes_on(unit: Unit, day: date) -> Mapping[str, str]:
    """Code → path of what runs under the process that day, by code."""
    codes = approved_entries(day).filter(unit=unit).values_list("procedure_id", flat=True)
    return dict(sorted(paths_on(unit.pk, set(codes), day).items()))


def joined_on(unit: Unit) -> dict[str, date]:
    """Code → the first day on which it ever ran under the process."""
    found: dict[str, date] = {}
    for entry in _entries(unit):
        start = max(entry.valid_from, entry.list.valid_from)
        if _holds(entry, start):
            found[entry.procedure_id] = min(start, found.get(entry.procedure_id, start))
    return found


def history(unit: Unit) -> tuple[Change, ...]:
    """Every day on which a class changed, oldest first, planned ones too (R-046)."""
    entries = _entries(unit)
    days = {max(entry.valid_from, entry.list.valid_from) for entry in entries}
    days |= {end for entry in entries for end in (entry.valid_to, entry.list.valid_to) if end is not None}
    changes: list[Change] = []
    before: Mapping[str, str] = {}
    for one in (Day(day, classes_on(unit, day)) for day in sorted(days)):
        if one.paths != before:
            back = moved_back(before, one.paths)
            changes.append(Change(one.day, one.count(FULL), one.count(PARTIAL), back))
        before = one.paths
    return tuple(changes)


def names_of(codes: Iterable[str], day: date) -> dict[str, str]:
    """Code → name as of that day, else the nearest."""
    return {code: version.name for code, version in versions_near(codes, day).items()}


def _entries(unit: Unit) -> list[OnTheSpotEntry]:
    approved = ~Q(list__approved_by="") & ~Q(list__approval_document="") & Q(list__approved_on__isnull=False)
    return list(OnTheSpotEntry.objects.filter(approved, unit=unit).select_related("list"))


def _holds(entry: OnTheSpotEntry, day: date) -> bool:
    ends = [end for end in (entry.valid_to, entry.list.valid_to) if end is not None]
    return all(day < end for end in ends)
