"""How do rule sets come into the database? Never two on one day."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import transaction

from motcua.core.reading import Findings, LoadReport, Part
from motcua.legal_basis.models import RuleSet

CODE_FORMATS = ("qcvn102", "qd20")


@transaction.atomic
def load_rule_sets(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `rule_sets`; a set that is in the database and not in the file stays."""
    findings = Findings(file)
    wanted = _read(Part(data, "", findings))
    kept = {row.code: row for row in RuleSet.objects.select_for_update()}
    periods = {code: (row.valid_from, row.valid_to) for code, row in kept.items()}
    _check_overlaps(
        periods | {code: (f["valid_from"], f["valid_to"]) for code, f in wanted.items()}, findings
    )
    if findings.refused:
        return LoadReport.of_refusal("rule_sets", findings)
    added = [code for code in wanted if code not in kept]
    changed = [
        code
        for code, facts in wanted.items()
        if code in kept and any(getattr(kept[code], key) != value for key, value in facts.items())
    ]
    # Periods are shortened before others are lengthened: the table refuses any overlap at any moment.
    for code in sorted(changed, key=lambda code: wanted[code]["valid_to"] or date.max):
        RuleSet.objects.filter(code=code).update(**wanted[code])
    RuleSet.objects.bulk_create([RuleSet(code=code, **wanted[code]) for code in added])
    return LoadReport(
        "rule_sets",
        tuple(f"bộ quy định {code}" for code in added),
        tuple(f"bộ quy định {code}" for code in changed),
        len(wanted) - len(added) - len(changed),
    )


def _read(whole: Part) -> dict[str, dict[str, Any]]:
    return {
        part.text("code"): {
            "valid_from": part.day("valid_from"),
            "valid_to": part.maybe_day("valid_to"),
            "basis": part.text("basis"),
            "code_format": part.choice("code_format", CODE_FORMATS),
            "one_stop_label": part.text("one_stop_label"),
        }
        for part in whole.parts("rule_sets", "code")
    }


def _check_overlaps(periods: Mapping[str, tuple[date, date | None]], findings: Findings) -> None:
    ordered = sorted(periods.items(), key=lambda item: item[1][0])
    for (code, (start, end)), (next_code, (next_start, _)) in pairwise(ordered):
        if end is not None and end <= start:
            findings.refuse(f"bộ quy định {code}", "valid_to phải sau valid_from.")
        if end is None or end > next_start:
            findings.refuse(f"bộ quy định {code}", f"trùng thời gian với {next_code}; hãy sửa valid_to.")
