"""How does the waiting report leave? As cells of a page, CSV, XLSX, for programs; raw times of the visits."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from motcua.core.moments import local
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.queueing.report import WaitingReport, Waits
from motcua.queueing.terms import CHANNEL_LABELS, STATE_LABELS, TicketChannel, TicketState
from motcua.queueing.visit_times import VisitTimes
from motcua.queueing.wait_rules import tenths_words

HEADER = (
    "Cơ quan",
    "Bộ phận",
    "Tháng",
    "Lượt đến",
    "Đã gọi",
    "Chờ trung bình (phút)",
    "Chờ lâu nhất (phút)",
    "Chờ quá mức",
    "Tỷ lệ chờ quá mức",
    "Không được gọi",
    "Đang chờ",
    "Mức tối đa (phút)",
    "Đánh giá",
)
VISIT_HEADER = (
    "Ngày", "Số", "Nhóm việc", "Nơi lấy số", "Ưu tiên", "Giờ hẹn", "Lấy số lúc", "Gọi lần đầu lúc",
    "Bắt đầu phục vụ lúc", "Xong lúc", "Chờ (giây)", "Chờ (phút)", "Tại quầy (giây)", "Số lần gọi", "Trạng thái",
)  # fmt: skip
_JUDGED = {True: "Đạt", False: "Không đạt", None: "–"}


def share_words(tenths_of_percent: int | None) -> str:
    """`12,5%`, cut and never rounded up; a dash for nothing."""
    if tenths_of_percent is None:
        return "–"
    return f"{tenths_of_percent // 10},{tenths_of_percent % 10}%"


def judged_words(waits: Waits) -> str:
    """Whether the mean holds, in a word."""
    return _JUDGED[waits.holds]


def wait_cells(waits: Waits) -> tuple[str, ...]:
    """The columns of HEADER from "Lượt đến" on."""
    return (
        str(waits.visits),
        str(waits.called),
        tenths_words(waits.mean_tenths),
        tenths_words(waits.highest_tenths),
        str(waits.above),
        share_words(waits.above_share),
        str(waits.never_called),
        str(waits.still_waiting),
        str(waits.limit_minutes),
        judged_words(waits),
    )


def as_cells(report: WaitingReport) -> Iterator[tuple[str, ...]]:
    """Every desk and month, then all desks by month, then everything."""
    for row in report.rows:
        yield (row.desk.unit.name, row.name, f"{row.month:%m/%Y}", *wait_cells(row.waits))
    for month, waits in report.months:
        yield (report.unit.name, "Mọi bộ phận", f"{month:%m/%Y}", *wait_cells(waits))
    yield (report.unit.name, "Tổng", "", *wait_cells(report.total))


def report_file(report: WaitingReport, kind: str) -> bytes:
    """As `csv` or `xlsx`; the notes stand below."""
    cells = [*as_cells(report), *((note,) for note in report.notes)]
    return as_csv(HEADER, cells) if kind == "csv" else as_xlsx("Thời gian chờ", HEADER, cells)


def visits_file(found: Iterable[VisitTimes], kind: str) -> bytes:
    """The raw times, one visit a line; no name, no phone number, and not why somebody has priority."""
    cells = map(visit_cells, found)
    return as_csv(VISIT_HEADER, cells) if kind == "csv" else as_xlsx("Lượt đến", VISIT_HEADER, cells)


def visit_cells(one: VisitTimes) -> tuple[str, ...]:
    """A line of VISIT_HEADER; a moment that was not is an empty cell, a wait that was not too."""
    return (
        f"{one.day:%d/%m/%Y}",
        one.code,
        f"{one.letter}: {one.group}",
        CHANNEL_LABELS[TicketChannel(one.channel)],
        "Có" if one.priority else "",
        *map(_moment, (one.slot_from, one.issued_at, one.called_at, one.started_at, one.ended_at)),
        f"{one.wait_us / 1_000_000:.3f}".replace(".", ",") if one.called else "",
        tenths_words(one.wait_tenths) if one.called else "",
        f"{one.handling_us / 1_000_000:.3f}".replace(".", ",") if one.called else "",
        str(one.calls),
        STATE_LABELS[TicketState(one.state)],
    )


def as_rows(report: WaitingReport) -> list[dict[str, Any]]:
    """Desks and months by the words of the interface; waits in seconds, null where nobody was called."""
    return [
        {
            "unit": row.desk.unit_id,
            "desk": row.desk.pk,
            "name": row.name,
            "month": f"{row.month:%Y-%m}",
            **figures(row.waits),
        }
        for row in report.rows
    ]


def month_rows(report: WaitingReport) -> list[dict[str, Any]]:
    """All desks together, by month."""
    return [{"month": f"{month:%Y-%m}", **figures(waits)} for month, waits in report.months]


def figures(waits: Waits) -> dict[str, Any]:
    """`mean_minutes` and `highest_minutes` as shown and judged, `wait_seconds` the exact sum."""
    mean, highest = waits.mean_tenths, waits.highest_tenths
    return {
        "visits": waits.visits,
        "called": waits.called,
        "wait_seconds": waits.wait_us / 1_000_000,
        "mean_minutes": None if mean is None else mean / 10,
        "highest_minutes": None if highest is None else highest / 10,
        "above": waits.above,
        "above_share": None if waits.above_share is None else waits.above_share / 1000,
        "never_called": waits.never_called,
        "still_waiting": waits.still_waiting,
        "limit_minutes": waits.limit_minutes,
        "holds": waits.holds,
    }


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{local(moment):%H:%M:%S %d/%m/%Y}"
