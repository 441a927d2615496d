"""Which promises were moved or kept after the calendar changed, and who has been told by phone?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet

from motcua.core.models import JournalEntry
from motcua.core.moments import end_of, start_of
from motcua.core.refusals import Refusal
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act
from motcua.organisation.actors import Actor
from motcua.organisation.terms import ROLE_LABELS, Role
from motcua.workcalendar.wording import named_moment

TOLD_ACTION = "told_by_phone"
PHONING = (Role.RECEIVE, Role.RETURN, Role.LEAD)


class PhoneOutcome(StrEnum):
    """What came of a call."""

    REACHED = "reached"  # đã báo
    NO_ANSWER = "no_answer"  # không liên lạc được


OUTCOME_LABELS = {PhoneOutcome.REACHED: "Đã gọi, đã báo", PhoneOutcome.NO_ANSWER: "Gọi không được"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call about a moved promise, as the journal keeps it."""

    outcome: PhoneOutcome
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MovedPromise:
    """A decision of the head about one dossier: old and new time (`new` None: none could be counted)."""

    dossier: Dossier
    seq: int
    moved: bool
    old: datetime
    new: datetime | None
    reason: str
    by: str
    at: datetime
    calls: tuple[Call, ...]

    @property
    def told(self) -> bool:
        """Whether the person has been reached."""
        return any(call.outcome is PhoneOutcome.REACHED for call in self.calls)


def moved_promises(unit_id: str, first: date, last: date) -> list[MovedPromise]:
    """Decisions of those days in the unit, the newest first (read by the index of unit and moment)."""
    steps = _decided().filter(unit_id=unit_id, at__gte=start_of(first), at__lt=end_of(last))
    return _with_calls(unit_id, steps.order_by("-at", "-id"))


def to_phone(unit_id: str) -> list[MovedPromise]:
    """Moved promises of open dossiers whose applicants have not been reached, the first old time first."""
    # Over the open dossiers of the unit, which are few: asked on every first page.
    steps = _decided().filter(dossier__unit_id=unit_id, dossier__ended_at__isnull=True, data__decision="move")
    newest = {step.dossier_id: step for step in steps.order_by("seq")}
    found = [one for one in _with_calls(unit_id, newest.values()) if not one.told]
    return sorted(found, key=lambda one: (one.old, one.dossier.pk))


def what_to_say(moved: MovedPromise) -> str:
    """The sentence for the phone: whose dossier is known, so no name is in it."""
    new = named_moment(moved.new) if moved.new else "sẽ báo sau"
    return (
        f"Hồ sơ {moved.dossier}: giờ hẹn trả kết quả {named_moment(moved.old)} nay dời sang {new}. "
        f"Lý do: {moved.reason.rstrip('.')}. Mong ông/bà thông cảm; giấy hẹn cũ vẫn dùng để nhận kết quả."
    )


def why_not_phone(actor: Actor) -> Refusal | None:
    """Who speaks with applicants of the unit: the desk and its head."""
    if actor.has(*PHONING):
        return None
    names = " hoặc ".join(f"“{ROLE_LABELS[role]}”" for role in PHONING)
    return Refusal(
        "no_role", f"Gọi báo người nộp cần vai trò {names}. Đề nghị người trực quầy gọi và ghi lại."
    )


def last_move(dossier: Dossier) -> Step | None:
    """The step of the dossier's last moved promise."""
    moves = dossier.steps.filter(act=Act.MOVE_DUE, data__decision="move")
    return moves.order_by("-seq").first()


def calls_of(unit_id: str, codes: Iterable[str]) -> dict[tuple[str, int], list[Call]]:
    """Calls by code and step, in the order they were made."""
    entries = JournalEntry.objects.filter(chain=unit_id, action=TOLD_ACTION, subject__in=list(codes))
    found: dict[tuple[str, int], list[Call]] = {}
    for entry in entries.order_by("id"):
        call = Call(PhoneOutcome(entry.detail["outcome"]), entry.actor_name, entry.at)
        found.setdefault((entry.subject, entry.detail["seq"]), []).append(call)
    return found


def _decided() -> QuerySet[Step]:
    steps = Step.objects.filter(act=Act.MOVE_DUE, dossier__isnull=False)
    return steps.select_related("dossier__version", "dossier__unit")


def _with_calls(unit_id: str, steps: Iterable[Step]) -> list[MovedPromise]:
    known = [(step, step.dossier) for step in steps]
    calls = calls_of(unit_id, {str(dossier) for _step, dossier in known})
    return [
        _moved(step, dossier, tuple(calls.get((str(dossier), step.seq), ())))
        for step, dossier in known
        if dossier is not None
    ]


def _moved(step: Step, dossier: Dossier, calls: tuple[Call, ...]) -> MovedPromise:
    due = step.data["due"]
    return MovedPromise(
        dossier=dossier,
        seq=step.seq,
        moved=step.data["decision"] == "move",
        old=datetime.fromisoformat(due["from"]),
        new=datetime.fromisoformat(due["to"]) if due["to"] else None,
        reason=step.data["reason"],
        by=step.actor_name,
        at=step.at,
        calls=calls,
    )
