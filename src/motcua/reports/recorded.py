"""What did the agencies do before this system came? Recorded dossiers by block: beside, never added."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from motcua.documents.report_paper import ReportColumn, ReportRow, ReportTable, Share, Value
from motcua.dossiers.recorded.rows import sums_now
from motcua.dossiers.recorded.terms import RecordedFact
from motcua.reports.keys import RECORDED_ELSEWHERE, CellKey
from motcua.reports.terms import BLOCK_LABELS, MEASURE_LABELS, Measure

RECORDED = "Số liệu chuyển từ hệ thống cũ"
FACTS = {
    Measure.SAME_DAY: RecordedFact.SAME_DAY,
    Measure.EARLY: RecordedFact.EARLY,
    Measure.ON_TIME: RecordedFact.ON_TIME,
    Measure.LATE: RecordedFact.LATE,
    Measure.NO_DUE: RecordedFact.NO_DUE,
    Measure.WITHOUT_RESULT: RecordedFact.WITHOUT_RESULT,
    Measure.ONLINE: RecordedFact.ONLINE,
}
_NOTES = (
    "Hồ sơ đã kết thúc ở hệ thống cũ, của mọi thủ tục và mọi chương trình, theo ngày tiếp nhận ghi ở đó; đặt cạnh, "
    "không cộng vào số tính từ hồ sơ. Hệ thống này không có bước, số và giấy tờ của các hồ sơ ấy.",
    "Đúng hạn xét theo lúc có kết quả; nơi hệ thống cũ không ghi thì theo lúc trả. Không ghi hạn thì để riêng.",
)  # fmt: skip
# The order in which a report tells the blocks.
_ORDER = tuple(BLOCK_LABELS)

Counts = dict[str, int]


def recorded_by_block(first: date, last: date, unit_ids: Collection[str]) -> dict[str, Counts]:
    """By block: received and what else is told of them, received on the days `first` to `last`, both in it."""
    summed = ", ".join(
        f"coalesce(sum(s.count) FILTER (WHERE s.facts & {fact.value} <> 0), 0)::bigint"
        for fact in FACTS.values()
    )
    sql = f"""
        SELECT u.block, sum(s.count)::bigint, {summed} FROM ({sums_now()}) s
        JOIN organisation_unit u ON u.id = s.unit_id
        WHERE s.day BETWEEN %(first)s AND %(last)s AND s.unit_id = ANY(%(units)s) GROUP BY 1
    """
    names = (Measure.RECEIVED.value, *(one.value for one in FACTS))
    with connection.cursor() as cursor:
        cursor.execute(sql, {"first": first, "last": last, "units": sorted(unit_ids)})
        return {block: dict(zip(names, counts, strict=True)) for block, *counts in cursor.fetchall()}


def recorded_table(first: date, last: date, unit_ids: Collection[str]) -> ReportTable:
    """Those figures as a table of a report; without rows where nothing was recorded."""
    found = recorded_by_block(first, last, unit_ids)
    blocks = sorted(found, key=lambda block: _ORDER.index(block) if block in _ORDER else len(_ORDER))
    rows = [
        ReportRow(_cells(BLOCK_LABELS.get(block, block), found[block]), _lists(first, last, f"block={block}"))
        for block in blocks
    ]
    if rows:
        whole = {name: sum(one[name] for one in found.values()) for name in found[blocks[0]]}
        rows.append(ReportRow(_cells("Tổng cộng", whole), _lists(first, last, "all"), total=True))
    columns = (
        ReportColumn("block", "Khối", wide=True),
        *(ReportColumn(one.value, MEASURE_LABELS[one]) for one in (Measure.RECEIVED, *FACTS)),
        ReportColumn("official_rate", "Tỷ lệ đúng hạn"),
    )
    return ReportTable("recorded", RECORDED, columns, tuple(rows), _NOTES)


def _lists(first: date, last: date, place: str) -> dict[str, str]:
    """What each count opens: the recorded dossiers themselves (R-271)."""
    return {
        one.value: str(CellKey(RECORDED_ELSEWHERE, first, last, place, one))
        for one in (Measure.RECEIVED, *FACTS)
    }


def _cells(name: str, counts: Counts) -> tuple[Value, ...]:
    in_time = counts[Measure.EARLY] + counts[Measure.ON_TIME]
    return (name, *counts.values(), Share(in_time, in_time + counts[Measure.LATE]))
