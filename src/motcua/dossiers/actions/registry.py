"""Every act on a dossier by its name: one at a time, or a list judged and answered one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.core.refusals import Refusal, Refused, refuse
from motcua.dossiers.actions import (
    apologising,
    archiving,
    attempts,
    changing,
    copying,
    correcting,
    desk,
    digitising,
    ending,
    filing,
    keeping,
    merging,
    online_return,
    payments,
    posting,
    prolonging,
    reassigning,
    replacing,
    returning,
    shelving,
    signing,
    stamping,
    stopping,
    succeeding,
    supplements,
    trays,
    undoing,
    witnessing,
)
from motcua.dossiers.finding import find_and_lock_many
from motcua.dossiers.models import PendingAct, Step
from motcua.dossiers.queries import DossierNotFound, may_be_a_number
from motcua.dossiers.terms import Act
from motcua.organisation.actors import Actor

Outcome = Step | PendingAct
ACTIONS: dict[Act, Callable[..., Outcome]] = {
    Act.ACCEPT: filing.accept,
    Act.REFUSE_INTAKE: filing.refuse_intake,
    Act.ASK_SUPPLEMENT: supplements.ask_supplement,
    Act.SUPPLEMENT: supplements.supplement,
    Act.FORWARD: desk.forward,
    Act.APPRAISE: desk.appraise,
    Act.SEND_BACK: desk.send_back,
    Act.APPROVE: signing.approve,
    Act.STAMP: stamping.stamp,
    Act.HAND_BACK: desk.hand_back,
    Act.SEND_OUT: posting.send_out,
    Act.COME_BACK: posting.come_back,
    Act.SEND_ONLINE: online_return.send_online,
    Act.RETURN_RESULT: returning.return_result,
    Act.WITHDRAW: ending.withdraw,
    Act.CANCEL_RECEPTION: ending.cancel_reception,
    Act.CORRECT: correcting.correct,
    Act.PROLONG: prolonging.prolong,
    Act.APOLOGISE: apologising.apologise,
    Act.REFUSE_RESULT: stopping.refuse_result,
    Act.STOP: stopping.stop,
    Act.ASK_PAYMENT: payments.ask_payment,
    Act.PAY: payments.pay,
    Act.CHANGE_RETURN: changing.change_return,
    Act.RECALL: undoing.recall,
    Act.UNDO_RETURN: undoing.undo_return,
    Act.REASSIGN: reassigning.reassign,
    Act.MERGE: merging.merge,
    Act.SUCCEED: succeeding.succeed,
    Act.MOVE_DUE: changing.move_due,
    Act.KEEP_ORIGINALS: keeping.keep_originals,
    Act.MOVE_ORIGINALS: keeping.move_originals,
    Act.GIVE_ORIGINALS: keeping.give_originals,
    Act.CONFIRM_SIGNING: witnessing.confirm_signing,
    Act.SHELVE: shelving.shelve,
    Act.REMIND: shelving.remind,
    Act.ATTACH_COPY: copying.attach_copy,
    Act.DROP_COPY: copying.drop_copy,
    Act.CONFIRM_COPIES: digitising.confirm_copies,
    Act.DIGITISE_RESULT: digitising.digitise_result,
    Act.REPLACE_RESULT: replacing.replace_result,
    Act.REVOKE_RESULT: replacing.revoke_result,
    Act.ARCHIVE: archiving.archive,
}
# One statement writes all of the act: it needs no transaction around it to be whole or nothing. Approving and
# returning open one themselves where they write more (a book, originals given back).
_WRITE_ONCE = frozenset(
    {Act.FORWARD, Act.APPRAISE, Act.SEND_BACK, Act.APPROVE, Act.HAND_BACK, Act.RETURN_RESULT}
)
BATCH_LIMIT = 200
NOT_FOUND = Refusal("not_found", "Không có hồ sơ này tại cơ quan của ông/bà. Hãy xem lại mã hồ sơ.")


@dataclass(frozen=True, slots=True)
class Done:
    """What an act led to; `pending` where it waits for a second person (then `step` is None)."""

    code: str
    state: str
    step: Step | None
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one code of a list."""

    code: str
    done: Done | None = None
    refusal: Refusal | None = None

    @property
    def known(self) -> bool:
        """Whether there is such a dossier for this person, so that a page may lead to it."""
        return self.refusal is not NOT_FOUND


def perform(*, act: Act, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Done:
    """Do one act: wholly or not at all. Raises Refused, or DossierNotFound for what is not there or not yours."""
    if act not in ACTIONS:
        raise refuse("act_unknown", "Không có việc này đối với hồ sơ. Hãy mở hồ sơ để xem các bước được làm.")
    with attempts.attempt(act, code, actor, at, writes_once=act in _WRITE_ONCE):
        outcome = ACTIONS[act](code=code, actor=actor, at=at, said=said)
    if isinstance(outcome, PendingAct):
        return Done(code, outcome.dossier.state, None, pending=True)
    return Done(code, outcome.target, outcome)


def perform_many(
    *, act: Act, codes: Sequence[str], actor: Actor, at: datetime, said: Mapping[str, Any]
) -> list[Answer]:
    """The same for a tray of dossiers: each judged on its own, one failing does not stop the rest."""
    if not codes:
        raise refuse("codes_missing", "Chưa chọn hồ sơ nào. Hãy đánh dấu hồ sơ rồi làm lại.", field="codes")
    if len(codes) > BATCH_LIMIT:
        raise refuse(
            "codes_too_many", f"Nhiều nhất {BATCH_LIMIT} hồ sơ một lần. Hãy chia nhỏ.", field="codes"
        )
    return list(_answers(act, list(dict.fromkeys(codes)), actor, at, said))


def _answers(
    act: Act, codes: list[str], actor: Actor, at: datetime, said: Mapping[str, Any]
) -> Iterator[Answer]:
    tray = trays.together(act=act, codes=codes, actor=actor, at=at, said=said)
    left = [code for code in codes if code not in tray.steps and code not in tray.refusals]
    if len(left) > 1 and connection.in_atomic_block:
        # Who holds the list to its end waits for its dossiers before the first number or seal, not in between.
        find_and_lock_many([code for code in left if may_be_a_number(code)], actor.unit_id)
    if tray.alone:
        for run in trays.runs(codes, tray.alone):
            yield from _answers(act, run, actor, at, said)
        return
    for code in codes:
        if step := tray.steps.get(code):
            yield Answer(code, done=Done(code, step.target, step))
        elif refusal := tray.refusals.get(code):
            attempts.keep_refused(act, code, actor, at, refusal.code)
            yield Answer(code, refusal=refusal)
        else:
            yield _answer(act, code, actor, at, said)


def _answer(act: Act, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Answer:
    try:
        return Answer(code, done=perform(act=act, code=code, actor=actor, at=at, said=said))
    except DossierNotFound:
        return Answer(code, refusal=NOT_FOUND)
    except Refused as refused:
        return Answer(code, refusal=refused.refusal)
