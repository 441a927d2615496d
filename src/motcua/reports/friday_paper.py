"""Which tables has the evaluation of a model day? By desk, satisfaction and online share, by month, other days."""

from datetime import date, datetime

from motcua.documents.report_paper import ReportColumn, ReportPaper, ReportRow, ReportTable, Share, Value
from motcua.documents.wording import day_text
from motcua.organisation.models import Unit
from motcua.reports.friday import DeskFigures, FridayFigures, friday_figures
from motcua.reports.friday_list import EVERY_DESK, Days, FigureKey
from motcua.reports.issue_rules import is_over
from motcua.reports.issue_terms import ReportKind
from motcua.reports.rollups import Sums, added, settled
from motcua.reports.satisfaction import together
from motcua.reports.terms import OPEN_OVERDUE, Measure

_FIGURES = (
    ReportColumn("received", "Hồ sơ"),
    ReportColumn("same_day", "Trả trong ngày"),
    ReportColumn("same_day_share", "Tỷ lệ trong ngày"),
    ReportColumn("after_cut_off", "Nhận sau mốc giờ"),
    ReportColumn("after_cut_off_share", "Tỷ lệ sau mốc giờ"),
    ReportColumn("late", "Trễ hạn"),
    ReportColumn("open_overdue", "Đang quá hạn"),
    ReportColumn("late_share", "Tỷ lệ trễ"),
)
_DESK = ReportColumn("desk", "Bộ phận", wide=True)
_LISTED = (Measure.RECEIVED, Measure.SAME_DAY, Measure.AFTER_CUT_OFF, Measure.LATE, OPEN_OVERDUE)


def friday_paper(unit: Unit, programme: str, first: date, last: date, at: datetime) -> ReportPaper:
    """The evaluation of a month, a quarter or any days. Raises Refused: programme_unknown."""
    made = friday_figures(unit, programme, first, last, at)
    return ReportPaper(
        kind=ReportKind.FRIDAY.value,
        title=f"Đánh giá kết quả thực hiện: {made.rule.name}",
        unit_id=unit.pk,
        unit_name=unit.name,
        first=first,
        last=last,
        moment=at,
        tables=(_by_desk(made), _said(made), *_by_month(made), _against(made)),
        notes=_notes(made),
        provisional=not is_over(last, at),
        demonstration=unit.demo,
    )


def _by_desk(made: FridayFigures) -> ReportTable:
    columns = (_DESK, ReportColumn("days", "Số ngày của mô hình"), *_FIGURES)
    rows = [
        ReportRow((row.name, len(row.days), *_cells(row.model)), _lists(str(row.desk.pk)))
        for row in made.desks
    ]
    sums = added(row.model for row in made.desks)
    total = ReportRow(("Tổng", len(made.days), *_cells(sums)), _lists(EVERY_DESK), total=True)
    return ReportTable("desks", "Kết quả theo bộ phận", columns, (*rows, total), chart="same_day_share")


def _lists(place: str) -> dict[str, str]:
    """What the columns of `_FIGURES` open; a share stands beside the figures it is made of."""
    return {str(one): str(FigureKey(place, str(one))) for one in _LISTED}


def _cells(sums: Sums) -> tuple[Value, ...]:
    """As the columns of `_FIGURES`; late ones are shares of what was judged or is overdue by now."""
    received, late, overdue = sums[Measure.RECEIVED], sums[Measure.LATE], sums[OPEN_OVERDUE]
    return (
        received,
        sums[Measure.SAME_DAY],
        Share(sums[Measure.SAME_DAY], received),
        sums[Measure.AFTER_CUT_OFF],
        Share(sums[Measure.AFTER_CUT_OFF], received),
        late,
        overdue,
        Share(late + overdue, settled(sums) + overdue),
    )


def _said(made: FridayFigures) -> ReportTable:
    """Satisfaction with the number of answers, early and in time, online before the programme and now."""
    columns = (
        _DESK,
        ReportColumn("answers", "Số phiếu đánh giá"),
        ReportColumn("satisfied", "Hài lòng"),
        ReportColumn("early", "Trước hạn"),
        ReportColumn("on_time", "Đúng hạn"),
        ReportColumn("online_before", "Trực tuyến trước mô hình"),
        ReportColumn("online", "Trực tuyến trong kỳ"),
    )
    rows = [ReportRow((row.name, *_said_cells((row,))), _said_lists(str(row.desk.pk))) for row in made.desks]
    total = ReportRow(("Tổng", *_said_cells(made.desks)), _said_lists(EVERY_DESK), total=True)
    return ReportTable("service", "Hài lòng, đúng hạn và trực tuyến theo bộ phận", columns, (*rows, total))


