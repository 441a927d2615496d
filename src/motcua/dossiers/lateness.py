"""Which results came late or are owed late, which procedures often are? By the printed minute (promises 17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMinute

from motcua.core.moments import end_of, printed_minute, start_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import RUNS_ON, State

# The clock of an open dossier runs unless it waits, and while it waits only where the procedure says so.
_RUNS = Q(paused_at__isnull=True) | Q(state=State.AWAITING_SUPPLEMENT, version__after_supplement=RUNS_ON)
CAME_LATE = Q(ready_minute__gt=F("due_minute")) | Q(ready_minute=F("due_minute"), due_strict=True)


@dataclass(frozen=True, slots=True)
class LateShare:
    """Of a procedure: how many results fell due and are known to be in time or late, and how many were late."""

    procedure: str
    due: int
    late: int

    @property
    def share(self) -> Fraction:
        """Late ones of those known; nought of nothing."""
        return Fraction(self.late, self.due) if self.due else Fraction(0)


def by_minute() -> QuerySet[Dossier]:
    """Dossiers with a due time, for the conditions of this file.

    The two minutes stand in the database's own time and may be compared with each other only.
    """
    promised = Dossier.objects.filter(code__isnull=False, due_at__isnull=False)
    return promised.annotate(ready_minute=TruncMinute("ready_at"), due_minute=TruncMinute("due_at"))


def owed_late(now: datetime) -> Q:
    """Still owed, the clock running, and the due minute is past, as `queries.overdue` says of one unit."""
    minute = printed_minute(now)
    open_still = Q(ready_at__isnull=True, ended_at__isnull=True) & _RUNS
    return open_still & (Q(due_at__lt=minute) | Q(due_at=minute, due_strict=True))


def due_between(first: date, last: date) -> Q:
    """Due on those days, both in it."""
    return Q(due_at__gte=start_of(first), due_at__lt=end_of(last))


def late_shares(unit_ids: Collection[str], first: date, last: date, now: datetime) -> list[LateShare]:
    """Procedures with a result due on those days, the largest share of late ones first (R-162).

    What is not ready and not late yet is not known and not counted; ended without a result counts nowhere.
    """
    late = CAME_LATE | owed_late(now)
    found = by_minute().filter(due_between(first, last), unit_id__in=unit_ids)
    rows = (
        found.filter(Q(ready_at__isnull=False) | owed_late(now))
        .order_by()
        .values_list("procedure_id")
        .annotate(due=Count("id"), late=Count("id", filter=late))
    )
    shares = [LateShare(*row) for row in rows]
    return sorted(shares, key=lambda one: (-one.share, -one.late, one.procedure))


def late_dossiers(
    unit_ids: Collection[str], procedure: str, first: date, last: date, now: datetime
) -> QuerySet[Dossier]:
    """The dossiers behind the late ones of a row, the first due first."""
    found = by_minute().filter(due_between(first, last), unit_id__in=unit_ids, procedure_id=procedure)
    return found.filter(CAME_LATE | owed_late(now)).select_related("unit", "version").order_by("due_at", "id")
