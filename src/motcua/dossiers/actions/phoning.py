"""Keep that an applicant was phoned about a moved promise: in the journal, with who and when, no name, no number."""

from datetime import datetime

from django.db import transaction

from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.moved_promises import (
    TOLD_ACTION,
    Call,
    PhoneOutcome,
    calls_of,
    last_move,
    why_not_phone,
)
from motcua.dossiers.queries import dossier_of
from motcua.organisation.actors import Actor
from motcua.organisation.noting import note


@transaction.atomic
def tell_by_phone(*, code: str, outcome: str, actor: Actor, at: datetime) -> Call:
    """The applicant was called about the last moved promise of the dossier.

    Raises DossierNotFound; Refused: `no_role`, `outcome_unknown`, `nothing_to_tell`, `told_already`.
    """
    refuse_if(why_not_phone(actor))
    if outcome not in {word.value for word in PhoneOutcome}:
        raise refuse("outcome_unknown", "Hãy chọn đã báo hoặc gọi không được.", field="outcome")
    dossier = dossier_of(code, actor.unit_id, lock=True)
    step = last_move(dossier)
    if step is None:
        raise refuse("nothing_to_tell", "Lời hẹn của hồ sơ này không dời. Hãy xem lại danh sách gọi.")
    before = calls_of(actor.unit_id, [str(dossier)]).get((str(dossier), step.seq), [])
    if reached := next((call for call in before if call.outcome is PhoneOutcome.REACHED), None):
        raise refuse(
            "told_already",
            f"{reached.by} đã báo cho người nộp rồi. Hãy gọi người kế tiếp.",
        )
    note(actor, at, TOLD_ACTION, str(dossier), {"seq": step.seq, "outcome": outcome})
    return Call(PhoneOutcome(outcome), actor.name, at)
