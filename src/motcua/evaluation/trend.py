"""Do ratings, late shares and findings of discipline rise or fall, agency by agency and month by month? (R-239)"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from motcua.core.moments import end_of_month
from motcua.evaluation.figures import findings_between, left_out_between, marked_lines
from motcua.evaluation.tally import Figure, Window, by_unit, leave_out, tally_of
from motcua.feedback.models import Rating
from motcua.feedback.rules import rating_rule
from motcua.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """One agency in one month: answers and satisfied ones, results judged and late ones, findings."""

    month: date
    answers: int
    satisfied: int
    judged: int
    late: int
    findings: int

    @property
    def few_answers(self) -> bool:
        """Whether the share of satisfied ones rests on too few answers to be shown."""
        return rating_rule().is_small(self.answers)

    @property
    def satisfied_tenths(self) -> int | None:
        """In tenths of a percent, cut; None where few answered."""
        return None if self.few_answers or not self.answers else self.satisfied * 1000 // self.answers

    @property
    def late_tenths(self) -> int | None:
        """In tenths of a percent, rounded up: a late dossier is never cut away; None where nothing was due."""
        return -(-self.late * 1000 // self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class UnitTrend:
    """One agency through the months, the first month first."""

    unit: Unit
    months: tuple[TrendMonth, ...]


def trends(units: Collection[Unit], first: date, last: date, now: datetime) -> list[UnitTrend]:
    """Of the whole months of the days; an agency without any figure has its months all the same."""
    first, last = first.replace(day=1), end_of_month(last)
    ids = [unit.pk for unit in units]
    said, due, found = _said(ids, first, last), _due(ids, first, last, now), _findings(ids, first, last)
    return [
        UnitTrend(
            unit,
            tuple(
                TrendMonth(
                    month, *said.get((unit.pk, month), (0, 0)), *due.get((unit.pk, month), (0, 0)),
                    found[unit.pk, month],
                )
                for month in months_between(first, last)
            ),
        )
        for unit in units
    ]  # fmt: skip


def months_between(first: date, last: date) -> list[date]:
    """First days of the months from one day to the other, both in it."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def change_words(now: int | None, before: int | None) -> str:
    """`+1,5 điểm` against the month before; a dash where one of them has nothing."""
    if now is None or before is None:
        return "–"
    points = now - before
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{abs(points) // 10},{abs(points) % 10} điểm"


_Pair = dict[tuple[str, date], tuple[int, int]]


def _said(ids: Collection[str], first: date, last: date) -> _Pair:
    satisfied = Count("pk", filter=Q(satisfaction__gte=rating_rule().satisfied))
    found = Rating.objects.filter(unit_id__in=ids, month__gte=first, month__lte=last).order_by()
    rows = found.values_list("unit_id", "month").annotate(answers=Count("pk"), satisfied=satisfied)
    return {(unit, month): (answers, good) for unit, month, answers, good in rows}


def _due(ids: Collection[str], first: date, last: date, now: datetime) -> _Pair:
    """Month by month as the list behind it: what an answer left out of the month's rating does not count."""
    found: _Pair = {}
    for month in months_between(first, last):
        window = Window(month, end_of_month(month), now)
        out = left_out_between(ids, window.first, window.last)
        for unit, lines in by_unit(marked_lines(ids, window)).items():
            tally = tally_of(leave_out(lines, out.get((unit, None), frozenset())))
            found[unit, month] = (tally.of(Figure.JUDGED), tally.of(Figure.LATE))
    return found


def _findings(ids: Collection[str], first: date, last: date) -> Counter[tuple[str, date]]:
    return Counter((one.unit_id, one.day.replace(day=1)) for one in findings_between(ids, first, last))
