"""Which dossiers of a unit stand before their limit, or past it? Read by lists and by the hourly job."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import running
from motcua.dossiers.warnings import Warned, warning_at
from motcua.organisation.models import Unit
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class WarnedDossier:
    """A dossier with its warning; `due_at` is the time promised last, an apology's new time included."""

    dossier: Dossier
    due_at: datetime
    warned: Warned


def warned(unit_id: str, now: datetime) -> list[WarnedDossier]:
    """Open dossiers of the unit whose clock runs and whose limit is near or over, the most urgent first."""
    unit = Unit.objects.get(pk=unit_id)
    return sorted(_warned(unit, now), key=lambda found: (found.due_at, found.dossier.pk))


def _warned(unit: Unit, now: datetime) -> Iterator[WarnedDossier]:
    calendar = calendar_of(unit)
    for dossier in running(unit.pk).iterator(chunk_size=2000):
        if dossier.due_at is None:
            continue
        # regulations 1.7: the new time of an apology only feeds reminders.
        due_at = max(dossier.due_at, dossier.due_extended or dossier.due_at)
        strict = dossier.due_strict and due_at == dossier.due_at
        found = warning_at(
            now, counted_from=dossier.received_at, due_at=due_at, strict=strict, calendar=calendar
        )
        if found is not None:
            yield WarnedDossier(dossier, due_at, found)
