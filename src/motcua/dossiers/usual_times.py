"""How long does it usually take here? Median and ninth decile of the last ninety full days, beside the legal term."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from django.core.cache import cache
from django.db.models import Count, Max, Prefetch, Q, QuerySet

from motcua.core.moments import end_of, start_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import PAUSED, State
from motcua.organisation.models import Unit
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.queries import calendar_of

DAYS = 90
# Fewer say nothing about what is usual; a few more are marked as few.
LEAST, FEW = 5, 20
_NEEDED = ("id", "dossier_id", "seq", "at", "source", "target", "place")
_REMEMBERED_FOR = 24 * 3600


@dataclass(frozen=True, slots=True)
class UsualTime:
    """Of dossiers whose result was ready on the days `first` to `last`: how many, and working minutes they took.

    Median and ninth decile (nearest rank) are None where there were fewer than LEAST.
    """

    first: date
    last: date
    dossiers: int
    median: int | None
    ninth_decile: int | None

    @property
    def few(self) -> bool:
        """So few that the figures move with every dossier."""
        return LEAST <= self.dossiers < FEW


def usual_time(unit: Unit, code: str, today: date) -> UsualTime:
    """Of the ninety days before today; the answer of a day is remembered while no dossier is added to it."""
    first, last = today - timedelta(days=DAYS), today - timedelta(days=1)
    found = ready_in(unit.pk, code, first, last)
    known = found.aggregate(n=Count("id"), newest=Max("ready_at"))
    if known["n"] < LEAST:
        return UsualTime(first, last, known["n"], None, None)
    key = f"usual:{unit.pk}:{code}:{first}:{known['n']}:{known['newest'].timestamp()}"
    minutes: list[int] | None = cache.get(key)
    if minutes is None:
        minutes = sorted(taken for _dossier, taken in times_of(unit, found))
        cache.set(key, minutes, _REMEMBERED_FOR)
    return UsualTime(first, last, len(minutes), nearest_rank(minutes, 50), nearest_rank(minutes, 90))


def ready_in(unit_id: str, code: str, first: date, last: date) -> QuerySet[Dossier]:
    """Dossiers of a procedure whose result was ready on those days, both in it; cancelled receptions left out."""
    since = start_of(first)
    ready = Q(unit_id=unit_id, procedure_id=code, ready_at__gte=since, ready_at__lt=end_of(last))
    # A result is ready before its dossier ends: ended ones and open ones are each found by an index of their own.
    each = Q(ended_at__gte=since) | Q(ended_at__isnull=True)
    return Dossier.objects.filter(ready & each).exclude(state=State.CANCELLED)


def times_of(unit: Unit, dossiers: QuerySet[Dossier]) -> Iterable[tuple[Dossier, int]]:
    """Each dossier with the working minutes it took."""
    calendar = calendar_of(unit)
    steps = Prefetch("steps", queryset=Step.objects.order_by("seq").only(*_NEEDED), to_attr="in_order")
    for dossier in dossiers.prefetch_related(steps).iterator(1000):
        yield dossier, minutes_taken(calendar, dossier, dossier.in_order)


def minutes_taken(calendar: WorkCalendar, dossier: Dossier, steps: Sequence[Step]) -> int:
    """Working minutes from reception until the result was ready; waiting for papers or a payment is left out."""
    moved = [step for step in steps if step.source != step.target]
    until = dossier.ready_at
    return sum(
        calendar.working_minutes_between(before.at, step.at)
        for before, step in pairwise(moved)
        if step.source not in PAUSED and until is not None and step.at <= until
    )


def nearest_rank(ordered: Sequence[int], percent: int) -> int | None:
    """The smallest value that at least so many percent do not exceed; None of nothing."""
    return ordered[ceil(len(ordered) * percent / 100) - 1] if ordered else None
