"""Which form is in force for a procedure, and which versions has it?"""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from motcua.procedures.models import FormVersion
from motcua.procedures.online_forms.schema import Form, read_schema

_MOST_REMEMBERED = 200
_remembered: dict[str, Form] = {}


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
