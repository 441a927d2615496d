"""Which results lie on the shelf, since when, where, and who is to be called? Nothing here takes one away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from motcua.core.moments import local_day, start_of
from motcua.dossiers.consignments.reading import on_the_road
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.shelf_rules import AGES, Age, days_on_shelf
from motcua.dossiers.terms import Act, ReminderMeans, ReturnChannel, State

SORTS: dict[str, tuple[str, ...]] = {
    "cu": ("ready_at", "id"),
    "moi": ("-ready_at", "-id"),
    "cho": ("shelf_place", "ready_at", "id"),
    "ten": ("applicant_fold", "id"),
}


@dataclass(frozen=True, slots=True)
class AgeCount:
    """A stretch of days with how many results lie in it."""

    age: Age
    count: int


def on_shelf(unit_id: str) -> QuerySet[Dossier]:
    """Results at the desk that nobody has taken yet, with the last reminder (`reminded_at`, `reminded_by`)."""
    reminders = Step.objects.filter(dossier_id=OuterRef("pk"), act=Act.REMIND).order_by("-seq")
    how = KeyTextTransform("how", "data", output_field=CharField())
    return (
        _lying(unit_id)
        .annotate(
            reminded_at=Subquery(reminders.values("at")[:1]),
            reminded_by=Subquery(reminders.annotate(how=how).values("how")[:1]),
        )
        .select_related("version", "one_stop_unit")
    )


def _lying(unit_id: str) -> QuerySet[Dossier]:
    """What the carrier has is not on the shelf."""
    return Dossier.objects.filter(~on_the_road(), unit_id=unit_id, state=State.READY)


def of_age(dossiers: QuerySet[Dossier], age: Age, today: date) -> QuerySet[Dossier]:
    """Those whose days on the shelf fall in the stretch."""
    newest = start_of(today - timedelta(days=age.first - 1))
    found = dossiers.filter(ready_at__lt=newest)
    if age.last is None:
        return found
    return found.filter(ready_at__gte=start_of(today - timedelta(days=age.last)))


def age_counts(unit_id: str, today: date) -> list[AgeCount]:
    """How many results lie in each stretch; together they are all of the shelf."""
    shelf = _lying(unit_id)
    return [AgeCount(age, of_age(shelf, age, today).count()) for age in AGES]


def to_call(unit_id: str) -> QuerySet[Dossier]:
    """Cần gọi nhắc: marked by the machine, and nobody has reminded the person since."""
    return on_shelf(unit_id).filter(Q(reminded_by=ReminderMeans.MARK))


def may_want_mark(unit_id: str) -> QuerySet[Dossier]:
    """Results a person collects at the desk; what goes by post or to the home waits for the office itself."""
    return on_shelf(unit_id).filter(return_channel=ReturnChannel.DESK)


def sorted_shelf(dossiers: QuerySet[Dossier], sort: str) -> QuerySet[Dossier]:
    """By age, place or name; the oldest first where nothing is asked."""
    order = SORTS.get(sort, SORTS["cu"])
    return dossiers.order_by(*(F(name[1:]).desc() if name.startswith("-") else F(name) for name in order))


def days_of(dossier: Dossier, now: datetime) -> int:
    """Whole days on the shelf."""
    return days_on_shelf(local_day(dossier.ready_at), local_day(now)) if dossier.ready_at else 0


def units_with_shelf() -> Iterable[str]:
    """Units where something lies."""
    return Dossier.objects.filter(state=State.READY).order_by().values_list("unit_id", flat=True).distinct()
