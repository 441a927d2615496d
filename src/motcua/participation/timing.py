"""How long did it really take, and how many steps were done off the desk, before and after joining the process?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Place
from motcua.dossiers.usual_times import minutes_taken
from motcua.organisation.models import Unit
from motcua.participation.frequency import of_days
from motcua.participation.rules import mean
from motcua.workcalendar.queries import calendar_of


@dataclass(slots=True)
class Taken:
    """What the dossiers of a procedure took: working minutes from reception to result, steps off the desk."""

    minutes: list[int] = field(default_factory=list)
    off_desk: list[int] = field(default_factory=list)

    @property
    def dossiers(self) -> int:
        return len(self.minutes)

    @property
    def mean_minutes(self) -> float | None:
        return mean(self.minutes)

    @property
    def mean_off_desk(self) -> float | None:
        return mean(self.off_desk)


def taken(unit: Unit, first: date, last: date, codes: Iterable[str]) -> dict[str, Taken]:
    """Code → what its dossiers received in those days took, of those that came to a result.

    Working time of the office; waiting for papers or for a payment elsewhere is left out, as on the control slip.
    """
    calendar = calendar_of(unit)
    steps = Prefetch("steps", queryset=Step.objects.order_by("seq").only(*_NEEDED), to_attr="in_order")
    found: dict[str, Taken] = defaultdict(Taken)
    dossiers = Dossier.objects.filter(
        of_days(first, last), unit=unit, procedure_id__in=set(codes), ready_at__isnull=False
    )
    for dossier in dossiers.only("id", "procedure_id", "ready_at").prefetch_related(steps).iterator(1000):
        moved: Sequence[Step] = dossier.in_order
        one = found[dossier.procedure_id]
        one.minutes.append(minutes_taken(calendar, dossier, moved))
        one.off_desk.append(sum(1 for step in moved if step.place == Place.AGENCY))
    return found


_NEEDED = ("id", "dossier_id", "seq", "at", "source", "target", "place")
