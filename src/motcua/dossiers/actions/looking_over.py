"""What would become of a tray if it were approved now? Each dossier judged on its own, nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.authority.capacity import citation
from motcua.core.refusals import Refusal, Refused
from motcua.dossiers.actions.registry import BATCH_LIMIT, NOT_FOUND
from motcua.dossiers.actions.results.fixing import ready
from motcua.dossiers.actions.signing import judged, powers_on
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import in_unit, may_be_a_number
from motcua.dossiers.results.queries import drafts_of
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class LookedOver:
    """One dossier of the tray: in whose name it would be approved, or why not (`dossier` None: not here)."""

    code: str
    dossier: Dossier | None
    signs_as: str = ""
    refusal: Refusal | None = None


def look_over(*, codes: Sequence[str], actor: Actor, at: datetime) -> list[LookedOver]:
    """The tray in its order, at most as many as may be approved at once; the same judge as the approval's."""
    wanted = [code for code in dict.fromkeys(codes) if may_be_a_number(code)][:BATCH_LIMIT]
    here = in_unit(actor.unit_id).select_related(
        "version", "unit", "one_stop_unit", "appraiser", "received_by"
    )
    found = {one.code: one for one in here.filter(code__in=wanted)}
    found |= {one.filing_number: one for one in here.filter(filing_number__in=wanted)}
    powers = powers_on(actor, at)
    drafts = drafts_of(found.values())

    def of(code: str) -> LookedOver:
        dossier = found.get(code)
        if dossier is None:
            return LookedOver(code, None, refusal=NOT_FOUND)
        try:
            approval = judged(dossier, actor, at, {}, powers)
            if draft := drafts.get(dossier.pk):
                ready(draft)  # a draft that lacks something is not approved
        except Refused as refused:
            return LookedOver(code, dossier, refusal=refused.refusal)
        return LookedOver(code, dossier, signs_as=citation(approval.data["power"]))

    return [of(code) for code in wanted]
