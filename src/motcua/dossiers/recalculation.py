"""Which dossiers would a changed calendar move, and who carries on when a unit ends? (promises 20, 21)"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.core.moments import at, local, local_day, printed_minute
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.pauses import Pause, PresentDue, counted_again
from motcua.dossiers.promises import Facts
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.wording import named_moment

# The reception itself lies in hours that were closed afterwards.
_CLOSED_SINCE = frozenset({"day_off", "outside_sessions"})


@dataclass(frozen=True, slots=True)
class OpenDue:
    """An open dossier: its due time as promised with its explanation, its facts and pauses with the changed
    calendar."""

    code: str
    due_at: datetime
    due_strict: bool
    facts: Facts
    pauses: tuple[Pause, ...] = ()
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedDue:
    """A dossier whose time the change would move: nothing moves until a person confirms.

    `new` is None, with the refusal, where the changed calendar gives no promise; `earlier`: may be kept.
    `recounted` is what the rules alone say (None: no promise); it differs from `new` where the promise fell into
    hours closed since.
    """

    code: str
    old: datetime
    new: PresentDue | None
    earlier: bool
    refusal: Refusal | None = None
    recounted: datetime | None = None


def moved_by_calendar(open_dossiers: Iterable[OpenDue]) -> list[MovedDue]:
    """Dossiers that the changed calendar moves, old and new, in the order given (promises 20)."""
    found = (_moved(dossier) for dossier in open_dossiers)
    return [moved for moved in found if moved is not None]


def _moved(dossier: OpenDue) -> MovedDue | None:
    """Counted again; a promise that fell into hours closed since never moves backwards into the past, but to the
    same hour of the next working day: who came before the storm does not lose by it."""
    try:
        new = counted_again(dossier.facts, dossier.pauses)
    except Refused as refused:
        if refused.refusal.code not in _CLOSED_SINCE or not _closed_then(dossier):
            return MovedDue(dossier.code, dossier.due_at, None, False, refused.refusal)
        return MovedDue(dossier.code, dossier.due_at, _next_day(dossier), False)
    if (new.due_at, new.due_strict) == (dossier.due_at, dossier.due_strict):
        return None
    if new.due_at < dossier.due_at and _closed_then(dossier):
        return MovedDue(dossier.code, dossier.due_at, _next_day(dossier), False, recounted=new.due_at)
    return MovedDue(dossier.code, dossier.due_at, new, new.due_at < dossier.due_at, recounted=new.due_at)


def _closed_then(dossier: OpenDue) -> bool:
    """Whether the office is now closed at the hour it promised."""
    calendar, due = dossier.facts.calendar, printed_minute(dossier.due_at)
    return not calendar.is_working_day(due.date()) or due > calendar.close_of(due.date())


def _next_day(dossier: OpenDue) -> PresentDue:
    """The promised hour on the next working day, at the latest its close."""
    calendar: WorkCalendar = dossier.facts.calendar
    day = calendar.next_working_day(local_day(dossier.due_at))
    due = min(at(day, local(dossier.due_at).time()), calendar.close_of(day))
    says = (
        f"Giờ đã hẹn {named_moment(dossier.due_at)} rơi vào lúc cơ quan đóng cửa: hẹn sang ngày làm việc tiếp theo, "
        f"{named_moment(due)}."
    )
    return PresentDue(due, dossier.due_strict, calendar.provisional(day), (*dossier.explanation, says), None)


@dataclass(frozen=True, slots=True)
class Continues:
    """Where a dossier of an ended unit goes, same due time; `unit` None: the parent's lead decides."""

    unit: str | None
    listed_for: str | None


def who_continues(successors: Sequence[str], parent: str | None) -> Continues:
    """The one successor; with none, or more than one, it is listed for the parent's `lead` (promises 21)."""
    return Continues(successors[0], None) if len(successors) == 1 else Continues(None, parent)
