"""What was said of which desk in which month, and what is low? Figures for everybody, single ratings for the head."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from motcua.core.moments import end_of_month
from motcua.dossiers.in_time import InTime, in_time_by_desk
from motcua.dossiers.rating_codes import RatedSlip
from motcua.dossiers.terms import Act
from motcua.feedback.models import Rating, RatingSlip
from motcua.feedback.rules import rating_rule
from motcua.feedback.terms import Item, Occasion
from motcua.organisation.models import OneStopUnit
from motcua.organisation.queries import desk_name

_OCCASIONS = {
    Act.RECEIVE: Occasion.RECEIVED,
    Act.ACCEPT: Occasion.RECEIVED,
    Act.ASK_SUPPLEMENT: Occasion.SUPPLEMENT,
    Act.REFUSE_INTAKE: Occasion.REFUSED,
    Act.REFUSE_RESULT: Occasion.REFUSED,
    Act.RETURN_RESULT: Occasion.FINISHED,
}


@dataclass(slots=True)
class Said:
    """Sums over some ratings: how many answered each question, and how they did."""

    answers: int = 0
    satisfied: int = 0
    points: int = 0
    low: int = 0
    good: dict[Item, int] = field(default_factory=lambda: dict.fromkeys(Item, 0))
    asked: dict[Item, int] = field(default_factory=lambda: dict.fromkeys(Item, 0))

    def add(self, rating: Rating) -> None:
        """Count one more."""
        rule = rating_rule()
        self.answers += 1
        self.points += rating.satisfaction
        self.satisfied += rating.satisfaction >= rule.satisfied
        marks = marks_of(rating)
        self.low += rule.is_low(rating.satisfaction, marks.values())
        for item, mark in marks.items():
            if mark is not None:
                self.asked[item] += 1
                self.good[item] += mark == 3

    @property
    def small(self) -> bool:
        """Whether the figures rest on too few answers."""
        return rating_rule().is_small(self.answers)


@dataclass(frozen=True, slots=True)
class DeskMonth:
    """One desk in one month: what people said, and whether results were in time."""

    desk: OneStopUnit
    name: str
    month: date
    said: Said
    in_time: InTime


def mark_of(code: str) -> str:
    """What is kept of a used code."""
    return hashlib.sha256(code.encode()).hexdigest()


def is_used(slip: RatedSlip) -> bool:
    """Whether the slip was rated."""
    return RatingSlip.objects.filter(mark=mark_of(slip.code)).exists()


def occasion_of(act: Act) -> Occasion:
    """Which moment of the process the slip of an act is about."""
    return _OCCASIONS[act]


def marks_of(rating: Rating) -> dict[Item, int | None]:
    """Each item with its mark, None where nothing was said."""
    return {item: getattr(rating, item.value) for item in Item}


def by_desk_and_month(unit_ids: Collection[str], first: date, last: date, now: datetime) -> list[DeskMonth]:
    """Every desk and month in which somebody answered or a dossier fell due, newest month first (R-287).

    `first` and `last` are days; their whole months are counted.
    """
    first, last = first.replace(day=1), end_of_month(last)
    said: dict[tuple[int, date], Said] = {}
    for rating in _in(unit_ids, first, last).order_by().iterator(chunk_size=2000):
        said.setdefault((rating.desk_id, rating.month), Said()).add(rating)
    in_time = in_time_by_desk(unit_ids, first, last, now)
    desks = OneStopUnit.objects.select_related("unit").in_bulk({desk for desk, _ in {*said, *in_time}})
    rows = [
        DeskMonth(
            desks[desk], desk_name(desks[desk], month), month, said.get((desk, month), Said()),
            in_time.get((desk, month), InTime()),
        )
        for desk, month in {*said, *in_time}
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.month.toordinal(), row.desk.unit.name_fold, row.desk.pk))


def totals(rows: Iterable[DeskMonth]) -> tuple[Said, InTime]:
    """The sums of all rows."""
    said, in_time = Said(), InTime()
    for row in rows:
        for name in ("answers", "satisfied", "points", "low"):
            setattr(said, name, getattr(said, name) + getattr(row.said, name))
        for item in Item:
            said.good[item] += row.said.good[item]
            said.asked[item] += row.said.asked[item]
        for name in ("early", "on_time", "late", "open"):
            setattr(in_time, name, getattr(in_time, name) + getattr(row.in_time, name))
    return said, in_time


def low_ratings(unit_ids: Collection[str], first: date, last: date) -> QuerySet[Rating]:
    """The low ratings of those months with what was done about them; in no order that tells when they came."""
    rule = rating_rule()
    low = Q(satisfaction__lte=rule.low)
    for item in Item:
        low |= Q(**{f"{item.value}__lte": rule.low_mark})
    found = _in(unit_ids, first.replace(day=1), end_of_month(last)).filter(low)
    return (
        found.select_related("desk__unit", "procedure")
        .prefetch_related("follow_ups")
        .order_by("-month", "id")
    )


def rare_cells(ratings: Iterable[Rating]) -> frozenset[tuple[int, date, str]]:
    """Desk, month and procedure with so few answers that naming the procedure would say whose rating it is."""
    wanted = {(one.desk_id, one.month, one.procedure_id) for one in ratings}
    near = Rating.objects.filter(
        desk_id__in={desk for desk, _month, _procedure in wanted},
        month__in={month for _desk, month, _procedure in wanted},
    )
    rows = near.order_by().values_list("desk_id", "month", "procedure_id").annotate(answers=Count("pk"))
    counted = {(desk, month, procedure): answers for desk, month, procedure, answers in rows}
    return frozenset(cell for cell in wanted if rating_rule().is_small(counted.get(cell, 0)))


def _in(unit_ids: Collection[str], first: date, last: date) -> QuerySet[Rating]:
    return Rating.objects.filter(unit_id__in=unit_ids, month__gte=first, month__lte=last)
