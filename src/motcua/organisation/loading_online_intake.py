"""How does a file of online intake come into the database? What units said; the defaults stay in the file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.reading import Findings, LoadReport, Part
from motcua.organisation.models import OnlineIntake, Unit
from motcua.organisation.terms import IntakeMode


@transaction.atomic
def load_online_intake(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `online_intake`; a saying that stands in the database is left alone, any other added beside it."""
    findings = Findings(file)
    root = Part(data, "", findings)
    modes = [mode.value for mode in IntakeMode]
    for default in root.parts("defaults"):
        default.choice("mode", modes)
        default.day("from")
        default.text("source")
    wanted = [_row(part, modes) for part in root.parts("units", "unit", [])]
    known = set(Unit.objects.filter(pk__in=[row["unit_id"] for row in wanted]).values_list("pk", flat=True))
    for row in wanted:
        if row["unit_id"] not in known:
            findings.refuse(row["unit_id"], "không có đơn vị này. Hãy kiểm tra lại mã đơn vị")
    if findings.refused:
        return LoadReport.of_refusal("online_intake", findings)
    fresh = [row for row in wanted if not OnlineIntake.objects.filter(**row).exists()]
    OnlineIntake.objects.bulk_create([OnlineIntake(**row, said_at=at) for row in fresh])
    lines = tuple(f"nơi nộp trực tuyến của {row['unit_id']} từ {row['valid_from']}" for row in fresh)
    return LoadReport("online_intake", lines, (), len(wanted) - len(fresh), tuple(findings.warnings))


def _row(part: Part, modes: list[str]) -> dict[str, Any]:
    return {
        "unit_id": part.text("unit"),
        "mode": part.choice("mode", modes),
        "valid_from": part.day("from"),
        "source": part.text("source"),
        "demo": part.flag("demo"),
    }
