"""Which rows has the consolidated report of digitisation? The same on page, as a file and for programs (R-090)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.documents.spreadsheets import as_csv, as_workbook
from motcua.dossiers.digitisation.counting import Digitisation, digitisation_of, rule_on
from motcua.dossiers.digitisation.terms import COUNT_LABELS, Count
from motcua.organisation.models import Unit
from motcua.organisation.queries import ancestors_of, units_under

LEVELS = {"district": "Cấp huyện", "commune": "Cấp xã", "province": "Cấp tỉnh"}
HEADER = ["Cấp", "Cơ quan", "Mã cơ quan", *COUNT_LABELS.values(), "Tính là đã số hóa"]
SHARE_HEADER = ["Cấp", "Số quầy", "Quầy đã số hóa", "Tỷ lệ", "Chỉ tiêu", "Đạt"]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a unit and everything below it, for the days `first` to `last`, both in it."""

    unit: Unit
    unit_ids: Collection[str]
    first: date
    last: date
    figures: Digitisation


def report_of(unit: Unit, first: date, last: date) -> Report:
    """The rule of the last day holds for the whole period and is shown with the figures (R-083)."""
    ids = units_under([unit.pk])
    rule = rule_on((unit.pk, *ancestors_of(unit)), last)
    return Report(unit, ids, first, last, digitisation_of(ids, first, last, rule))


def as_rows(report: Report) -> list[dict[str, Any]]:
    """A row a desk, by the words of the interface."""
    return [
        {
            "level": row.unit.level_id,
            "unit": row.unit.pk,
            "name": row.unit.name,
            **{one.value: row.counts[one] for one in Count},
            "digitising": row.digitising,
        }
        for row in report.figures.desks
    ]


def as_totals(report: Report) -> dict[str, Any]:
    """Sums of the counters, and the shares of the two levels beside their targets."""
    shares = {
        share.level: {
            "desks": share.desks,
            "digitising": share.digitising,
            "target": share.target,
            "met": share.met,
        }
        for share in report.figures.shares
    }
    return {one.value: figure for one, figure in report.figures.totals.items()} | {"shares": shares}


def as_cells(report: Report) -> list[list[str]]:
    """Every desk, then the sums, as the columns of HEADER."""
    rows = [
        [
            LEVELS.get(row.unit.level_id, row.unit.level.name),
            row.unit.name,
            row.unit.pk,
            *(str(row.counts[one]) for one in Count),
            "Có" if row.digitising else "Không",
        ]
        for row in report.figures.desks
    ]
    totals = ["Tổng", "", "", *(str(report.figures.totals[one]) for one in Count), ""]
    return [*rows, totals]


def share_cells(report: Report) -> list[list[str]]:
    """District and commune desks, each beside its own target."""
    return [
        [
            LEVELS[share.level],
            str(share.desks),
            str(share.digitising),
            share.words,
            f"{share.target}%",
            {True: "Đạt", False: "Chưa đạt", None: "Không có quầy"}[share.met],
        ]
        for share in report.figures.shares
    ]


def report_csv(report: Report) -> bytes:
    """The desks as CSV."""
    return as_csv(HEADER, as_cells(report))


def report_workbook(report: Report) -> bytes:
    """The desks as a workbook."""
    return as_workbook(HEADER, [("Số hóa", as_cells(report))])
