"""Which weights may stand, what is a figure worth, who is ranked, until when may one object? Pure.

144/KH-UBND II.9 (weight and score), 002/KH-UBND III.2 ("công bằng, chính xác"): points are cut, never rounded up; what
rests on few dossiers, or on figures that are not kept, is not judged, and the rest is counted out of what is judged.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from motcua.core.moments import end_of_month
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.evaluation.terms import WITH_TARGET, Criterion, Standing

WHOLE = 100
MOST_TARGET = 100_000
_PERIOD = re.compile(r"(20\d\d)(?:-(Q[1-4]|0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Weight:
    """What a criterion is worth; `target`: dossiers a month for all of it, findings for nothing of it, else 0."""

    criterion: Criterion
    weight: int
    target: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What the office's own figures say for a criterion: `part` of `whole`; `kept` false: nothing says it.

    `answers` is what the small-number guard counts, where it is not `whole`.
    """

    part: int = 0
    whole: int = 0
    kept: bool = True
    answers: int | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion judged: `points` of `weight` as an exact fraction, None where it is not judged."""

    weight: Weight
    measure: Measure
    standing: Standing
    points: Fraction | None

    @property
    def criterion(self) -> Criterion:
        """Which one."""
        return self.weight.criterion


@dataclass(frozen=True, slots=True)
class Total:
    """The points of all criteria out of 100 of what could be judged; None where too little could."""

    judged_weight: int
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class RatedPeriod:
    """A month, a quarter or a year; `last` is in it."""

    code: str
    first: date
    last: date
    label: str


def period_of(code: str) -> RatedPeriod | None:
    """`2022`, `2022-Q2`, `2022-05`; None for anything else."""
    found = _PERIOD.fullmatch(code)
    if found is None:
        return None
    year, part = int(found[1]), found[2] or ""
    if not part:
        return RatedPeriod(code, date(year, 1, 1), date(year, 12, 31), f"Năm {year}")
    if part.startswith("Q"):
        first = date(year, int(part[1]) * 3 - 2, 1)
        return RatedPeriod(
            code, first, end_of_month(first + timedelta(days=62)), f"Quý {int(part[1])} năm {year}"
        )
    first = date(year, int(part), 1)
    return RatedPeriod(code, first, end_of_month(first), f"Tháng {part}/{year}")


def month_code(day: date) -> str:
    """The month of a day as a period."""
    return f"{day:%Y-%m}"


# Weights ----------------------------------------------------------------------------------------------


def read_weights(said: Iterable[dict[str, Any]]) -> tuple[Weight, ...]:
    """Weights as a file, a form or a table states them.

    Refused: criterion_unknown, criterion_twice, weight_wrong, target_wrong, weights_not_100.
    """
    weights = tuple(_weight(one) for one in said)
    refuse_if(why_not_weights(weights))
    return weights


def as_stored(weights: Iterable[Weight]) -> list[dict[str, Any]]:
    """The same as a table keeps them."""
    return [{"criterion": one.criterion.value, "weight": one.weight, "target": one.target} for one in weights]


def _weight(said: dict[str, Any]) -> Weight:
    try:
        criterion = Criterion(said["criterion"])
    except ValueError:
        raise refuse(
            "criterion_unknown",
            f"Không có tiêu chí “{str(said['criterion'])[:40]}”. Hãy chọn trong danh sách.",
            field="weights",
        ) from None
    return Weight(criterion, int(said["weight"]), int(said.get("target") or 0))


def why_not_weights(weights: Sequence[Weight]) -> Refusal | None:
    """Each criterion once, whole weights, a target where one is needed, 100 together."""
    named = [one.criterion for one in weights]
    if len(set(named)) != len(named):
        return Refusal(
            "criterion_twice", "Một tiêu chí ghi hai lần. Hãy giữ một dòng cho mỗi tiêu chí.", "weights"
        )
    if any(not 1 <= one.weight <= WHOLE for one in weights):
        return Refusal("weight_wrong", "Trọng số là số nguyên từ 1 đến 100. Hãy sửa lại.", "weights")
    if any(not 1 <= one.target <= MOST_TARGET for one in weights if one.criterion in WITH_TARGET):
        return Refusal(
            "target_wrong",
            "Tiêu chí tính theo số lượng cần một mức từ 1 đến 100000. Hãy ghi mức cho tiêu chí đó.",
            "weights",
        )
    if (together := sum(one.weight for one in weights)) != WHOLE:
        return Refusal(
            "weights_not_100",
            f"Tổng trọng số là {together}, phải đúng 100. Hãy sửa lại các trọng số.",
            "weights",
        )
    return None


def for_days(weight: Weight, days: int) -> Weight:
    """The same with the dossiers of a month counted up to the days: a year asks for twelve months' worth."""
    if weight.criterion is not Criterion.SETTLED:
        return weight
    months = max(1, (days * 24 + 365) // 730)
    return replace(weight, target=weight.target * months)


# Points and ranks -------------------------------------------------------------------------------------


def score_of(weight: Weight, measure: Measure, *, small: int) -> Score:
    """What a measure is worth. Findings cost: none is worth everything, the target nothing."""
    if not measure.kept:
        return Score(weight, measure, Standing.NOT_KEPT, None)
    if weight.criterion is Criterion.FINDINGS:
        lost = Fraction(min(measure.part, weight.target), weight.target)
        return Score(weight, measure, Standing.JUDGED, weight.weight * (1 - lost))
    if weight.criterion is Criterion.SETTLED:
        if measure.part < small:
            return Score(weight, measure, Standing.SMALL, None)
        reached = Fraction(min(measure.part, weight.target), weight.target)
        return Score(weight, measure, Standing.JUDGED, weight.weight * reached)
    if counted(measure) < small or not measure.whole:
        return Score(weight, measure, Standing.SMALL, None)
    return Score(weight, measure, Standing.JUDGED, Fraction(weight.weight * measure.part, measure.whole))


def counted(measure: Measure) -> int:
    """What the small-number guard counts."""
    return measure.whole if measure.answers is None else measure.answers


def total_of(scores: Iterable[Score], *, least_weight: int) -> Total:
    """Out of 100 of the weight that could be judged."""
    judged = [one for one in scores if one.points is not None]
    weight = sum(one.weight.weight for one in judged)
    if weight < least_weight:
        return Total(weight, None)
    return Total(weight, sum((one.points or Fraction() for one in judged), Fraction()) * WHOLE / weight)


def ranks(points: Sequence[Fraction | None]) -> list[int | None]:
    """Places from 1; equal points share a place, the next ones lose it; None is not ranked."""
    known = [one for one in points if one is not None]
    return [None if one is None else 1 + sum(other > one for other in known) for one in points]


def points_text(points: Fraction | None) -> str:
    """`87,53`, cut after two digits; a dash for nothing."""
    if points is None:
        return "–"
    hundredths = points.numerator * 100 // points.denominator
    return f"{hundredths // 100},{hundredths % 100:02d}"


def share_text(part: int, whole: int) -> str:
    """`37,5%`, cut and never rounded up; a dash where there is nothing to divide by."""
    if not whole:
        return "–"
    tenths = part * 1000 // whole
    return f"{tenths // 10},{tenths % 10}%"


# Objections and drives --------------------------------------------------------------------------------


def why_not_object_now(period: RatedPeriod, today: date, *, days: int) -> Refusal | None:
    """After the period is over, and not later than so many days."""
    if today <= period.last:
        return Refusal(
            "period_not_over",
            f"{period.label} chưa kết thúc, số liệu còn tạm tính. Hãy gửi ý kiến từ ngày "
            f"{period.last + timedelta(days=1):%d/%m/%Y}.",
            "period",
        )
    last = period.last + timedelta(days=days)
    if today > last:
        return Refusal(
            "objection_too_late",
            f"Ý kiến về {period.label[:1].lower()}{period.label[1:]} nhận đến hết ngày {last:%d/%m/%Y}. "
            "Đề nghị gửi văn bản tới lãnh đạo cơ quan cấp trên.",
            "period",
        )
    return None


def why_not_drive(first: date, last: date, today: date) -> Refusal | None:
    """It ends after it starts and is not over already."""
    if last < first:
        return Refusal("drive_ends_before", "Ngày cuối của đợt trước ngày đầu. Hãy sửa lại ngày.", "last")
    if last < today:
        return Refusal("drive_over", "Đợt thi đua này đã qua. Hãy chọn ngày cuối từ hôm nay trở đi.", "last")
    if (last - first).days > 366:
        return Refusal("drive_too_long", "Một đợt dài nhất một năm. Hãy chia thành nhiều đợt.", "last")
    return None
