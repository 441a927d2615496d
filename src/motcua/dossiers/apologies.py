"""For which dossiers is an apology prepared for signature, and which ones were late? (R-166, R-167)"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from motcua.core.moments import end_of, local_day, start_of
from motcua.core.refusals import Refused
from motcua.dossiers.models import Dossier
from motcua.dossiers.pauses import Timeliness, judge, why_no_apology
from motcua.dossiers.queries import in_unit, overdue, running
from motcua.dossiers.warnings import apology_from
from motcua.organisation.models import Unit
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class PreparedApology:
    """A dossier whose letter should be signed now: since when, the new time proposed, whether it is too late."""

    dossier: Dossier
    since: datetime
    new_due: datetime
    too_late: bool


def apologies_to_sign(unit_id: str, now: datetime) -> list[PreparedApology]:
    """Dossiers not done, not yet apologised for, whose moment for the letter has come, the first due first."""
    unit = Unit.objects.get(pk=unit_id)
    calendar = calendar_of(unit)
    try:
        last = calendar.next_working_day(local_day(now))
    except Refused:  # the calendar ends here: what is due today
        last = local_day(now)
    near = running(unit_id).filter(due_extended__isnull=True, due_at__lt=end_of(last))
    return list(_prepared(near.order_by("due_at", "id").iterator(chunk_size=2000), calendar, now))


def _prepared(
    dossiers: Iterator[Dossier], calendar: WorkCalendar, now: datetime
) -> Iterator[PreparedApology]:
    for dossier in dossiers:
        if dossier.due_at is None:
            continue
        counted = calendar.next_opening(dossier.received_at)
        since = apology_from(counted_from=counted, due_at=dossier.due_at, calendar=calendar)
        if now < since:
            continue
        new_due = proposed_due(dossier.due_at, now, calendar)
        refusal = why_no_apology(
            now=now,
            due_at=dossier.due_at,
            counted_from=counted,
            new_due_at=new_due,
            apologised=False,
            calendar=calendar,
        )
        yield PreparedApology(dossier, since, new_due, refusal is not None)


def proposed_due(due_at: datetime, now: datetime, calendar: WorkCalendar) -> datetime:
    """The close of the working day after the due day, or after today where that is later."""
    return calendar.close_of(calendar.next_working_day(max(local_day(due_at), local_day(now))))


def late_in(unit_id: str, first: date, last: date, now: datetime) -> list[Dossier]:
    """Dossiers due on those days whose result came late or is still owed, the first due first (promises 17)."""
    due = Q(due_at__gte=start_of(first), due_at__lt=end_of(last))
    ready_after = Q(ready_at__gt=F("due_at")) | Q(ready_at__gte=F("due_at"), due_strict=True)
    done = in_unit(unit_id).filter(due & ready_after)
    found = [one for one in done if _late(one)] + list(overdue(unit_id, now).filter(due))
    return sorted(found, key=lambda one: (one.due_at or now, one.pk))


def due_in(unit_id: str, first: date, last: date) -> int:
    """How many dossiers fell due on those days and were not ended without a result."""
    due = in_unit(unit_id).filter(due_at__gte=start_of(first), due_at__lt=end_of(last))
    return due.filter(Q(ended_at__isnull=True) | Q(ready_at__isnull=False)).count()


def _late(dossier: Dossier) -> bool:
    if dossier.ready_at is None or dossier.due_at is None:
        return False
    return judge(dossier.ready_at, dossier.due_at, strict=dossier.due_strict) is Timeliness.LATE
