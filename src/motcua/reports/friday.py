"""What came of a model day ("Ngày Thứ sáu không chờ") by desk, against other days, month and quarter? (R-275, R-287)

Counted are the dossiers that the programme promised on its own days, received up to the moment asked; beside them
every dossier that the same desks received on the other days.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from motcua.core.moments import local_day
from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.queries import ancestors_of, desk_name, units_under
from motcua.programmes.reading import read_programme
from motcua.programmes.rules import ProgrammeRule, reaches
from motcua.reports.choosing import programme_named
from motcua.reports.issue_rules import month_of
from motcua.reports.rollups import Asked, Sums, added, nothing, sums_by
from motcua.reports.satisfaction import Answers, answers_by_desk
from motcua.workcalendar.queries import calendar_of

BEFORE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """One desk: its model days so far, their dossiers (`model`), all dossiers of model days and of other days."""

    desk: OneStopUnit
    name: str
    days: tuple[date, ...]
    model: Sums
    on_days: Sums
    other: Sums
    before: Sums
    answers: Answers


@dataclass(frozen=True, slots=True)
class FridayFigures:
    """The figures of a unit and all below it for a programme and the days `first` to `last`, both in it.

    `months`: the first days of the months, each with its model days and their dossiers.
    `before_first` to `before_last`: the days before the programme with which the online share is compared.
    """

    rule: ProgrammeRule
    first: date
    last: date
    before_first: date
    before_last: date
    desks: tuple[DeskFigures, ...]
    months: tuple[tuple[date, int, Sums], ...]
    other_days: int
    days: tuple[date, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Counts:
    """Sums by desk, programme and day."""

    rows: Mapping[tuple[int, str, date], Sums]

    def of(
        self, desk: int, days: Collection[date], *, programme: str | None = None, without: bool = False
    ) -> Sums:
        """Of a desk on those days, or on all others; of one programme, or of everything received."""
        return added(
            sums
            for (of_desk, of_programme, day), sums in self.rows.items()
            if of_desk == desk
            and (day in days) is not without
            and (programme is None or of_programme == programme)
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """Where and when such figures are counted: agencies, their desks, and the model days of each, up to `end`."""

    rule: ProgrammeRule
    first: date
    end: date
    unit_ids: frozenset[str]
    desks: tuple[OneStopUnit, ...]
    days: Mapping[str, tuple[date, ...]]

    def days_of(self, desk: OneStopUnit) -> tuple[date, ...]:
        """The model days of a desk: those on which its agency works."""
        return self.days[desk.unit.pk]

    @property
    def before(self) -> tuple[date, date]:
        """First and last of the days before the programme, with which the online share is compared."""
        return self.rule.period_from - BEFORE, self.rule.period_from - timedelta(days=1)


def ground_of(
    unit: Unit, programme: str, first: date, last: date, at: datetime, *, desk_id: int | None = None
) -> Ground:
    """The ground of the figures of a unit and all below it, or of one desk of it. Refused: programme_unknown."""
    rule = read_programme(programme_named(programme).definition)
    end = min(last, local_day(at))
    units = {one.pk: one for one in _units(rule, unit)}
    every = _desks(units, first, last)
    desks = tuple(every if desk_id is None else every.filter(pk=desk_id))
    wanted = {desk.unit.pk for desk in desks}
    days = {key: _days(rule, one, first, end) for key, one in units.items() if key in wanted}
    return Ground(rule, first, end, frozenset(units), desks, days)


def friday_figures(unit: Unit, programme: str, first: date, last: date, at: datetime) -> FridayFigures:
    """As of `at`. Raises Refused: programme_unknown."""
    ground = ground_of(unit, programme, first, last, at)
    before_first, before_last = ground.before
    ids, end = ground.unit_ids, ground.end
    now = _Counts(sums_by(Asked(first, end, at, ids), "desk_id", "programme", "day") if first <= end else {})
    before = sums_by(Asked(before_first, before_last, at, ids), "desk_id")
    answers = answers_by_desk(ids, first, last)
    rows = [
        _desk(one, programme, ground.days_of(one), now, before.get((one.pk,), nothing()), answers, end)
        for one in ground.desks
    ]
    model_days = tuple(sorted({day for row in rows for day in row.days}))
    return FridayFigures(
        rule=ground.rule,
        first=first,
        last=last,
        before_first=before_first,
        before_last=before_last,
        desks=tuple(rows),
        months=tuple(_months(first, end, programme, rows, now)),
        other_days=len({day for _desk, _programme, day in now.rows} - set(model_days)),
        days=model_days,
    )


def _desks(unit_ids: Collection[str], first: date, last: date) -> QuerySet[OneStopUnit]:
    """The desks that were there on any of the days, from province to commune."""
    found = OneStopUnit.objects.filter(unit_id__in=unit_ids, valid_from__lte=last)
    there = found.exclude(valid_to__lte=first).select_related("unit")
    return there.order_by("unit__level__position", "unit__name_fold", "id")


def _desk(
    desk: OneStopUnit,
    programme: str,
    days: tuple[date, ...],
    now: _Counts,
    before: Sums,
    answers: Mapping[int, Answers],
    end: date,
) -> DeskFigures:
    return DeskFigures(
        desk=desk,
        name=f"{desk.unit.name}, {desk_name(desk, end)}",
        days=days,
        model=now.of(desk.pk, days, programme=programme),
        on_days=now.of(desk.pk, days),
        other=now.of(desk.pk, days, without=True),
        before=before,
        answers=answers.get(desk.pk, Answers()),
    )


def _units(rule: ProgrammeRule, unit: Unit) -> list[Unit]:
    """The units at or below `unit` that the programme is for."""
    found = Unit.objects.filter(pk__in=units_under([unit.pk]), level_id__in=rule.levels)
    rows = found.select_related("parent__parent__parent")
    return [one for one in rows if reaches(rule, (one.pk, *ancestors_of(one)), one.level_id)]


def _days(rule: ProgrammeRule, unit: Unit, first: date, end: date) -> tuple[date, ...]:
    """The days of the programme in the period on which the unit works: a Friday off is none."""
    start = max(first, rule.period_from)
    stop = min(end, rule.period_to - timedelta(days=1)) if rule.period_to else end
    every = (start + timedelta(days=n) for n in range((stop - start).days + 1))
    wanted = [day for day in every if rule.weekdays is None or day.weekday() in rule.weekdays]
    calendar = calendar_of(unit) if wanted else None
    return tuple(day for day in wanted if calendar and unit.exists_on(day) and calendar.is_working_day(day))


def _months(
    first: date, end: date, programme: str, rows: Iterable[DeskFigures], now: _Counts
) -> Iterable[tuple[date, int, Sums]]:
    month = first.replace(day=1)
    while month <= end:
        until = month_of(month)[1]
        within = [(row, [day for day in row.days if month <= day <= until]) for row in rows]
        days = {day for _row, found in within for day in found}
        yield (
            month,
            len(days),
            added(now.of(row.desk.pk, found, programme=programme) for row, found in within),
        )
        month = until + timedelta(days=1)
