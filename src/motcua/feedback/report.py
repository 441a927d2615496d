"""Which rows has the report of satisfaction? The same on the page, as a file and for programs (R-237, R-287)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.dossiers.in_time import InTime
from motcua.feedback.queries import DeskMonth, Said, by_desk_and_month, totals
from motcua.feedback.rules import rating_rule
from motcua.feedback.terms import ITEM_LABELS, Item
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under

SMALL = "ít phiếu"
HEADER = [
    "Cơ quan",
    "Bộ phận",
    "Tháng",
    "Số phiếu",
    "Hài lòng",
    "Điểm trung bình (1–5)",
    *(f"{label}: tốt" for label in ITEM_LABELS.values()),
    "Phiếu mức thấp",
    "Kết quả đến hạn",
    "Trước hạn",
    "Đúng hạn",
    "Trễ hạn",
]


@dataclass(frozen=True, slots=True)
class SatisfactionReport:
    """The figures of a unit and everything below it, for whole months."""

    unit: Unit
    unit_ids: Collection[str]
    first: date
    last: date
    rows: list[DeskMonth]
    said: Said
    in_time: InTime

    @property
    def notes(self) -> list[str]:
        """What the reader must know."""
        rule = rating_rule()
        return [
            f"Dưới {rule.small} phiếu thì ghi “{SMALL}” và không tính tỷ lệ.",
            f"Hài lòng: mức {rule.satisfied} và 5 trong 5 mức. Tháng là tháng người dân đánh giá; với hạn trả "
            "kết quả là tháng đến hạn. Tỷ lệ cắt ở một chữ số, không làm tròn lên.",
        ]


def satisfaction_report(unit: Unit, first: date, last: date, now: datetime) -> SatisfactionReport:
    """Of the whole months of those days."""
    ids = units_under([unit.pk])
    rows = by_desk_and_month(ids, first, last, now)
    return SatisfactionReport(unit, ids, first, last, rows, *totals(rows))


def share(part: int, whole: int) -> str:
    """Cut to a tenth, never rounded up; a dash where there is nothing to divide by."""
    if not whole:
        return "–"
    tenths = part * 1000 // whole
    return f"{tenths // 10},{tenths % 10}%"


def said_cells(said: Said) -> list[str]:
    """Answers, satisfied, mean, each item, low; the figures of few answers stay closed."""
    if said.small:
        closed = SMALL if said.answers else "–"
        return [str(said.answers), *[closed] * (len(Item) + 3)]
    tenths = said.points * 10 // said.answers
    items = [_item(said, item) for item in Item]
    satisfied = share(said.satisfied, said.answers)
    return [str(said.answers), satisfied, f"{tenths // 10},{tenths % 10}", *items, str(said.low)]


def _item(said: Said, item: Item) -> str:
    asked = said.asked[item]
    if asked and rating_rule().is_small(asked):
        return SMALL
    return share(said.good[item], asked)


def in_time_cells(in_time: InTime) -> list[str]:
    """How many are known, early, in time, late."""
    known = in_time.judged
    return [str(known), *(share(part, known) for part in (in_time.early, in_time.on_time, in_time.late))]


def row_cells(row: DeskMonth) -> list[str]:
    """A row of HEADER."""
    where = [row.desk.unit.name, row.name, f"{row.month:%m/%Y}"]
    return [*where, *said_cells(row.said), *in_time_cells(row.in_time)]


def as_cells(report: SatisfactionReport) -> list[list[str]]:
    """Every desk and month, then the sums."""
    sums = ["Tổng", "", "", *said_cells(report.said), *in_time_cells(report.in_time)]
    return [*(row_cells(row) for row in report.rows), sums]


def as_rows(report: SatisfactionReport) -> list[dict[str, Any]]:
    """The same by the words of the interface; figures of few answers are null, `small` says why."""
    return [
        {
            "unit": row.desk.unit_id,
            "desk": row.desk.pk,
            "name": row.name,
            "month": f"{row.month:%Y-%m}",
            **said_figures(row.said),
            **in_time_figures(row.in_time),
        }
        for row in report.rows
    ]


def said_figures(said: Said) -> dict[str, Any]:
    """Answers and, where they are enough, how many were satisfied, points, good marks by item, low ones."""
    items = {
        item.value: None
        if said.small or rating_rule().is_small(said.asked[item])
        else {"good": said.good[item], "answers": said.asked[item]}
        for item in Item
    }
    shown = {"satisfied": said.satisfied, "points": said.points, "low": said.low}
    return {
        "answers": said.answers,
        "small": said.small,
        **{name: None if said.small else figure for name, figure in shown.items()},
        "items": items,
    }


def in_time_figures(in_time: InTime) -> dict[str, int]:
    """Results that fell due."""
    return {
        "due": in_time.judged,
        "early": in_time.early,
        "on_time": in_time.on_time,
        "late": in_time.late,
    }


def report_file(report: SatisfactionReport, kind: str) -> bytes:
    """As `csv` or `xlsx`; no name of anybody, no dossier."""
    cells = [*as_cells(report), *([note] for note in report.notes)]
    return as_csv(HEADER, cells) if kind == "csv" else as_xlsx("Hài lòng", HEADER, cells)
