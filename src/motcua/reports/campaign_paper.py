"""Which tables has the result report of a campaign? By block, days compared, share of what was declared (R-273)."""

from datetime import date, datetime

from motcua.documents.report_paper import (
    Bounded,
    ReportColumn,
    ReportPaper,
    ReportRow,
    ReportTable,
    Share,
    Value,
)
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.reports.campaign import campaign_report
from motcua.reports.figures import BlockRow, CampaignReport, Cell, Rate
from motcua.reports.issue_terms import ReportKind
from motcua.reports.recorded import recorded_table
from motcua.reports.terms import (
    BOUND_WORDS,
    DOSSIERS,
    MEASURE_LABELS,
    OPEN_OVERDUE,
    SOURCE_LABELS,
    Bound,
    Measure,
)

SHOWN = (
    Measure.RECEIVED, Measure.SAME_DAY, Measure.AFTER_CUT_OFF, Measure.NEXT_DAY, Measure.EARLY, Measure.ON_TIME,
    Measure.LATE, Measure.PROLONGED, Measure.NO_DUE, OPEN_OVERDUE,
)  # fmt: skip


def campaign_paper(unit: Unit, programme: str, first: date, last: date, at: datetime) -> ReportPaper:
    """The report of a unit and all below it. Raises Refused: programme_unknown, period_wrong."""
    units = units_under([unit.pk])
    made = campaign_report(programme, first, last, at=at, unit_ids=units)
    tables = (_blocks(made), _days(made), _coverage(made), recorded_table(first, last, units))
    return ReportPaper(
        kind=ReportKind.CAMPAIGN.value,
        title=f"Kết quả thực hiện: {made.name}",
        unit_id=unit.pk,
        unit_name=unit.name,
        first=first,
        last=last,
        moment=at,
        tables=tuple(table for table in tables if table.rows),
        notes=made.notes,
        provisional=made.provisional,
        demonstration=unit.demo,
    )


def _blocks(made: CampaignReport) -> ReportTable:
    columns = (
        ReportColumn("block", "Khối", wide=True),
        ReportColumn("source", "Nguồn", wide=True),
        *(ReportColumn(str(one), MEASURE_LABELS[one]) for one in SHOWN),
        ReportColumn("same_day_rate", "Tỷ lệ trong ngày, của hồ sơ thuộc diện"),
        ReportColumn("official_rate", "Tỷ lệ đúng hạn"),
        ReportColumn("honest_rate", "Tỷ lệ tính cả hồ sơ đang quá hạn"),
    )
    notes = tuple(dict.fromkeys(note for row in made.every_row for note in (*row.notes, *_cell_notes(row))))
    return ReportTable(
        "blocks", "Kết quả theo khối", columns, tuple(map(_row, made.every_row)), notes, "same_day"
    )


def _row(row: BlockRow) -> ReportRow:
    cells = [row.cells.get(str(one)) for one in SHOWN]
    return ReportRow(
        (
            row.name,
            SOURCE_LABELS[row.source],
            *map(_value, cells),
            *map(_rate, (row.same_day_rate, row.official_rate, row.honest_rate)),
        ),
        {str(one): cell.key for one, cell in zip(SHOWN, cells, strict=True) if cell and cell.key},
        total=not row.block,
    )


def _value(cell: Cell | None) -> Value:
    if cell is None:
        return None
    return cell.count if cell.bound == Bound.EXACT else Bounded(cell.count, BOUND_WORDS[cell.bound])


def _rate(rate: Rate | None) -> Value:
    return None if rate is None else Share(rate.part, rate.whole)


def _cell_notes(row: BlockRow) -> list[str]:
    return [cell.note for cell in row.cells.values() if cell.note]


def _days(made: CampaignReport) -> ReportTable:
    """Programme days beside other days (R-112)."""
    columns = (
        ReportColumn("kind", "Ngày", wide=True),
        ReportColumn("days", "Số ngày"),
        ReportColumn("received", "Tiếp nhận"),
        ReportColumn("early", "Trước hạn"),
        ReportColumn("on_time", "Đúng hạn"),
        ReportColumn("late", "Trễ hạn"),
    )
    rows = tuple(
        ReportRow(
            (one.name, one.days, one.received, _rate(one.early), _rate(one.on_time), one.late), one.keys
        )
        for one in made.days
    )
    return ReportTable("days", "Ngày của chương trình và ngày khác", columns, rows)


def _coverage(made: CampaignReport) -> ReportTable:
    """How many of the declared dossiers are in the system (R-022)."""
    columns = (
        ReportColumn("block", "Khối", wide=True),
        ReportColumn("in_system", "Có trong hệ thống"),
        ReportColumn("declared", "Số đã báo cáo"),
        ReportColumn("share", "Tỷ lệ"),
    )
    rows = tuple(
        ReportRow(
            (one.name, one.in_system.count, _value(one.declared), _rate(one.share)),
            {"in_system": one.in_system.key},
        )
        for one in made.coverage
    )
    notes = tuple(
        f"{one.name}: số đã báo cáo là “{one.declared.words} {one.declared.measured_in}”, nên tỷ lệ chỉ để tham khảo."
        for one in made.coverage
        if one.declared.bound != Bound.EXACT or one.declared.measured_in != DOSSIERS
    )
    return ReportTable("coverage", "Hồ sơ có trong hệ thống so với số đã báo cáo", columns, rows, notes)
