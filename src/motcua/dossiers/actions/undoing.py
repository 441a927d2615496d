"""Take back what was done by mistake: a result handed to the wrong person, a result found wrong before hand-over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.applicants.store_terms import StoredState
from motcua.dossiers.actions.confirming import two_persons
from motcua.dossiers.actions.moving import Said, ends, move
from motcua.dossiers.actions.results.following import revoke_with, take_back_with
from motcua.dossiers.actions.sayings import needed
from motcua.dossiers.actions.storing import withdraw_stored
from motcua.dossiers.models import PendingAct, Step
from motcua.dossiers.queries import dossier_of
from motcua.dossiers.terms import Act, Path, Place
from motcua.dossiers.transitions import place_of
from motcua.organisation.actors import Actor


def undo_return(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step | PendingAct:
    """Wrong person or wrong paper: the result is back at the desk; to whom it had gone stays on record."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    outcome = two_persons(Act.UNDO_RETURN, dossier, actor, at, said, lambda: _reason(said))
    if isinstance(outcome, PendingAct):
        return outcome
    data = outcome.said | outcome.asked | {
        "was_returned_to": dossier.returned_to,
        "was_returned_at": dossier.returned_at.isoformat() if dossier.returned_at else "",
    }  # fmt: skip
    changes = ends(outcome.target, at) | {"returned_at": None, "returned_to": ""}
    step = move(dossier, Said(Act.UNDO_RETURN, at, actor, Place.DESK, data), changes=changes)
    take_back_with(dossier, step, actor)
    _take_out_of_store(dossier.result_document_id, data["reason"], actor, at)
    return step


def recall(*, code: str, actor: Actor, at: datetime, said: Mapping[str, Any]) -> Step | PendingAct:
    """A mistake found before hand-over: appraised again; the result's number is spoilt, never given twice."""
    dossier = dossier_of(code, actor.unit_id, lock=True)
    outcome = two_persons(Act.RECALL, dossier, actor, at, said, lambda: _reason(said))
    if isinstance(outcome, PendingAct):
        return outcome
    data = outcome.said | outcome.asked | {
        "spoilt": dossier.result_number,
        "was_ready_at": dossier.ready_at.isoformat() if dossier.ready_at else "",
    }  # fmt: skip
    changes = ends(outcome.target, at) | {
        "result_number": "",
        "approver_id": None,
        "ready_at": None,
        "refused_result": False,
        "result_document_id": None,
    }
    place = place_of(Path(dossier.path), Act.RECALL)
    _take_out_of_store(dossier.result_document_id, data["reason"], actor, at)
    if dossier.result_document_id is not None:
        revoke_with(dossier.result_document_id, actor=actor, at=at, place=place, said=data)
    return move(dossier, Said(Act.RECALL, at, actor, place, data), changes=changes)


def _take_out_of_store(result_id: int | None, reason: str, actor: Actor, at: datetime) -> None:
    if result_id is not None:
        withdraw_stored(result_id, state=StoredState.REVOKED, reason=reason, actor=actor, at=at)


def _reason(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"reason": needed(said, "reason", "Lý do")}
