"""How does a list show a dossier? Its names, its due time and the working time left, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.documents.wording import due_text
from motcua.dossiers.models import Dossier
from motcua.dossiers.remaining import Remaining, remaining
from motcua.dossiers.terms import STATE_LABELS, State
from motcua.organisation.models import Unit
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.queries import calendar_of


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a work list."""

    number: str
    applicant: str
    procedure: str
    state: str
    state_label: str
    due: str
    left: Remaining
    holder: str


def rows_of(dossiers: Iterable[Dossier], unit: Unit, now: datetime) -> list[Row]:
    """Lines for dossiers of one unit."""
    calendar = calendar_of(unit)
    return [_row(dossier, calendar, now) for dossier in dossiers]


def _row(dossier: Dossier, calendar: WorkCalendar, now: datetime) -> Row:
    state = State(dossier.state)
    return Row(
        number=str(dossier),
        applicant=dossier.applicant_name,
        procedure=dossier.version.name,
        state=state,
        state_label=STATE_LABELS[state],
        due=due_text(dossier.due_at, strict=dossier.due_strict) if dossier.due_at else "",
        left=left_of(dossier, calendar, now),
        holder=dossier.appraiser.full_name if dossier.appraiser else "",
    )


def left_of(dossier: Dossier, calendar: WorkCalendar, now: datetime) -> Remaining:
    """The working time left of a dossier."""
    return remaining(
        now=now,
        due_at=dossier.due_at,
        strict=dossier.due_strict,
        ready_at=dossier.ready_at,
        paused=dossier.paused_at is not None,
        ended=dossier.ended_at is not None,
        calendar=calendar,
    )
