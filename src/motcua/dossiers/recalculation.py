"""Which dossiers would a changed calendar move, and who carries on when a unit ends? (promises 20, 21)"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.pauses import Pause, PresentDue, counted_again
from motcua.dossiers.promises import Facts


@dataclass(frozen=True, slots=True)
class OpenDue:
    """An open dossier: its due time as promised, and its facts and pauses with the changed calendar."""

    code: str
    due_at: datetime
    due_strict: bool
    facts: Facts
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedDue:
    """A dossier whose time the change would move: nothing moves until a person confirms.

    `new` is None, with the refusal, where the changed calendar gives no promise; `earlier`: may be kept.
    """

    code: str
    old: datetime
    new: PresentDue | None
    earlier: bool
    refusal: Refusal | None = None


def moved_by_calendar(open_dossiers: Iterable[OpenDue]) -> list[MovedDue]:
    """Dossiers that the changed calendar moves, old and new, in the order given (promises 20)."""
    moved = []
    for dossier in open_dossiers:
        try:
            new = counted_again(dossier.facts, dossier.pauses)
        except Refused as refused:
            moved.append(MovedDue(dossier.code, dossier.due_at, None, False, refused.refusal))
            continue
        if (new.due_at, new.due_strict) != (dossier.due_at, dossier.due_strict):
            earlier = new.due_at < dossier.due_at
            moved.append(MovedDue(dossier.code, dossier.due_at, new, earlier))
    return moved


@dataclass(frozen=True, slots=True)
class Continues:
    """Where a dossier of an ended unit goes, same due time; `unit` None: the parent's lead decides."""

    unit: str | None
    listed_for: str | None


def who_continues(successors: Sequence[str], parent: str | None) -> Continues:
    """The one successor; with none, or more than one, it is listed for the parent's `lead` (promises 21)."""
    return Continues(successors[0], None) if len(successors) == 1 else Continues(None, parent)
