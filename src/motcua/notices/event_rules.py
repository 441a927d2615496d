"""Which step of a dossier does a person hear of, and must they? Only what they need, and what the law says.

61/2018/NĐ-CP điều 17 (tiếp nhận, bổ sung, từ chối), điều 19 (chậm: xin lỗi, hẹn lại), điều 20 (trả kết quả).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.dossiers.terms import Act, Channel, ReminderMeans, ReturnChannel, State, TakerKind
from motcua.notices.terms import NoticeEvent, Weight

_ALWAYS: dict[Act, NoticeEvent] = {
    Act.SUBMIT: NoticeEvent.FILED,
    Act.ASK_SUPPLEMENT: NoticeEvent.SUPPLEMENT,
    Act.REFUSE_INTAKE: NoticeEvent.REFUSED,
    Act.ASK_PAYMENT: NoticeEvent.PAYMENT,
    Act.PROLONG: NoticeEvent.PROLONGED,
    Act.APOLOGISE: NoticeEvent.APOLOGY,
    Act.STOP: NoticeEvent.STOPPED,
    Act.CANCEL_RECEPTION: NoticeEvent.CANCELLED,
    Act.REPLACE_RESULT: NoticeEvent.REPLACED,
    Act.REVOKE_RESULT: NoticeEvent.REVOKED,
}
# Who stands there gets the slip in their hand.
_IN_HAND = frozenset({Channel.DESK, Channel.HOME})


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is asked of a step: the act, from where to where, what was said, and how the dossier came and goes."""

    act: Act
    source: str
    target: str
    data: Mapping[str, Any]
    channel: Channel
    return_channel: ReturnChannel
    waits_at_desk: bool = False  # settled while the person waits


def told_of(step: StepFacts) -> tuple[NoticeEvent, Weight] | None:
    """What the person is told of the step and how much they must hear it, or None."""
    if event := _ALWAYS.get(step.act):
        return event, Weight.REQUIRED
    if step.target == State.READY and step.source != State.READY and step.act is not Act.UNDO_RETURN:
        return NoticeEvent.READY, Weight.EXTRA if step.waits_at_desk else Weight.REQUIRED
    if step.act in {Act.ACCEPT, Act.RECEIVE}:
        in_hand = step.act is Act.RECEIVE and step.channel in _IN_HAND
        return NoticeEvent.RECEIVED, Weight.EXTRA if in_hand else Weight.USUAL
    return _sometimes(step)


def is_over(event: NoticeEvent, state: str) -> bool:
    """Whether it is no longer so while the dossier stands in `state`: a taken result needs nobody to come."""
    return event in {NoticeEvent.READY, NoticeEvent.UNCOLLECTED} and state != State.READY


def _sometimes(step: StepFacts) -> tuple[NoticeEvent, Weight] | None:
    if step.act is Act.PAY:
        return NoticeEvent.PAID, Weight.EXTRA
    if step.act is Act.MOVE_DUE and step.data.get("decision") == "move":
        return NoticeEvent.MOVED, Weight.REQUIRED
    # What the office's people did themselves needs no message beside it.
    if step.act is Act.REMIND and step.data.get("how") == ReminderMeans.MARK:
        return NoticeEvent.UNCOLLECTED, Weight.USUAL
    if step.act is Act.RETURN_RESULT:
        themselves = step.data.get("receiver_kind") == TakerKind.APPLICANT
        at_hand = step.data.get("channel") in {ReturnChannel.DESK, ReturnChannel.HOME}
        return NoticeEvent.RETURNED, Weight.EXTRA if themselves and at_hand else Weight.USUAL
    return None
