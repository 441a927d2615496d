"""How do the ready forms come into the database? A changed file makes a new version; approved ones stay."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.reading import Findings, LoadReport, Part, digest, plain
from motcua.procedures.models import FormVersion, Procedure
from motcua.procedures.online_forms.schema import FaultySchema, read_schema, tidy

KIND = "online_forms"


@transaction.atomic
def load_online_forms(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `online_forms`: the form of one procedure, in force from `valid_from`, a changed one from today.

    Where the office of control has put a version of its own in force, the file changes nothing: the office decides.
    """
    findings = Findings(file)
    part = Part(data, "", findings)
    code, first_day = part.text("procedure"), part.day("valid_from")
    schema = plain(tidy(part.part("form").raw))
    try:
        read_schema(schema, file=file)
    except FaultySchema as faulty:
        findings.refused += faulty.faults
    if code and not Procedure.objects.filter(code=code).exists():
        part.refuse(f"không có thủ tục {code}; hãy nạp danh mục thủ tục trước.")
    if findings.refused:
        return LoadReport.of_refusal(KIND, findings)
    name = f"mẫu điền trực tuyến {code}"
    approved = FormVersion.objects.filter(procedure_id=code, approved_at__isnull=False)
    if not approved.exists():
        _put_in_force(code, schema, first_day, at)
        return LoadReport(KIND, added=(name,))
    if approved.filter(digest=digest(schema)).exists() or approved.filter(author__isnull=False).exists():
        return LoadReport(KIND, unchanged=1)
    _put_in_force(code, schema, max(first_day, local_day(at)), at)
    return LoadReport(KIND, changed=(name,))


def _put_in_force(code: str, schema: Mapping[str, Any], first_day: date, at: datetime) -> None:
    last = FormVersion.objects.filter(procedure_id=code).order_by("number").last()
    FormVersion.objects.create(
        procedure_id=code,
        number=last.number + 1 if last else 1,
        schema=schema,
        digest=digest(schema),
        valid_from=first_day,
        note="Theo tệp dữ liệu của hệ thống",
        written_at=at,
        approved_at=at,
    )
