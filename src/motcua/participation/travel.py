"""Do people come less often and wait fewer days for the result since a programme began? (R-042; 002 II.2)

Dossiers of a programme's procedures at its units, received before it began (as many days as it has run) and while it
ran. A visit is a ticket of the hall that was in service when something was done for the dossier; a dossier without any
is counted apart, not as nought visits. Days are those on the calendar from reception to return: the same day is 0.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate

from motcua.core.moments import VN
from motcua.dossiers.models import Dossier
from motcua.organisation.models import Unit
from motcua.organisation.queries import units_under
from motcua.participation.frequency import of_days
from motcua.programmes.queries import rules_on
from motcua.programmes.rules import ProgrammeRule
from motcua.programmes.terms import ProgrammeStatus
from motcua.queueing.models import Ticket

_SHOWN = frozenset({ProgrammeStatus.APPROVED, ProgrammeStatus.LAUNCHED, ProgrammeStatus.ENDED})


class When(StrEnum):
    """Which of the two stretches of days."""

    BEFORE = "before"  # trước chương trình
    DURING = "during"  # trong chương trình


WHEN_LABELS = {When.BEFORE: "Trước chương trình", When.DURING: "Trong chương trình"}


@dataclass(frozen=True, slots=True)
class Travel:
    """Dossiers of one stretch of days. `visited`: those with a ticket, `visits`: their tickets together;
    `returned`: those whose result was given out, `days`: calendar days until then together."""

    when: When
    first: date
    last: date
    dossiers: int
    visited: int
    visits: int
    returned: int
    days: int

    @property
    def visits_tenths(self) -> int | None:
        """Visits for each dossier that has any, in tenths, half up; None where none has."""
        return _tenths(self.visits, self.visited)

    @property
    def days_tenths(self) -> int | None:
        """Days from reception to return, in tenths, half up; None where nothing was returned."""
        return _tenths(self.days, self.returned)


@dataclass(frozen=True, slots=True)
class ProgrammeTravel:
    """Before and during one programme, of the units asked for."""

    rule: ProgrammeRule
    before: Travel
    during: Travel


@dataclass(frozen=True, slots=True)
class Listed:
    """A dossier behind a figure; `visits` 0: no ticket; `days` None: not returned."""

    dossier: Dossier
    visits: int
    days: int | None


def travel_of(unit: Unit, today: date) -> list[ProgrammeTravel]:
    """Every programme that has begun at the unit or below it, the newest first."""
    found = []
    for rule in programmes_under(unit, today):
        parts = [_measured(rule, unit, when, today) for when in When]
        found.append(ProgrammeTravel(rule, *parts))
    return found


def programmes_under(unit: Unit, today: date) -> list[ProgrammeRule]:
    """Programmes that have begun and cover the unit or one below it."""
    begun = [rule for rule in rules_on() if rule.status in _SHOWN and rule.period_from <= today]
    covered = [rule for rule in begun if _units(rule, unit)]
    return sorted(covered, key=lambda rule: (-rule.period_from.toordinal(), rule.id))


def stretch(rule: ProgrammeRule, when: When, today: date) -> tuple[date, date]:
    """First and last day, both in it; before as long as during."""
    first = rule.period_from
    last = min(today, rule.period_to - timedelta(days=1)) if rule.period_to else today
    if when is When.DURING:
        return first, last
    return first - (last - first) - timedelta(days=1), first - timedelta(days=1)


def listed(row: Dossier) -> Listed:
    """A row of `dossiers_of` as a list shows it."""
    visits, days = row.visits, row.days  # type: ignore[attr-defined]  # annotated
    return Listed(row, visits, None if days is None else days.days)


def dossiers_of(rule: ProgrammeRule, unit: Unit, when: When, today: date) -> QuerySet[Dossier]:
    """The dossiers behind a figure in the order they were received, each with its visits and days for `listed`."""
    offered = Q(pk__in=[])
    for level, unit_ids in _units(rule, unit).items():
        offered |= Q(unit_id__in=unit_ids, procedure_id__in=rule.lists.get(level, frozenset()))
    tickets = (
        Ticket.objects.filter(
            Q(dossiers__dossier=OuterRef("pk")) | Q(visits__visit__wishes__dossier=OuterRef("pk"))
        )
        .order_by()
        .values("desk__unit_id")
    )
    own = Subquery(tickets.annotate(n=Count("pk", distinct=True)).values("n")[:1])
    return (
        Dossier.objects.filter(offered, of_days(*stretch(rule, when, today)))
        .annotate(
            visits=Coalesce(own, 0),
            days=TruncDate(F("returned_at"), tzinfo=VN) - TruncDate(F("received_at"), tzinfo=VN),
        )
        .order_by("received_at", "id")
    )


def _measured(rule: ProgrammeRule, unit: Unit, when: When, today: date) -> Travel:
    found = dossiers_of(rule, unit, when, today).order_by()
    sums = found.aggregate(
        dossiers=Count("pk"),
        visited=Count("pk", filter=Q(visits__gt=0)),
        all_visits=Coalesce(Sum("visits"), 0),
        returned=Count("pk", filter=Q(returned_at__isnull=False)),
        all_days=Sum("days"),
    )
    days = sums["all_days"].days if sums["all_days"] is not None else 0
    first, last = stretch(rule, when, today)
    return Travel(
        when, first, last, sums["dossiers"], sums["visited"], sums["all_visits"], sums["returned"], days
    )


def _units(rule: ProgrammeRule, unit: Unit) -> dict[str, Collection[str]]:
    """Units under this one in the programme's scope, by level."""
    scope = units_under(rule.units) if rule.with_descendants else rule.units
    here: Iterable[tuple[str, str]] = Unit.objects.filter(
        pk__in=units_under([unit.pk]) & scope, level_id__in=rule.levels
    ).values_list("level_id", "pk")
    found: dict[str, list[str]] = {}
    for level, unit_id in here:
        found.setdefault(level, []).append(unit_id)
    return dict(found)


def _tenths(sum_of: int, n: int) -> int | None:
    return (20 * sum_of + n) // (2 * n) if n else None
