"""Was the result early, in time or late, and how many were by desk and month? (promises 17; R-287)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from motcua.core.moments import end_of, local_day, printed_minute, start_of
from motcua.documents.terms import Timeliness
from motcua.dossiers.models import Dossier
from motcua.dossiers.pauses import judge


@dataclass(slots=True)
class InTime:
    """Dossiers that fell due: early, within the due time, late; `open`: still owed and not late yet."""

    early: int = 0
    on_time: int = 0
    late: int = 0
    open: int = 0

    @property
    def judged(self) -> int:
        """Of how many it is known."""
        return self.early + self.on_time + self.late


def timeliness_of(dossier: Dossier) -> Timeliness | None:
    """A dossier promised for the day it was received is never "early" (promises 17)."""
    if dossier.due_at is None or dossier.ready_at is None or dossier.due_original is None:
        return None
    same_day = local_day(dossier.due_original) == local_day(dossier.received_at)
    return Timeliness(judge(dossier.ready_at, dossier.due_at, strict=dossier.due_strict, same_day=same_day))


def in_time_by_desk(
    unit_ids: Collection[str], first: date, last: date, now: datetime
) -> dict[tuple[int, date], InTime]:
    """Dossiers due on those days, both in it, by desk and first day of the month; ended without result: none."""
    due = Dossier.objects.filter(
        Q(ended_at__isnull=True) | Q(ready_at__isnull=False),
        unit_id__in=unit_ids,
        code__isnull=False,
        due_original__isnull=False,
        due_at__gte=start_of(first),
        due_at__lt=end_of(last),
    )
    columns = (
        "one_stop_unit_id",
        "due_at",
        "due_original",
        "received_at",
        "ready_at",
        "due_strict",
        "paused_at",
        "state",
        "version__after_supplement",
    )
    found: dict[tuple[int, date], InTime] = {}
    due = due.select_related("version").only("id", *columns).order_by()
    for dossier in due.iterator(chunk_size=2000):
        if dossier.due_at is not None:
            key = (dossier.one_stop_unit_id, local_day(dossier.due_at).replace(day=1))
            _count(found.setdefault(key, InTime()), dossier, now)
    return found


def _count(counts: InTime, dossier: Dossier, now: datetime) -> None:
    judged = timeliness_of(dossier)
    if judged is None:
        owed_late = not dossier.clock_stopped and dossier.due_at is not None
        if owed_late and dossier.due_at < printed_minute(now):  # type: ignore[operator]  # looked at above
            counts.late += 1
        else:
            counts.open += 1
    elif judged is Timeliness.EARLY:
        counts.early += 1
    elif judged is Timeliness.ON_TIME:
        counts.on_time += 1
    else:
        counts.late += 1
