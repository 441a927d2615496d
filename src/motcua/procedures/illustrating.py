"""What does the demonstration lend? Internal processes that no source gives, marked minh họa.

The provincial process comes first, a unit's process refers to it (144/KH-UBND II.1, III.1). A process changes
with the path of the unit's 4-tại-chỗ list. Rows that exist are never touched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.organisation.models import Unit
from motcua.procedures import policies
from motcua.procedures.models import InternalProcess, OnTheSpotEntry, OnTheSpotList, ProcedureVersion
from motcua.procedures.process_steps import steps_of
from motcua.procedures.queries import ORDINARY, PATH_OF_CLASS, offer_of, settler_of
from motcua.procedures.terms import PathClass, ProcessStatus, VersionStatus

_PROVINCE_AUTHOR = "Văn phòng Ủy ban nhân dân cấp tỉnh (minh họa)"
_PROVINCE_APPROVER = "Chủ tịch Ủy ban nhân dân cấp tỉnh (minh họa)"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The path of a procedure at a unit between two days."""

    path: str
    valid_from: date
    valid_to: date | None


@transaction.atomic
def lend_processes() -> int:
    """Give every public version and every agency that settles it a process where it has none. How many."""
    versions = list(ProcedureVersion.objects.filter(status=VersionStatus.PUBLIC))
    provincial = dict(
        InternalProcess.objects.filter(unit=None, status=ProcessStatus.ACTIVE).values_list("version_id", "id")
    )
    lent = [_provincial(version) for version in versions if version.id not in provincial]
    InternalProcess.objects.bulk_create(lent)
    provincial |= {process.version_id: process.id for process in lent}
    has = set(InternalProcess.objects.exclude(unit=None).values_list("version_id", "unit_id"))
    paths = _listed()
    rows = [
        row
        for unit in Unit.objects.all()
        for version in versions
        if (version.id, unit.id) not in has and _meet(version, unit)
        for row in _of_unit(
            version, unit, provincial[version.id], paths.get((unit.id, version.procedure_id), ())
        )
    ]
    InternalProcess.objects.bulk_create(rows, batch_size=500)
    return len(lent) + len(rows)


def _meet(version: ProcedureVersion, unit: Unit) -> bool:
    """The agency settles the procedure and both live at the same time."""
    together = (version.valid_to is None or unit.valid_from < version.valid_to) and (
        unit.valid_to is None or version.valid_from < unit.valid_to
    )
    return together and policies.settles(offer_of(version), settler_of(unit))


def _provincial(version: ProcedureVersion) -> InternalProcess:
    return InternalProcess(
        version=version,
        status=ProcessStatus.ACTIVE,
        path=ORDINARY,
        steps=_steps(ORDINARY, version),
        author_name=_PROVINCE_AUTHOR,
        approver_name=_PROVINCE_APPROVER,
        approved_on=version.valid_from,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        demo=True,
    )


def _steps(path: str, version: ProcedureVersion) -> list[dict[str, object]]:
    return steps_of(path, version.field, version.limit_value or 1, version.limit_unit)


def _of_unit(
    version: ProcedureVersion, unit: Unit, base_id: int, listed: Iterable[_Stretch]
) -> list[InternalProcess]:
    start = max(version.valid_from, unit.valid_from)
    end = min((day for day in (version.valid_to, unit.valid_to) if day is not None), default=None)
    stretches = _stretches(start, end, listed)
    return [
        InternalProcess(
            version=version,
            unit=unit,
            base_id=base_id,
            number=number,
            status=ProcessStatus.ACTIVE if number == len(stretches) else ProcessStatus.REPLACED,
            path=stretch.path,
            steps=_steps(stretch.path, version),
            author_name=f"Bộ phận chuyên môn, {unit.name} (minh họa)",
            approver_name=f"Chủ tịch {unit.name} (minh họa)"
            if _has_chair(unit)
            else f"Người đứng đầu {unit.name} (minh họa)",
            approved_on=stretch.valid_from,
            valid_from=stretch.valid_from,
            valid_to=stretch.valid_to,
            demo=True,
        )
        for number, stretch in enumerate(stretches, start=1)
    ]


def _has_chair(unit: Unit) -> bool:
    return unit.level_id in {"province", "district", "commune"}


def _stretches(start: date, end: date | None, listed: Iterable[_Stretch]) -> list[_Stretch]:
    """The days from start to end cut where the unit's list changes the path."""
    cut: list[_Stretch] = []
    day = start
    for stretch in sorted(listed, key=lambda stretch: stretch.valid_from):
        begins = max(stretch.valid_from, day)
        ends = min((last for last in (stretch.valid_to, end) if last is not None), default=None)
        if ends is not None and ends <= begins:
            continue
        if begins > day:
            cut.append(_Stretch(ORDINARY, day, begins))
        cut.append(_Stretch(stretch.path, begins, ends))
        if ends is None or ends == end:
            return cut
        day = ends
    return [*cut, _Stretch(ORDINARY, day, end)]


def _listed() -> Mapping[tuple[str, str], list[_Stretch]]:
    """Unit and procedure → stretches on an approved list; the first list that names both counts."""
    lists = {row.slug for row in OnTheSpotList.objects.all() if row.approved}
    found: dict[tuple[str, str], list[_Stretch]] = {}
    owner: dict[tuple[str, str], str] = {}
    for entry in OnTheSpotEntry.objects.order_by("list__demo", "-list__valid_from", "valid_from"):
        line = (entry.unit_id, entry.procedure_id)
        if entry.list_id in lists and owner.setdefault(line, entry.list_id) == entry.list_id:
            path = PATH_OF_CLASS[PathClass(entry.path_class)]
            found.setdefault(line, []).append(_Stretch(path, entry.valid_from, entry.valid_to))
    return found
