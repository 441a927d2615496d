"""Which form is in force for a procedure, and which versions has it?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.schema import Form, read_schema
from motcua.procedures.queries import public_versions

_MOST_REMEMBERED = 200
_remembered: dict[str, Form] = {}


@dataclass(frozen=True, slots=True)
class FormRow:
    """The form of a procedure at a glance; a version that is not there is None."""

    code: str
    name: str
    in_force: FormVersion | None
    coming: FormVersion | None
    draft: FormVersion | None


def overview(day: date) -> list[FormRow]:
    """Every procedure that has a form in any state, by the name of that day."""
    names = dict(public_versions(day).values_list("procedure_id", "name"))
    by_code: dict[str, list[FormVersion]] = {}
    for version in FormVersion.objects.defer("schema").order_by("valid_from", "number"):
        by_code.setdefault(version.procedure_id, []).append(version)
    rows = [_row(code, names.get(code, code), versions, day) for code, versions in by_code.items()]
    return sorted(rows, key=lambda row: row.code)


def _row(code: str, name: str, versions: list[FormVersion], day: date) -> FormRow:
    approved = [one for one in versions if one.approved_at is not None and one.valid_from is not None]
    begun = [one for one in approved if one.valid_from is not None and one.valid_from <= day]
    coming = [one for one in approved if one not in begun]
    draft = next((one for one in versions if one.approved_at is None), None)
    return FormRow(code, name, begun[-1] if begun else None, coming[0] if coming else None, draft)


def form_in_force(procedure_code: str, day: date) -> FormVersion | None:
    """The approved version with the latest first day not after `day`; None: nothing to fill in online."""
    return (
        FormVersion.objects.filter(
            procedure_id=procedure_code, approved_at__isnull=False, valid_from__lte=day
        )
        .order_by("-valid_from", "-number")
        .first()
    )


def procedures_with_form(day: date) -> Collection[str]:
    """Codes of the procedures that can be filled in online that day."""
    rows = FormVersion.objects.filter(approved_at__isnull=False, valid_from__lte=day)
    return frozenset(rows.values_list("procedure_id", flat=True))


def versions_of_form(procedure_code: str) -> QuerySet[FormVersion]:
    """Every version, newest first, the draft among them."""
    return FormVersion.objects.filter(procedure_id=procedure_code).order_by("-number")


def form_of(version: FormVersion) -> Form:
    """The form a version holds; read once a process, since what hashes alike is alike."""
    found = _remembered.get(version.digest)
    if found is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        found = _remembered[version.digest] = read_schema(version.schema)
    return found
