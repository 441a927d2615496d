"""By when does the desk answer an online filing, and which filings wait for it? (61/2018/NĐ-CP: 8 working hours)"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.core.moments import local_day
from motcua.dossiers.deadlines import online_answer_due
from motcua.dossiers.models import Dossier
from motcua.dossiers.online.settings import online_rules
from motcua.dossiers.terms import Channel, State
from motcua.organisation.models import Unit
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.queries import calendar_of

_FROM_AFAR = (Channel.ONLINE, Channel.KIOSK)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A filing that the desk has not answered: by when it must, and whether that is past."""

    dossier: Dossier
    answer_by: datetime
    late: bool


def answer_by(dossier: Dossier, calendar: WorkCalendar | None = None) -> datetime:
    """When the answer is due, counted in working hours from when the filing was complete."""
    counts = calendar or calendar_of(dossier.unit)
    hours = online_rules().answer_hours_on(local_day(dossier.received_at))
    return online_answer_due(dossier.received_at, counts, hours=hours)


def unanswered(unit_id: str) -> QuerySet[Dossier]:
    """Filings from afar that wait for the desk, the earliest complete first."""
    return (
        Dossier.objects.filter(unit_id=unit_id, state=State.SUBMITTED, channel__in=_FROM_AFAR)
        .select_related("version", "unit__level", "unit__parent")
        .order_by("received_at", "id")
    )


def waiting(unit: Unit, now: datetime, *, limit: int = 200) -> list[Waiting]:
    """The filings of a unit that wait, those to be answered first at the top."""
    calendar = calendar_of(unit)
    found = [(dossier, answer_by(dossier, calendar)) for dossier in unanswered(unit.pk)[:limit]]
    return [Waiting(dossier, due, due < now) for dossier, due in sorted(found, key=lambda one: one[1])]
