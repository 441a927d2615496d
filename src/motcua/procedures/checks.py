"""Is the catalogue right? Names against the national list, versions without a decision, changes of processes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.procedures.models import InternalProcess, NationalProcedure, ProcedureVersion
from motcua.procedures.process_steps import differences


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A name or field that differs from the national list (R-001); `what` is `name`, `field` or `code`."""

    code: str
    what: str
    ours: str
    national: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """A version without a valid announcement decision; `age` in days since it should hold (R-004)."""

    version: ProcedureVersion
    agency: str
    why: str
    age: int


@dataclass(frozen=True, slots=True)
class ProcessEntry:
    """One version of a process and what it changed against the one before (R-053)."""

    process: InternalProcess
    author: str
    approver: str
    approved_on: date | None
    differences: tuple[str, ...]


def mismatches() -> tuple[Mismatch, ...]:
    """Every name and field that differs between the newest version and the loaded national list."""
    national = {row.code: row for row in NationalProcedure.objects.all()}
    found: list[Mismatch] = []
    for version in _newest():
        row = national.get(version.procedure_id)
        if row is None:
            found.append(Mismatch(version.procedure_id, "code", version.name, ""))
            continue
        for what, ours, theirs in (("name", version.name, row.name), ("field", version.field, row.field)):
            if ours != theirs:
                found.append(Mismatch(version.procedure_id, what, ours, theirs))
    return tuple(found)


def without_decision(day: date) -> tuple[Undecided, ...]:
    """Versions in force or to come that no valid decision announces, the oldest first."""
    rows = ProcedureVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    found = []
    for version in rows.select_related("decision").order_by("valid_from", "name_sort"):
        why = _why_undecided(version, day)
        if why:
            age = max((day - version.valid_from).days, 0)
            found.append(Undecided(version, version.agency_name, why, age))
    return tuple(found)


def process_history(version: ProcedureVersion, unit_id: str | None) -> tuple[ProcessEntry, ...]:
    """All processes of a version at a unit (None: the provincial ones), oldest first, with their differences."""
    rows = list(
        InternalProcess.objects.filter(version=version, unit_id=unit_id)
        .select_related("author", "document")
        .order_by("number")
    )
    before = [None, *rows]
    return tuple(
        ProcessEntry(
            process=row,
            author=row.author.full_name if row.author else row.author_name,
            approver=row.approver_name,
            approved_on=row.approved_on,
            differences=differences(old.steps, row.steps) if old else (),
        )
        for old, row in zip(before, rows, strict=False)
    )


def _newest() -> list[ProcedureVersion]:
    """The last version of each procedure."""
    rows = ProcedureVersion.objects.order_by("procedure_id", "-valid_from").distinct("procedure_id")
    return sorted(rows, key=lambda version: (version.name_sort, version.procedure_id))


def _why_undecided(version: ProcedureVersion, day: date) -> str:
    decision = version.decision
    if decision is None:
        return "chưa có quyết định công bố"
    if decision.effective_to is not None and decision.effective_to <= day:
        return f"quyết định công bố hết hiệu lực ngày {decision.effective_to:%d/%m/%Y}"
    if decision.issued_on is None:
        return "quyết định công bố đang chờ trình ký"
    return ""
