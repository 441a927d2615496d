"""How do printed results of a campaign come in as declared figures? All or nothing, never twice (R-271, R-273)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.core.moments import local_day
from motcua.core.reading import Findings, LoadReport, Part
from motcua.programmes.models import Programme
from motcua.reports.models import DeclaredFigure
from motcua.reports.terms import BLOCK_LABELS, MEASURE_LABELS, Block, Bound, Measure

REASON = "Số liệu in trong văn bản; hồ sơ của kỳ đó không được chuyển vào hệ thống này."
_SAME_FIGURE = ("programme_id", "first", "last", "block", "unit_id", "measure")
_SAID = ("value", "bound", "measured_in", "printed", "rate_percent", "source", "clause", "reason")


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all figures of a file share."""

    programme_id: str
    first: date
    last: date
    source: str
    reason: str


@transaction.atomic
def load_campaign_results(data: Mapping[str, Any], *, file: str, at: datetime) -> LoadReport:
    """Load kind `campaign_results`; a changed figure is added beside the old one and stands in its place."""
    findings = Findings(file)
    rows = _read(Part(data, "", findings), findings, file, at)
    if findings.refused:
        return LoadReport.of_refusal("campaign_results", findings)
    kept = [_of(row) for row in _standing(rows)]
    new = [row for row in rows if _of(row) not in kept]
    changed = [row for row in new if any(_key(row) == key for key, _said in kept)]
    DeclaredFigure.objects.bulk_create(new)
    return LoadReport(
        "campaign_results",
        tuple(_words(row) for row in new if row not in changed),
        tuple(_words(row) for row in changed),
        len(rows) - len(new),
        warnings=tuple(findings.warnings),
    )


def _read(part: Part, findings: Findings, file: str, at: datetime) -> list[DeclaredFigure]:
    period, results = part.part("period"), part.part("same_day_results")
    whole = _Whole(
        part.text("programme"), period.day("start"), period.day("end"), _source(part),
        part.text("reason", REASON) or REASON,
    )  # fmt: skip
    if not Programme.objects.filter(pk=whole.programme_id).exists():
        findings.refuse(
            "programme", f"không có chương trình “{whole.programme_id}”; hãy nạp chương trình trước."
        )
    if whole.last < whole.first:
        findings.refuse("period", "ngày cuối trước ngày đầu; hãy sửa khoảng ngày.")
    if local_day(at) <= whole.last:
        findings.warn("period", "kỳ chưa kết thúc mà đã có kết quả; hãy kiểm tra lại khoảng ngày.")
    bound = results.choice("bound", [one.value for one in Bound])
    rows = [_block_row(block, results, whole, bound) for block in results.parts("blocks", "id")]
    if part.raw.get("late_dossiers"):
        rows.append(_late_row(part.part("late_dossiers"), whole))
    for row in rows:
        row.entered_by, row.entered_at = file, at
    return rows


def _source(part: Part) -> str:
    source, plan = part.part("source"), part.part("plan")
    title = source.text("title", "") or part.text("title", "")
    body = source.text("reporting_body", "")
    return ". ".join(one for one in (title, body, f"Kế hoạch số {plan.text('number', '')}") if one)


def _block_row(block: Part, results: Part, whole: _Whole, bound: str) -> DeclaredFigure:
    rate = results.part("rate").number("value") if results.raw.get("rate") else None
    return DeclaredFigure(
        programme_id=whole.programme_id,
        first=whole.first,
        last=whole.last,
        block=block.choice("id", [one.value for one in Block]),
        measure=Measure.SAME_DAY.value,
        value=block.number("value"),
        bound=bound,
        measured_in=block.text("unit_text"),
        printed=block.text("printed"),
        rate_percent=None if rate is None else Decimal(rate),
        source=whole.source,
        clause=results.text("section", ""),
        reason=whole.reason,
    )


def _late_row(late: Part, whole: _Whole) -> DeclaredFigure:
    return DeclaredFigure(
        programme_id=whole.programme_id,
        first=whole.first,
        last=whole.last,
        block="",
        measure=Measure.LATE.value,
        value=late.number("value"),
        bound=Bound.EXACT.value,
        measured_in="hồ sơ",
        printed=late.text("text"),
        source=whole.source,
        reason=whole.reason,
    )


def _standing(rows: list[DeclaredFigure]) -> list[DeclaredFigure]:
    """The figures that hold now for the programmes named: the last entered of each."""
    programmes = {row.programme_id for row in rows}
    found: dict[tuple[Any, ...], DeclaredFigure] = {}
    for row in DeclaredFigure.objects.filter(programme_id__in=programmes).order_by("pk"):
        found[_key(row)] = row
    return list(found.values())


def _key(row: DeclaredFigure) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _SAME_FIGURE)


def _of(row: DeclaredFigure) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return _key(row), tuple(getattr(row, name) for name in _SAID)


def _words(row: DeclaredFigure) -> str:
    return (
        f"{BLOCK_LABELS[row.block] if row.block else 'Toàn bộ'}: {MEASURE_LABELS[row.measure]} {row.printed}"
    )
