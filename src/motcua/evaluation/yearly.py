"""Which figures of the year has each agency and each official, for the rating of quality and the rewards? (R-284)

As rows for a page, CSV and XLSX. What people said stands beside an official as that of the desk, never as their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.core.moments import end_of
from motcua.documents.spreadsheets import as_csv, as_workbook
from motcua.evaluation.criteria import criteria_by_unit, criteria_for
from motcua.evaluation.queries import rewards_of, units_rated, window_of
from motcua.evaluation.rating import UNANSWERED, Judgement, rate_officials, rate_units
from motcua.evaluation.rules import period_of, points_text, share_text
from motcua.evaluation.tally import Figure
from motcua.evaluation.terms import CRITERION_LABELS, STANDING_LABELS, Rated, Standing
from motcua.feedback.rules import rating_rule
from motcua.organisation.models import Unit

HEADER = [
    "Năm",
    "Cơ quan",
    "Cán bộ",
    "Tên đăng nhập",
    "Hồ sơ đã giải quyết",
    "Hồ sơ đến hạn",
    "Trước hạn và đúng hạn",
    "Trễ hạn",
    "Tỷ lệ đúng hạn",
    "Không tính: kết thúc không có kết quả",
    "Không tính: chưa trễ",
    "Phiếu đánh giá của Bộ phận Một cửa",
    "Hài lòng (của Bộ phận Một cửa)",
    "Kết luận về kỷ luật",
    "Khen thưởng",
    *(CRITERION_LABELS[one] for one in UNANSWERED),
    "Điểm",
    "Trọng số tính được",
    "Xếp thứ",
]
# The columns that count dossiers, each with the figure that opens them.
FIGURES = {
    "Hồ sơ đã giải quyết": Figure.SETTLED,
    "Hồ sơ đến hạn": Figure.JUDGED,
    "Trước hạn và đúng hạn": Figure.KEPT,
    "Trễ hạn": Figure.LATE,
    "Không tính: kết thúc không có kết quả": Figure.NO_RESULT,
    "Không tính: chưa trễ": Figure.NOT_DUE,
}
SMALL = "chưa đủ số liệu"


@dataclass(frozen=True, slots=True)
class YearRow:
    """The cells of one rated in the order of `HEADER`, and who that is; `username` empty for an agency."""

    unit_id: str
    username: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Yearly:
    """The rows of the year: agencies, then officials of each."""

    year: int
    units: tuple[YearRow, ...]
    persons: tuple[YearRow, ...]
    provisional: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader must know."""
        told = (
            "Số liệu do hệ thống tính từ hồ sơ. Trễ hạn gồm cả hồ sơ còn nợ đã quá hạn. Tỷ lệ và điểm cắt, không làm "
            "tròn lên.",
            "Một hồ sơ tính cho mỗi cán bộ đã làm một bước của hồ sơ đó; vì vậy tổng của các cán bộ có thể lớn hơn số "
            "của cơ quan.",
            "Phiếu đánh giá của người dân không ghi tên cán bộ: số ghi cạnh cán bộ là số của cả Bộ phận Một cửa.",
        )
        return (*told, "Năm chưa kết thúc, số liệu tạm tính.") if self.provisional else told


def yearly(unit: Unit, year: int, now: datetime) -> Yearly:
    """Of the agency and all below it."""
    period = period_of(str(year))
    if period is None:
        raise ValueError(f"no year of the office: {year}")
    window, units = window_of(period, now), units_rated(unit, period.last)
    rewarded = rewards_of([one.pk for one in units], period.first, period.last)
    rewards = [(one.unit_id, one.person_id) for one in rewarded]
    criteria = criteria_for(unit, Rated.UNITS, period.first)
    below = [one for one in units if one.pk != unit.pk]
    # As on the page: those below are ranked among each other, the agency above them stands apart.
    apart = [replace(row, rank=None) for row in rate_units([unit], window, criteria).rows] if below else []
    judged = [*apart, *rate_units(below or units, window, criteria).rows]
    own = criteria_by_unit([one.pk for one in units], Rated.PERSONS, period.first)
    officials = [row for ranking in rate_officials(units, window, own) for row in ranking.rows]
    persons = tuple(_row(year, row, rewards) for row in officials)
    rows = tuple(_row(year, row, rewards) for row in judged)
    return Yearly(year, rows, persons, now < end_of(period.last))


def _row(year: int, judged: Judgement, rewards: Sequence[tuple[str, int | None]]) -> YearRow:
    one = judged.subject
    return YearRow(one.unit_id, one.username, _cells(year, judged, rewards))


def _cells(year: int, judged: Judgement, rewards: Sequence[tuple[str, int | None]]) -> tuple[str, ...]:
    subject, tally, said = judged.subject, judged.tally, judged.said
    due, kept = tally.of(Figure.JUDGED), tally.of(Figure.KEPT)
    satisfied = SMALL if rating_rule().is_small(said.answers) else share_text(said.satisfied, said.answers)
    return (
        str(year),
        subject.unit_name,
        subject.person_name,
        subject.username,
        str(tally.of(Figure.SETTLED)),
        str(due),
        str(kept),
        str(tally.of(Figure.LATE)),
        share_text(kept, due),
        str(tally.of(Figure.NO_RESULT)),
        str(tally.of(Figure.NOT_DUE)),
        str(said.answers),
        satisfied,
        str(judged.findings),
        str(rewards.count((subject.unit_id, subject.person_id))),
        *(STANDING_LABELS[Standing.NOT_KEPT] for _one in UNANSWERED),
        points_text(judged.total.points) if judged.total.points is not None else SMALL,
        str(judged.total.judged_weight),
        str(judged.rank) if judged.rank else SMALL if judged.total.points is None else "–",
    )


def yearly_file(made: Yearly, kind: str) -> bytes:
    """`csv`: agencies, then officials; `xlsx`: a sheet for each; the notes under them."""
    notes = [(note,) for note in made.notes]
    units, persons = ([row.cells for row in rows] for rows in (made.units, made.persons))
    if kind == "csv":
        return as_csv(HEADER, [*units, *persons, *notes])
    return as_workbook(HEADER, [("Cơ quan", [*units, *notes]), ("Cán bộ", [*persons, *notes])])
