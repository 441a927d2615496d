"""For which procedures are form, declaration and result electronic, and what is the share (R-088)?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of
from motcua.procedures.models import ElectronicState, ProcedureVersion
from motcua.procedures.queries import receivable_by


@dataclass(frozen=True, slots=True)
class ElectronicRow:
    """One procedure that the unit receives; what nobody stated is not electronic."""

    code: str
    name: str
    form: bool = False
    declaration: bool = False
    result: bool = False
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ElectronicShares:
    """Every procedure with its state, and how many have each."""

    rows: Sequence[ElectronicRow]

    @property
    def counts(self) -> dict[str, int]:
        """form, declaration, result, and all three together."""
        return {
            "form": sum(row.form for row in self.rows),
            "declaration": sum(row.declaration for row in self.rows),
            "result": sum(row.result for row in self.rows),
            "all": sum(row.form and row.declaration and row.result for row in self.rows),
        }


def electronic_of(unit: Unit, day: date) -> ElectronicShares:
    """The procedures the unit receives that day; a statement of the unit goes before one from above."""
    line = (unit.pk, *ancestors_of(unit))
    stated = _stated(line)
    versions = receivable_by(unit, day).order_by("name_sort", "procedure_id")
    return ElectronicShares([_row(version, line, stated) for version in versions])


def _stated(unit_ids: Collection[str]) -> dict[tuple[str, str], ElectronicState]:
    rows = ElectronicState.objects.filter(unit_id__in=unit_ids).order_by("id")
    return {(row.unit_id, row.procedure_id): row for row in rows}


def _row(
    version: ProcedureVersion, line: Sequence[str], stated: dict[tuple[str, str], ElectronicState]
) -> ElectronicRow:
    code = version.procedure_id
    found = next((stated[one, code] for one in line if (one, code) in stated), None)
    if found is None:
        return ElectronicRow(code, version.name)
    return ElectronicRow(
        code, version.name, found.form, found.declaration, found.result, found.stated_by_name, found.stated_at
    )
