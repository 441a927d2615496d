"""Which units joined a programme and with what, what came of it, what lies in backlog, which pledges were broken?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from motcua.core.moments import end_of, local_day, start_of
from motcua.dossiers.pauses import Timeliness, judge
from motcua.organisation.models import Unit
from motcua.participation.breaches import Breaches, breaches_of
from motcua.participation.joining import (
    day_within,
    family,
    programme_of,
    standing_on,
    takings,
)
from motcua.participation.models import (
    BacklogItem,
    NoLatePledge,
    PortalItem,
    RegisteredActivity,
    Registration,
    RegistrationReport,
)
from motcua.participation.registration_terms import ActivityKind, BacklogKind, Option
from motcua.participation.rules import Share
from motcua.programmes.life import units_in
from motcua.programmes.reading import read_programme


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit of the programme's scope: how many listed procedures it settles, its own additions, what it took on."""

    unit: Unit
    listed: int
    own: int
    registrations: tuple[Registration, ...]

    @property
    def main(self) -> Registration | None:
        """The main option; of the programme nearest to the unit where it has one in two."""
        return next((one for one in reversed(self.registrations) if one.main), None)

    @property
    def missing(self) -> bool:
        """No listed procedure and no main option: the unit has not done its part (R-163)."""
        return not self.listed and self.main is None

    def of(self, option: Option) -> Registration | None:
        """What the unit took on under an option, the main one first."""
        found = [one for one in self.registrations if one.option == option]
        return next((one for one in found if one.main), found[0] if found else None)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units by option at the end of a day; registrations for programmes made of this one count here too (R-125)."""

    programme_id: str
    day: date
    rows: tuple[MatrixRow, ...]

    @property
    def missing(self) -> tuple[MatrixRow, ...]:
        """Units without a registration that must have one."""
        return tuple(row for row in self.rows if row.missing)

    def only(self, unit_ids: Collection[str]) -> "Matrix":
        """The same of these units alone."""
        return replace(self, rows=tuple(row for row in self.rows if row.unit.pk in unit_ids))

    def units(self, *options: Option) -> tuple[MatrixRow, ...]:
        """Units that took on any of these options, each once (R-164)."""
        return tuple(row for row in self.rows if any(row.of(option) for option in options))


@dataclass(frozen=True, slots=True)
class BacklogCount:
    """Items registered and cleared in all, and those registered or cleared on the days asked for."""

    registered: int
    cleared: int
    registered_then: int
    cleared_then: int

    @property
    def share(self) -> Share:
        """Cleared of registered."""
        return Share(self.cleared, self.registered, 100)


@dataclass(frozen=True, slots=True)
class BacklogShare:
    """The same by kind: dossiers and projects are counted apart (R-165)."""

    kinds: Mapping[BacklogKind, BacklogCount]

    @property
    def total(self) -> BacklogCount:
        """Of both kinds."""
        names = ("registered", "cleared", "registered_then", "cleared_then")
        return BacklogCount(*(sum(getattr(one, name) for one in self.kinds.values()) for name in names))


@dataclass(frozen=True, slots=True)
class Answered:
    """Items of channel 1022: answered by their due time, answered late or owed late, still open and not due."""

    in_time: int
    late: int
    open: int

    @property
    def share(self) -> Share:
        """Answered the same day, of those that were answered or are past their due time."""
        return Share(self.in_time, self.in_time + self.late, 100)


def matrix(programme_id: str, day: date) -> Matrix:
    """Units of the scope by what they took on, at the end of the day. Raises Refused `programme_unknown`."""
    programme = programme_of(programme_id)
    rule = read_programme(programme.definition)
    shown = day_within(rule, day)
    lines = family(programme_id)
    held: dict[str, list[Registration]] = {}
    for one in standing_on(lines, day).order_by("option", "id"):
        held.setdefault(one.unit_id, []).append(one)
    near = {slug: place for place, slug in enumerate(lines)}
    rows = [
        MatrixRow(
            unit=taking.unit,
            listed=len(taking.listed),
            own=len(taking.own),
            registrations=tuple(
                sorted(held.get(taking.unit.pk, ()), key=lambda one: (near[one.programme_id], one.option))
            ),
        )
        for taking in takings(rule, units_in(programme, shown), shown)
    ]
    return Matrix(programme_id, day, tuple(rows))


def backlog_items(
    programme_id: str,
    *,
    unit_ids: Collection[str] | None = None,
    kind: BacklogKind | None = None,
    cleared: bool | None = None,
) -> QuerySet[BacklogItem]:
    """Backlog of registrations that stand, by target day; each filter only where it is named (R-165)."""
    found = BacklogItem.objects.filter(registration__in=_standing(programme_id, unit_ids))
    if kind is not None:
        found = found.filter(kind=kind.value)
    if cleared is not None:
        found = found.filter(clearance__isnull=not cleared)
    return found.select_related("unit", "clearance", "dossier").order_by("target", "id")


def backlog_share(
    programme_id: str,
    *,
    unit_ids: Collection[str] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> BacklogShare:
    """How much of the backlog is cleared; `first` and `last` (both in it) are the programme's days where not named."""
    programme = programme_of(programme_id)
    start = start_of(first or programme.period_from)
    end = end_of(last) if last else start_of(programme.period_to) if programme.period_to else None
    then = Q(stated_at__gte=start) & (Q(stated_at__lt=end) if end else Q())
    days = Q(clearance__cleared_on__gte=local_day(start)) & (
        Q(clearance__cleared_on__lt=local_day(end)) if end else Q()
    )
    rows = backlog_items(programme_id, unit_ids=unit_ids).order_by().values_list("kind")
    sums = {
        kind: counts
        for kind, *counts in rows.annotate(
            registered=Count("id"),
            cleared=Count("clearance"),
            registered_then=Count("id", filter=then),
            cleared_then=Count("clearance", filter=days),
        )
    }
    return BacklogShare({kind: BacklogCount(*sums.get(kind, (0, 0, 0, 0))) for kind in BacklogKind})