def _said_lists(place: str) -> dict[str, str]:
    """The dossiers that are the part of each share. Answers open nothing: nobody lays one beside a dossier."""
    return {
        "early": str(FigureKey(place, Measure.EARLY, Days.EVERY)),
        "on_time": str(FigureKey(place, Measure.ON_TIME, Days.EVERY)),
        "online_before": str(FigureKey(place, Measure.ONLINE, Days.BEFORE)),
        "online": str(FigureKey(place, Measure.ONLINE, Days.EVERY)),
    }


def _said_cells(rows: tuple[DeskFigures, ...]) -> tuple[Value, ...]:
    answers = together(row.answers for row in rows)
    now = added([*(row.on_days for row in rows), *(row.other for row in rows)])
    before = added(row.before for row in rows)
    return (
        answers.count,
        answers.share,
        Share(now[Measure.EARLY], settled(now)),
        Share(now[Measure.ON_TIME], settled(now)),
        Share(before[Measure.ONLINE], before[Measure.RECEIVED]),
        Share(now[Measure.ONLINE], now[Measure.RECEIVED]),
    )


def _by_month(made: FridayFigures) -> tuple[ReportTable, ...]:
    """Where the period has more than one month."""
    if len(made.months) < 2:
        return ()
    columns = (
        ReportColumn("month", "Tháng", wide=True),
        ReportColumn("days", "Số ngày của mô hình"),
        *_FIGURES,
    )
    rows = tuple(
        ReportRow((f"{month:%m/%Y}", days, *_cells(sums)), _lists(f"{month:%Y-%m}"))
        for month, days, sums in made.months
    )
    return (ReportTable("months", "Kết quả theo tháng", columns, rows, chart="received"),)


def _against(made: FridayFigures) -> ReportTable:
    """Everything the same desks received on the days of the model and on the others (R-112)."""
    columns = (
        ReportColumn("kind", "Ngày", wide=True),
        ReportColumn("days", "Số ngày"),
        ReportColumn("received", "Hồ sơ tiếp nhận"),
        ReportColumn("same_day_share", "Tỷ lệ trong ngày"),
        ReportColumn("early_share", "Trước hạn"),
        ReportColumn("on_time_share", "Đúng hạn"),
        ReportColumn("late", "Trễ hạn"),
    )
    rows = (
        _day_row("Ngày của mô hình", Days.ON, len(made.days), added(row.on_days for row in made.desks)),
        _day_row("Ngày khác", Days.OTHER, made.other_days, added(row.other for row in made.desks)),
    )
    return ReportTable("against", "So với ngày khác", columns, rows, chart="same_day_share")


_OF_DAYS = {
    "received": Measure.RECEIVED,
    "same_day_share": Measure.SAME_DAY,
    "early_share": Measure.EARLY,
    "on_time_share": Measure.ON_TIME,
    "late": Measure.LATE,
}


def _day_row(name: str, which: Days, days: int, sums: Sums) -> ReportRow:
    """A share opens the dossiers that are its part."""
    return ReportRow(
        (
            name,
            days,
            sums[Measure.RECEIVED],
            Share(sums[Measure.SAME_DAY], sums[Measure.RECEIVED]),
            Share(sums[Measure.EARLY], settled(sums)),
            Share(sums[Measure.ON_TIME], settled(sums)),
            sums[Measure.LATE],
        ),
        {column: str(FigureKey(EVERY_DESK, one, which)) for column, one in _OF_DAYS.items()},
    )


def _notes(made: FridayFigures) -> tuple[str, ...]:
    days = ", ".join(day_text(day) for day in made.days) or "không có ngày nào"
    return (
        f"Các ngày của mô hình trong kỳ: {days}.",
        "Hồ sơ của mô hình là hồ sơ được hẹn theo chương trình, nhận vào các ngày đó. Ngày nghỉ không tính.",
        "Tỷ lệ trễ tính trên hồ sơ đã có kết quả và hồ sơ đang quá hạn. Tỷ lệ cắt ở một chữ số, không làm tròn lên.",
        "Phiếu đánh giá tính theo tháng, mọi ngày; ít phiếu thì chỉ ghi số phiếu, không tính tỷ lệ.",
        f"Trực tuyến trước mô hình: hồ sơ nhận từ {day_text(made.before_first)} đến hết {day_text(made.before_last)}.",
        "“Ngày khác” là các ngày còn lại trong kỳ có hồ sơ; gồm mọi hồ sơ các bộ phận này đã nhận.",
    )
