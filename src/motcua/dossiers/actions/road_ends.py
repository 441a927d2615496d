"""A dossier came of a visit at home: the request ends with it, at once or when its paper is confirmed (R-025)."""

from datetime import datetime

from motcua.dossiers.actions.home_visits import end_with
from motcua.dossiers.home_terms import AT_THE_DOOR, HomeState, RoadOutcome
from motcua.dossiers.models import Dossier, HomeRequest, RoadEntry
from motcua.organisation.actors import Actor


def end_visit(request: HomeRequest | None, dossier: Dossier, *, actor: Actor, at: datetime) -> None:
    """The first dossier of a visit ends its request; a further one, or of another procedure, stands by itself."""
    if request is None or request.kind not in AT_THE_DOOR or request.procedure_id != dossier.procedure_id:
        return
    held = HomeRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state == HomeState.SCHEDULED:
        end_with(held, dossier, actor=actor, at=at)


def end_visit_on_paper(dossier: Dossier, *, actor: Actor, at: datetime) -> None:
    """The same for a dossier that came in under the number of a paper slip written at somebody's home."""
    written = RoadEntry.objects.filter(
        unit_id=dossier.unit_id, number=dossier.code, outcome=RoadOutcome.WAITING
    )
    entry = written.select_related("request").order_by("-id").first()
    if entry is not None:
        end_visit(entry.request, dossier, actor=actor, at=at)
