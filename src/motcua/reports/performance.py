"""What may everybody know of each agency's work in a month? Figures only, never of a person. (R-296)

Received, settled, in time, same-day, mean wait, what people say, as of a moment that stands on the page.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache

from motcua.core.moments import local_day, printed_minute
from motcua.documents.report_paper import Share, Value
from motcua.organisation.models import OneStopUnit, Unit
from motcua.queueing.report import Waits, total_of, waits_by_month
from motcua.reports.issue_rules import month_of
from motcua.reports.rollups import Asked, Sums, in_time, nothing, settled, sums_by
from motcua.reports.satisfaction import Answers, answers_by_unit
from motcua.reports.terms import Measure

KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class UnitPerformance:
    """One agency in the month: `settled` have a result; the shares say nothing where nothing is to be judged."""

    unit_id: str
    name: str
    level: str
    received: int
    settled: int
    in_time: Value
    same_day: Value
    wait_tenths: int | None
    answers: int
    satisfied: Value

    @property
    def empty(self) -> bool:
        """Nothing came in and nobody said anything."""
        return not (self.received or self.answers) and self.wait_tenths is None


@dataclass(frozen=True, slots=True)
class Performance:
    """The agencies of a month, from province to commune, as of `moment`."""

    first: date
    last: date
    moment: datetime
    rows: tuple[UnitPerformance, ...]

    @property
    def running(self) -> bool:
        """The month is not over: figures grow yet."""
        return local_day(self.moment) <= self.last


def performance(day: date, at: datetime) -> Performance:
    """Of the month in which the day lies; told again after five minutes at the earliest, as it is for everybody."""
    first, last = month_of(day)
    key = f"performance:{first.isoformat()}"
    found = cache.get(key)
    # A clock put back (demonstration) must not show figures of later.
    if isinstance(found, Performance) and 0 <= (at - found.moment).total_seconds() < KEPT_SECONDS:
        return found
    made = _made(first, last, printed_minute(at))
    cache.set(key, made, KEPT_SECONDS)
    return made


def _made(first: date, last: date, at: datetime) -> Performance:
    end = min(last, local_day(at))
    units = _there(first, end) if first <= end else []
    ids = [one.pk for one in units]
    sums = {unit: found for (unit,), found in sums_by(Asked(first, end, at, ids), "unit_id").items()}
    waits, answers = _waits(ids, first, end, local_day(at)), answers_by_unit(ids, first, last)
    rows = tuple(
        _row(one, sums.get(one.pk, nothing()), waits.get(one.pk, Waits()), answers.get(one.pk, Answers()))
        for one in units
    )
    return Performance(first, last, at, tuple(row for row in rows if not row.empty))


def _there(first: date, end: date) -> list[Unit]:
    """The agencies that were there on any of the days, from province to commune, by name."""
    begun = Unit.objects.filter(valid_from__lte=end).exclude(valid_to__lte=first)
    return list(begun.select_related("level").order_by("level__position", "name_fold"))


def _waits(ids: list[str], first: date, end: date, today: date) -> dict[str, Waits]:
    """Of all desks of each agency together: exact sums, never a mean of means."""
    of_desk = dict(OneStopUnit.objects.filter(unit_id__in=ids).values_list("pk", "unit_id"))
    by_unit: dict[str, list[Waits]] = {}
    for (desk, _month), one in waits_by_month(ids, first, end, today).items():
        by_unit.setdefault(of_desk[desk], []).append(one)
    return {unit: total_of(some) for unit, some in by_unit.items()}


def _row(unit: Unit, sums: Sums, waits: Waits, answers: Answers) -> UnitPerformance:
    return UnitPerformance(
        unit_id=unit.pk,
        name=unit.name,
        level=unit.level.name,
        received=sums[Measure.RECEIVED],
        settled=settled(sums),
        in_time=Share(in_time(sums), settled(sums)),
        same_day=Share(sums[Measure.SAME_DAY], sums[Measure.RECEIVED]),
        wait_tenths=waits.mean_tenths,
        answers=answers.count,
        satisfied=answers.share,
    )
