"""How do two persons do one act? The first asks with everything said, the second confirms exactly that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.core.moments import local_day
from motcua.core.refusals import Refused, refuse, refuse_if
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier, PendingAct
from motcua.dossiers.queries import policy_facts, why_not_any_more
from motcua.dossiers.terms import ACT_LABELS, Act, State
from motcua.dossiers.transitions import target_of
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The second person said yes: where the act leads, and what the first person said."""

    target: State
    said: dict[str, Any]
    asked: dict[str, Any]


def two_persons(
    act: Act,
    dossier: Dossier,
    actor: Actor,
    at: datetime,
    said: Mapping[str, Any],
    propose: Callable[[], dict[str, Any]],
) -> PendingAct | Confirmed:
    """The first call keeps the proposal and waits, the call of another person confirms it.

    `dossier` must be locked. The same person asking again in other words replaces their own proposal; saying
    nothing, they hear that somebody else has to confirm.
    """
    pending = PendingAct.objects.filter(dossier=dossier, act=act).first()
    second = pending is not None and pending.asked_by_id != actor.person_id
    why_not = policies.why_not_confirm if second else policies.why_not_act
    facts = policy_facts(dossier)
    refuse_if(why_not(act, facts, actor) or why_not_any_more(dossier.unit, local_day(at)))
    target = target_of(facts.path, facts.state, act, facts.state_before_pause)
    if target is None:  # the policy has just asked the same table
        raise AssertionError(f"{act} is allowed but leads nowhere")
    if pending is None or not second:
        if pending is not None and not any(said.values()):
            raise _second_needed(act)
        return _ask(act, dossier, actor, at, propose(), pending)
    proposed = {key: value for key, value in pending.data.items() if key != "name"}
    asked = {"asked_by": pending.data["name"], "asked_by_id": pending.asked_by_id}
    pending.delete()
    return Confirmed(target, proposed, asked)


def _ask(
    act: Act, dossier: Dossier, actor: Actor, at: datetime, said: dict[str, Any], pending: PendingAct | None
) -> PendingAct:
    data = said | {"name": actor.name}
    if pending is None:
        return PendingAct.objects.create(
            dossier=dossier, act=act, asked_by_id=actor.person_id, asked_at=at, data=data
        )
    if pending.data == data:
        raise _second_needed(act)
    pending.data, pending.asked_at = data, at
    pending.save(update_fields=["data", "asked_at"])
    return pending


def _second_needed(act: Act) -> Refused:
    return refuse(
        "second_person_needed",
        f"“{ACT_LABELS[act]}” cần người thứ hai xác nhận. Đề nghị đồng nghiệp có cùng quyền hoặc trưởng bộ phận "
        "mở hồ sơ và xác nhận.",
    )
