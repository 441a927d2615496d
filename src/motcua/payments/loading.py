"""How does a file of receiving accounts come into the database? New terms are added, what stands is left alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.reading import Findings, LoadReport, Part
from motcua.organisation.models import Unit
from motcua.payments.models import ReceivingAccount


@transaction.atomic
def load_receiving_accounts(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `receiving_accounts`; the database refuses two accounts of one unit on one day."""
    findings = Findings(file)
    wanted = [_row(part) for part in Part(data, "", findings).parts("accounts", "unit", [])]
    known = set(Unit.objects.filter(pk__in=[row["unit_id"] for row in wanted]).values_list("pk", flat=True))
    for row in wanted:
        if row["unit_id"] not in known:
            findings.refuse(row["unit_id"], "không có đơn vị này. Hãy kiểm tra lại mã đơn vị")
    if findings.refused:
        return LoadReport.of_refusal("receiving_accounts", findings)
    fresh = [row for row in wanted if not ReceivingAccount.objects.filter(**row).exists()]
    ReceivingAccount.objects.bulk_create([ReceivingAccount(**row) for row in fresh])
    lines = tuple(f"tài khoản nhận tiền của {row['unit_id']} từ {row['valid_from']}" for row in fresh)
    return LoadReport("receiving_accounts", lines, (), len(wanted) - len(fresh), tuple(findings.warnings))


def _row(part: Part) -> dict[str, Any]:
    return {
        "unit_id": part.text("unit"),
        "bank": part.text("bank"),
        "bank_name": part.text("bank_name"),
        "number": part.text("number"),
        "holder": part.text("holder"),
        "source": part.text("source"),
        "valid_from": part.day("from"),
        "valid_to": part.maybe_day("to"),
    }
