"""Which report of a programme is written by `motcua report`, of which programme, as which file?"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from config import clock
from motcua.core.refusals import refuse
from motcua.documents.report_files import ReportFile, report_file
from motcua.documents.report_paper import as_data
from motcua.dossiers.paper_parts import agency_head
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.touching import decided, steps_to
from motcua.reports.campaign import campaign_report
from motcua.reports.campaign_rows import as_rows, as_totals, notes_of
from motcua.reports.issue_terms import ReportKind
from motcua.reports.making import paper_of

OF_PROGRAMMES = tuple(kind.value for kind in ReportKind)


def programme_meant(asked: str | None, unit: Unit, first: date, last: date) -> str:
    """The programme named, else the one whose scope is this unit in the period, or the nearest above it.

    Refused: `programme_missing` where there is none or several.
    """
    if asked:
        return asked
    running = [rule for rule in decided() if _overlaps(rule, first, last)]
    near: dict[int, list[str]] = {}
    for rule in running:
        if (steps := steps_to(unit, rule)) is not None:
            near.setdefault(steps, []).append(rule.id)
    if near and len(near[min(near)]) == 1:
        return near[min(near)][0]
    known = ", ".join(sorted(rule.id for rule in running)) or "không có"
    raise refuse(
        "programme_missing",
        f"Chưa rõ chương trình nào. Hãy ghi --programme; các chương trình trong kỳ: {known}.",
    )


def programme_report(name: str, unit: Unit, programme: str, first: date, last: date, kind: str) -> bytes:
    """The report as JSON or as a file. Refused: `programme_unknown`, `period_wrong`."""
    at = clock.now()
    if kind == "json" and name == ReportKind.CAMPAIGN:
        made = campaign_report(programme, first, last, at=at, unit_ids=units_under([unit.pk]))
        return as_json(name, unit, first, last, as_rows(made), as_totals(made), notes_of(made))
    paper = paper_of(ReportKind(name), unit, programme, first, last, at=at)
    if kind == "json":
        data = as_data(paper)
        return as_json(name, unit, first, last, data["tables"], {}, data["notes"])
    return report_file(paper, ReportFile(kind), agency_head(unit, at))


def as_json(
    name: str,
    unit: Unit,
    first: date,
    last: date,
    rows: Sequence[Mapping[str, Any]],
    totals: Mapping[str, Any],
    notes: Sequence[str],
) -> bytes:
    """A report as programs read it; it was not issued, so nothing is frozen."""
    body = {
        "name": name,
        "unit": unit.pk,
        "period": {"from": first.isoformat(), "to": last.isoformat()},
        "rows": list(rows),
        "totals": dict(totals),
        "notes": list(notes),
        "sha256": None,
    }
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def _overlaps(rule: ProgrammeRule, first: date, last: date) -> bool:
    return rule.period_from <= last and (rule.period_to is None or first < rule.period_to)
