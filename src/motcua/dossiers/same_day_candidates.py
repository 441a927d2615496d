"""Which procedures of a unit could join a same-day programme: a short limit, and mostly settled the same day? (R-124)

Out of the dossiers of the ninety full days before; a few say nothing, so a procedure needs LEAST of them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from motcua.core.moments import VN, end_of, start_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import State
from motcua.organisation.models import Unit
from motcua.procedures.queries import versions_on
from motcua.procedures.terms import LimitUnit

DAYS, LEAST, SHARE = 90, 5, 80
# Three working days, or the hours of as many; same-day limits without a programme stand in the law already.
_SHORT = {
    LimitUnit.SAME_DAY: 1,
    LimitUnit.HOUR: 24,
    LimitUnit.WORKING_DAY: 3,
    LimitUnit.CALENDAR_DAY: 3,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A procedure that is not on the list: dossiers with a result, how many on the day of reception, percent."""

    code: str
    name: str
    limit: str
    dossiers: int
    same_day: int

    @property
    def share(self) -> int:
        """Whole percent, rounded down: 100 only where all were."""
        return self.same_day * 100 // self.dossiers


def candidates(unit: Unit, listed: Collection[str], today: date) -> list[Candidate]:
    """The best first; `listed` are codes already on the list of the unit."""
    rows = _settled(unit, today).exclude(procedure_id__in=listed)
    counted = rows.values("procedure_id").annotate(
        n=Count("id"),
        same=Count("id", filter=Q(ready_day=F("received_day"))),
    )
    found = {
        row["procedure_id"]: (row["n"], row["same"])
        for row in counted.order_by()
        if row["n"] >= LEAST and row["same"] * 100 >= SHARE * row["n"]
    }
    versions = versions_on(found, today).values()
    made = [
        Candidate(one.procedure_id, one.name, one.limit_text, *found[one.procedure_id])
        for one in versions
        if is_short(one.limit_value, one.limit_unit)
    ]
    return sorted(made, key=lambda one: (-one.share, -one.dossiers, one.code))


def is_short(value: int | None, unit: str) -> bool:
    """At most three days, or the hours of as many."""
    return unit == LimitUnit.SAME_DAY or (
        value is not None and unit in _SHORT and value <= _SHORT[LimitUnit(unit)]
    )


def behind(unit: Unit, code: str, today: date) -> QuerySet[Dossier]:
    """The dossiers behind a candidate's figures, in the order they were received."""
    return _settled(unit, today).filter(procedure_id=code).order_by("received_at", "id")


def _settled(unit: Unit, today: date) -> QuerySet[Dossier]:
    first, last = today - timedelta(days=DAYS), today - timedelta(days=1)
    found = Dossier.objects.filter(
        unit=unit, ready_at__isnull=False, received_at__gte=start_of(first), received_at__lt=end_of(last)
    ).exclude(state=State.CANCELLED)
    return found.annotate(
        received_day=TruncDate("received_at", tzinfo=VN), ready_day=TruncDate("ready_at", tzinfo=VN)
    )
