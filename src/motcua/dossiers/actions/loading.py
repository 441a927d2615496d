"""Which dossier is meant, and may the actor do this to it? Shared by every act on one dossier."""

from motcua.core.refusals import refuse_if
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import DossierFacts
from motcua.dossiers.terms import Act, Path, State
from motcua.dossiers.transitions import target_of
from motcua.organisation.actors import Actor


class DossierNotFound(LookupError):
    """No such dossier, or not one of the actor's unit: the answer is the same."""


def dossier_of(code: str, unit_id: str) -> Dossier:
    """The dossier by code or filing number, within the unit; raises DossierNotFound."""
    dossiers = Dossier.objects.select_related("version").filter(unit_id=unit_id)
    found = dossiers.filter(code=code).first() or dossiers.filter(filing_number=code).first()
    if found is None:
        raise DossierNotFound(code)
    return found


def facts_for_policy(dossier: Dossier) -> DossierFacts:
    """What policies look at."""
    return DossierFacts(
        unit_id=dossier.unit_id,
        desk_id=dossier.one_stop_unit_id,
        state=State(dossier.state),
        path=Path(dossier.path),
        state_before_pause=State(dossier.state_before_pause) if dossier.state_before_pause else None,
        appraiser_id=dossier.appraiser_id,
        forbids_own_appraisal=dossier.version.forbids_own_appraisal,
    )


def allowed(act: Act, dossier: Dossier, actor: Actor) -> State:
    """The state the act leads to; raises Refused with the reason why not."""
    facts = facts_for_policy(dossier)
    refuse_if(policies.why_not_act(act, facts, actor))
    target = target_of(facts.path, facts.state, act, facts.state_before_pause)
    assert target is not None  # the policy has just asked the same table
    return target
