"""When would this dossier be due if it were counted again: same moments and pauses, the calendar of today?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from motcua.core.moments import local
from motcua.dossiers.late_entries import stands_on_paper
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.pauses import AfterSupplement, Pause, PresentDue, counted_again
from motcua.dossiers.promises import DueReason, ExtensionMode, Facts, Prolongation
from motcua.dossiers.promising import facts_at
from motcua.dossiers.queries import in_unit
from motcua.dossiers.recalculation import MovedDue, OpenDue, moved_by_calendar
from motcua.dossiers.terms import Act, State
from motcua.dossiers.transitions import RUNNING

_BEGINS = frozenset({Act.ASK_SUPPLEMENT, Act.ASK_PAYMENT})
_ENDS = frozenset({Act.SUPPLEMENT, Act.PAY, Act.REFUSE_RESULT})
# Acts after which the due time is no longer the one of the reception.
_MOVES_DUE = (Act.SUPPLEMENT, Act.PAY, Act.PROLONG, Act.APOLOGISE, Act.MOVE_DUE)


@dataclass(frozen=True, slots=True)
class Move:
    """An open dossier whose due time would move (promises 20)."""

    dossier: Dossier
    moved: MovedDue


def recounted(dossier: Dossier, *, prolong: Prolongation | None = None) -> PresentDue:
    """The present due time as it would be counted now, with that prolongation; raises what `promise` raises."""
    return counted_again(_first_facts(dossier, prolong), pauses_of(dossier, prolong))


def pauses_of(dossier: Dossier, prolong: Prolongation | None = None) -> tuple[Pause, ...]:
    """Every stretch of waiting for the person since the reception that is over, oldest first."""
    steps = dossier.steps.filter(act__in=_BEGINS | _ENDS).exclude(source=State.SUBMITTED).order_by("seq")
    return tuple(_pauses(dossier, list(steps), prolong))


def moved_since(dossier: Dossier) -> bool:
    """Was the due time moved by an act after the reception?"""
    steps = dossier.steps.filter(act__in=_MOVES_DUE).exclude(target=State.SUBMITTED)
    return any(data.get("decision") != "keep" for data in steps.values_list("data", flat=True))


def moves_of(unit_id: str) -> list[Move]:
    """Open dossiers of the unit whose time today's calendar moves and about whom nobody has decided yet."""
    running = in_unit(unit_id).filter(state__in=RUNNING, due_at__isnull=False).order_by("due_at", "id")
    found = ((dossier, move_of(dossier)) for dossier in running.select_related("version", "unit"))
    return [Move(dossier, moved) for dossier, moved in found if moved is not None]


def move_of(dossier: Dossier) -> MovedDue | None:
    """How today's calendar moves this dossier, old and new; None where it does not, or was already decided.

    A time agreed in writing stands, whatever the calendar says; so does one written on a paper slip.
    """
    if dossier.due_at is None or _agreed(dossier) or stands_on_paper(dossier):
        return None
    first = OpenDue(
        str(dossier),
        dossier.due_at,
        dossier.due_strict,
        _first_facts(dossier, None),
        pauses_of(dossier),
        tuple(dossier.explanation),
    )
    moved = next(iter(moved_by_calendar([first])), None)
    return None if moved is None or _decided(dossier, moved) else moved


def offered(moved: MovedDue) -> str:
    """The new time as the step of a decision keeps it."""
    return moved.new.due_at.isoformat() if moved.new else ""


def recounted_words(moved: MovedDue) -> str:
    """What the rules alone said, as the step of a decision keeps it; empty where no promise could be counted."""
    return moved.recounted.isoformat() if moved.recounted else ""


def _decided(dossier: Dossier, moved: MovedDue) -> bool:
    """A person already kept the promise against this very time, or moved it out of hours closed since."""
    last = dossier.steps.filter(act=Act.MOVE_DUE).order_by("-seq").first()
    if last is None:
        return False
    if last.data["decision"] == "keep":
        return bool(last.data["offered"] == offered(moved))
    same = last.data.get("recounted", last.data["offered"]) == recounted_words(moved)
    return bool(same and last.data["offered"] == _stands(dossier))


def _stands(dossier: Dossier) -> str:
    return local(dossier.due_at).isoformat() if dossier.due_at else ""


def _agreed(dossier: Dossier) -> bool:
    extension = dossier.version.limit_extension or {}
    return dossier.due_reason == DueReason.PROLONGED and extension.get("mode") == ExtensionMode.AGREEMENT


def _first_facts(dossier: Dossier, prolong: Prolongation | None) -> Facts:
    facts = facts_at(dossier, received_at=dossier.received_at, at_once=dossier.at_once)
    return replace(facts, prolong=prolong) if prolong else facts


def _pauses(dossier: Dossier, steps: list[Step], prolong: Prolongation | None) -> Iterator[Pause]:
    began: Step | None = None
    for step in steps:
        if step.act in _BEGINS:
            began = step
        elif began is not None:
            facts = facts_at(dossier, received_at=step.at)
            completed = replace(facts, prolong=prolong) if prolong else facts
            yield Pause(began.at, _mode(dossier, step), completed)
            began = None


def _mode(dossier: Dossier, step: Step) -> str:
    """A supplement goes on by the version's rule as it was applied; everything else resumes."""
    rule = step.data.get("rule", dossier.version.after_supplement)
    runs_on = rule == AfterSupplement.CONTINUE and step.act != Act.PAY
    if step.act == Act.SUPPLEMENT or runs_on:
        return str(rule)
    return AfterSupplement.RESUME
