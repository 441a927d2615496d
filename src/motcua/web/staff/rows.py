"""How does a list show a dossier? Its names, its due time in few words, the working time left, whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from motcua.core.moments import local, local_day
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import TURN
from motcua.dossiers.remaining import Remaining, remaining
from motcua.dossiers.terms import ACT_LABELS, ENDED, STATE_LABELS, Act, Path, State
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
    turn: str
    holder: str


def rows_of(dossiers: Iterable[Dossier], unit: Unit, now: datetime) -> list[Row]:
    """Lines for dossiers of one unit."""
    calendar = calendar_of(unit)
    return [_row(dossier, calendar, now) for dossier in dossiers]


def _row(dossier: Dossier, calendar: WorkCalendar, now: datetime) -> Row:
    state = State(dossier.state)
    holder = dossier.appraiser or dossier.received_by
    return Row(
        number=str(dossier),
        applicant=dossier.applicant_name,
        procedure=dossier.version.name,
        state=state,
        state_label=STATE_LABELS[state],
        due=short_due(dossier.due_at, dossier.due_strict, now) if dossier.due_at else _("Chưa hẹn"),
        left=left_of(dossier, calendar, now),
        turn=turn_of(state, Path(dossier.path)),
        holder=holder.full_name if holder else "",
    )


def short_due(due_at: datetime, strict: bool, now: datetime) -> str:
    """`14:00 hôm nay`, `trước 09:00 ngày mai`, `17:00 08/12/2026`."""
    day, today = local_day(due_at), local_day(now)
    near = {
        today - timedelta(days=1): _("hôm qua"),
        today: _("hôm nay"),
        today + timedelta(days=1): _("ngày mai"),
    }
    words = f"{local(due_at):%H:%M} {near.get(day) or f'{day:%d/%m/%Y}'}"
    return _("trước %(moment)s") % {"moment": words} if strict else words


def turn_of(state: State, path: Path) -> str:
    """What the dossier waits for now: the next act of its trip (R-024); empty at the end."""
    if state in ENDED:
        return ""
    if state is State.AWAITING_SUPPLEMENT:
        return _("Chờ người nộp bổ sung")
    if state is State.AWAITING_PAYMENT:
        return _("Chờ người nộp thực hiện nghĩa vụ tài chính")
    waiting = [act for act, (here, paths) in TURN.items() if here is state and path in paths]
    label = ACT_LABELS[waiting[0] if waiting else Act.APPRAISE]
    return _("Chờ %(act)s") % {"act": label[:1].lower() + label[1:]}


def left_of(dossier: Dossier, calendar: WorkCalendar, now: datetime) -> Remaining:
    """The working time left of a dossier."""
    return remaining(
        now=now,
        due_at=dossier.due_at,
        strict=dossier.due_strict,
        ready_at=dossier.ready_at,
        paused=dossier.clock_stopped,
        ended=dossier.ended_at is not None,
        calendar=calendar,
    )
