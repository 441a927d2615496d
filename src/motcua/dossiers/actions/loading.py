"""Which dossier is meant, and may the actor do this to it? Shared by every act on one dossier."""

from datetime import datetime

from motcua.core.moments import local_day
from motcua.core.refusals import refuse_if
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import policy_facts, why_not_any_more
from motcua.dossiers.terms import Act, State
from motcua.dossiers.transitions import target_of
from motcua.organisation.actors import Actor


def allowed(act: Act, dossier: Dossier, actor: Actor, at: datetime) -> State:
    """The state the act leads to; raises Refused with the reason why not."""
    facts = policy_facts(dossier)
    refuse_if(policies.why_not_act(act, facts, actor) or why_not_any_more(dossier.unit, local_day(at)))
    target = target_of(facts.path, facts.state, act, facts.state_before_pause)
    if target is None:  # the policy has just asked the same table
        raise AssertionError(f"{act} is allowed but leads nowhere")
    return target
