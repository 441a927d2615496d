"""Who had the dossier when, and was each step within its minutes? The control slip, one row for each change of hands.

A step within its working minutes is early, exactly on them on time, beyond them late (regulations 2.2); the result
itself is judged against the promise (promises 17).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.authority.capacity import citation
from motcua.documents import papers
from motcua.documents.forms import Form
from motcua.documents.terms import Timeliness
from motcua.dossiers.desk_papers import remarks_of
from motcua.dossiers.desk_words import taker_text
from motcua.dossiers.in_time import timeliness_of
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.paper_parts import applicant_of, desk_label, head_of, not_issued
from motcua.dossiers.terms import Act, State
from motcua.workcalendar.queries import calendar_of

APPLICANT = "Người nộp hồ sơ"
_HOLDERS = {
    State.FORWARDED: "Bộ phận chuyên môn",
    State.APPRAISED: "Người có thẩm quyền ký",
    State.APPROVED: "Văn thư",
    State.SEALED: "Văn thư",
    State.READY: "Quầy trả kết quả",
    State.RETURNED: APPLICANT,
}
_WAITING = (State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT)
_RESULT = (State.READY, State.RETURNED)


@dataclass(frozen=True, slots=True)
class StepTime:
    """What a step of the internal process took: its name in the field's words, working minutes used and allowed."""

    label: str
    used: int
    allowed: int

    @property
    def timeliness(self) -> Timeliness:
        """Within, on or beyond its minutes."""
        if self.used == self.allowed:
            return Timeliness.ON_TIME
        return Timeliness.EARLY if self.used < self.allowed else Timeliness.LATE

    @property
    def text(self) -> str:
        """`Thẩm định: 12/108 phút làm việc`."""
        return f"{self.label}: {self.used}/{self.allowed} phút làm việc"


def control_slip(dossier: Dossier, form: Form) -> papers.ControlSlip:
    """Mẫu 05 of TT 01/2018/TT-VPCP, Mẫu 06 of TT 03/2025/TT-VPCP, as the dossier stands. Refused: paper_not_issued."""
    if dossier.code is None or dossier.due_at is None:
        raise not_issued(form)
    steps = list(dossier.steps.order_by("seq"))
    label = dossier.rule_set.one_stop_label
    return papers.ControlSlip(
        form=form,
        head=head_of(dossier.unit, dossier.one_stop_unit, label, dossier.received_at),
        code=dossier.code,
        settling_agency=dossier.unit.name,
        applicant=applicant_of(dossier),
        request=dossier.version.name,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        due_strict=dossier.due_strict,
        hand_overs=tuple(_hand_overs(dossier, steps)),
        remarks=remarks_of(steps),
        demonstration=dossier.process.demo,
    )


def _hand_overs(dossier: Dossier, steps: Sequence[Step]) -> Iterator[papers.HandOver]:
    """One row for each change of hands: given by the step that passed on, taken by the next one."""
    holders = _HOLDERS | {State.RECEIVED: desk_label(dossier)}
    moved = [step for step in steps if step.source != step.target]  # what moved nothing took nothing over
    times = _times(dossier, moved, holders)
    for step, following in zip(moved, [*moved[1:], None], strict=True):
        source = holders.get(State(step.source)) if step.source else None
        target = holders.get(State(step.target))
        if target is not None and source != target:
            yield _row(dossier, step, following, (source, target), times.get(step.seq))


def _row(
    dossier: Dossier, step: Step, following: Step | None, hands: tuple[str | None, str], took: StepTime | None
) -> papers.HandOver:
    source, target = hands
    said = step.data.get("note", "") or step.data.get("reason", "")
    in_result = step.target in _RESULT
    return papers.HandOver(
        from_agency=source or APPLICANT,
        to_agency=target,
        given_at=step.at,
        giver=step.actor_name if source else dossier.applicant_name,
        received_at=following.at if source and following and target != APPLICANT else step.at,
        receiver=_receiver(step, following),
        timeliness=timeliness_of(dossier) if in_result else took.timeliness if took else None,
        note="\n".join(part for part in (took.text if took else "", _signed(step), said) if part),
    )


def _signed(step: Step) -> str:
    """In whose name it was approved, and by which document where the power was lent (30/2020/NĐ-CP art. 13)."""
    return citation(step.data["power"]) if step.act == Act.APPROVE else ""


def _times(dossier: Dossier, moved: Sequence[Step], holders: Mapping[State, str]) -> dict[int, StepTime]:
    """By the step that ends it: the working minutes since the dossier came into these hands, waiting left out."""
    planned = {step["act"]: step for step in dossier.process.steps}
    calendar = calendar_of(dossier.unit)
    found, used = {}, 0
    for before, step in pairwise(moved):
        if step.source not in _WAITING:
            used += calendar.working_minutes_between(before.at, step.at)
        if step.target in _WAITING or step.source in _WAITING:
            continue
        if plan := planned.get(step.act):
            found[step.seq] = StepTime(plan["label"], used, plan["minutes"])
        if holders.get(State(step.source)) != holders.get(State(step.target)):
            used = 0
    return found


def _receiver(step: Step, following: Step | None) -> str:
    """Who took it over: the clerk at reception, who took the result at the end, else whoever did the next act."""
    if not step.source:
        return step.actor_name
    if step.target == State.RETURNED:
        return taker_text(step.data)
    return following.actor_name if following else ""