def breaches(
    programme_id: str, first: date, last: date, now: datetime, *, unit_ids: Collection[str] | None = None
) -> Breaches:
    """Late results of pledged procedures on those days, both in it; `now` decides what is still owed.

    A pledge that was withdrawn counts until the day of its withdrawal.
    """
    found = NoLatePledge.objects.filter(registration__programme_id__in=family(programme_id))
    if unit_ids is not None:
        found = found.filter(unit_id__in=unit_ids)
    pledges = found.select_related("unit", "registration__programme").order_by("unit__name_fold", "id")
    return breaches_of(programme_id, list(pledges), first, last, now)


def activities(programme_id: str, *, unit_ids: Collection[str] | None = None) -> QuerySet[RegisteredActivity]:
    """What units organise under registrations that stand, the first day first."""
    found = RegisteredActivity.objects.filter(registration__in=_standing(programme_id, unit_ids))
    return found.select_related("unit").order_by("day", "id")


def activity_counts(programme_id: str, *, unit_ids: Collection[str] | None = None) -> dict[ActivityKind, int]:
    """The same by kind; nought is told too (R-102)."""
    found = activities(programme_id, unit_ids=unit_ids)
    counts = dict(found.order_by().values_list("kind").annotate(n=Count("id")))
    return {kind: counts.get(kind.value, 0) for kind in ActivityKind}


def festival_sums(programme_id: str, *, unit_ids: Collection[str] | None = None) -> tuple[int, int]:
    """Requests advised and settled at festival days, by the newest report of each (R-104)."""
    told = RegistrationReport.objects.filter(
        registration__in=_standing(programme_id, unit_ids), activity__isnull=False
    )
    newest = told.order_by("activity", "-id").distinct("activity").values("pk")
    sums = RegistrationReport.objects.filter(pk__in=newest).aggregate(a=Sum("advised"), s=Sum("settled"))
    return sums["a"] or 0, sums["s"] or 0


def initiatives(programme_id: str, *, unit_ids: Collection[str] | None = None) -> QuerySet[Registration]:
    """Initiatives registered under option 2.6, by unit."""
    found = _standing(programme_id, unit_ids).filter(option=Option.INITIATIVE)
    return found.select_related("unit").order_by("unit__name_fold", "id")


def initiative_counts(programme_id: str, *, unit_ids: Collection[str] | None = None) -> tuple[int, int]:
    """The initiatives, and those with a result (R-105)."""
    sums = initiatives(programme_id, unit_ids=unit_ids).aggregate(
        all=Count("id", distinct=True), told=Count("reports__registration", distinct=True)
    )
    return sums["all"], sums["told"]


def days_of(programme_id: str, now: datetime) -> tuple[date, date]:
    """The programme's days until today, both in it; its first day alone before it began."""
    programme = programme_of(programme_id)
    last = day_within(read_programme(programme.definition), local_day(now))
    return programme.period_from, max(programme.period_from, last)


def portal_items(programme_id: str, *, unit_ids: Collection[str] | None = None) -> QuerySet[PortalItem]:
    """Items of channel 1022 of registrations that stand, the newest first."""
    found = PortalItem.objects.filter(registration__in=_standing(programme_id, unit_ids))
    return found.select_related("unit", "answer").order_by("-received_at", "-id")


def answered(programme_id: str, now: datetime, *, unit_ids: Collection[str] | None = None) -> Answered:
    """The same counted: how many were answered the same day (R-103)."""
    return answered_of(portal_items(programme_id, unit_ids=unit_ids), now)


def answered_of(items: QuerySet[PortalItem], now: datetime) -> Answered:
    """The same of these items."""
    counts = {True: 0, False: 0, None: 0}
    for one in items.select_related("answer").iterator(chunk_size=2000):
        counts[in_time(one, now)] += 1
    return Answered(counts[True], counts[False], counts[None])


def in_time(item: PortalItem, now: datetime) -> bool | None:
    """Whether an item was answered by its due minute; None while it is neither answered nor late."""
    answer = getattr(item, "answer", None)
    moment = answer.answered_at if answer is not None else now
    late = judge(moment, item.due_at, strict=False) is Timeliness.LATE
    return not late if answer is not None or late else None


def _standing(programme_id: str, unit_ids: Collection[str] | None) -> QuerySet[Registration]:
    """Registrations that stand, of these units where they are named; what is said of one is said by its unit."""
    found = Registration.objects.filter(programme_id__in=family(programme_id), withdrawn_at=None)
    return found if unit_ids is None else found.filter(unit_id__in=unit_ids)
