"""The result follows its dossier: sealed, issued, back at the desk, revoked before hand-over; and its signed file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.core.refusals import refuse
from motcua.documents.files.tables import StoredFile
from motcua.dossiers.actions.results.recording import Happened, record
from motcua.dossiers.models import Dossier, ResultDocument, Step
from motcua.dossiers.result_terms import ResultEventKind, ResultState
from motcua.dossiers.terms import Place
from motcua.organisation.actors import Actor


def seal_with(dossier: Dossier, step: Step, actor: Actor) -> None:
    """The stamping of the dossier seals its result (unless an electronic seal already did)."""
    imprint = _imprint_of(step)
    _follow(dossier, step, actor, ResultEventKind.SEALED, ResultState.SEALED, imprint=imprint)


def _imprint_of(step: Step) -> str:
    """The lines of the register as the check page names them: `Con dấu … (số 1): dấu số 12/2022`."""
    lines = "; ".join(_IMPRINT[one["kind"]].format(**one) for one in step.data.get("imprints", ()))
    return f"{step.data.get('seal', '')}: {lines}" if lines else ""


def issue_with(dossier: Dossier, step: Step, actor: Actor | None) -> None:
    """Handing the result over issues it, at the desk (R-055)."""
    _follow(dossier, step, actor, ResultEventKind.ISSUED, ResultState.ISSUED)


def take_back_with(dossier: Dossier, step: Step, actor: Actor) -> None:
    """Handed over wrongly: sealed again, and again at the desk."""
    _follow(dossier, step, actor, ResultEventKind.RETURNED_WRONGLY, ResultState.SEALED)


def revoke_with(result_id: int, *, actor: Actor, at: datetime, place: Place, said: Mapping[str, Any]) -> None:
    """The result holds no more (`reason`, `decision`); its number stays taken."""
    _over(result_id, Happened(ResultEventKind.REVOKED, at, actor, place, said), ResultState.REVOKED)


def replace_with(old_id: int, *, actor: Actor, at: datetime, place: Place, said: Mapping[str, Any]) -> None:
    """The old result says why, by which decision and `by` which it was replaced; before the new one is written."""
    _over(old_id, Happened(ResultEventKind.REPLACED, at, actor, place, said), ResultState.REPLACED)


def _over(result_id: int, happened: Happened, state: ResultState) -> None:
    result = ResultDocument.objects.select_for_update().get(pk=result_id)
    over = {
        "over_reason": happened.data["reason"],
        "over_decision": happened.data.get("decision", ""),
        "over_at": happened.at,
    }
    record(result, happened, state=state, **over)


_IMPRINT = {"physical": "dấu số {number}/{year}", "electronic": "dấu điện tử số {number}/{year}"}


def _follow(
    dossier: Dossier,
    step: Step,
    actor: Actor | None,
    kind: ResultEventKind,
    state: ResultState,
    **changes: str,
) -> None:
    """One transaction with the step; nothing where the dossier has no result of ours or it stands there already."""
    if dossier.result_document_id is None:
        return
    result = ResultDocument.objects.select_for_update().get(pk=dossier.result_document_id)
    if result.state == state:
        return
    happened = Happened(kind, step.at, actor, Place(step.place), {"step": step.seq} | changes)
    record(result, happened, state=state, **changes)


@transaction.atomic
def attach_signed(
    *,
    result: ResultDocument,
    signed: StoredFile,
    sealed: bool,
    actor: Actor,
    at: datetime,
    place: Place,
    said: dict[str, Any],
) -> ResultDocument:
    """Put the signed file to its result: signed by the person, or (`sealed`) by the organisation after them.

    `signed` is kept already; `said` goes into the history (certificate, time stamp…). The file that was decided
    stays beside it. Refused: result_not_in_order, already_moved.
    """
    held = ResultDocument.objects.select_for_update().get(pk=result.pk)
    before = {ResultState.SIGNED, ResultState.SEALED} if sealed else {ResultState.NUMBERED}
    if held.state not in before or (sealed and (held.signed_id is None or _has_the_seal(held))):
        raise refuse(
            "result_not_in_order",
            "Kết quả phải được phê duyệt rồi người ký ký trước, cơ quan đóng dấu sau. Hãy mở lại kết quả để xem.",
        )
    kind = ResultEventKind.SEALED if sealed else ResultEventKind.SIGNED
    state = ResultState.SEALED if sealed else ResultState.SIGNED
    data = said | {"sha256": signed.sha256}
    record(held, Happened(kind, at, actor, place, data), state=state, signed=signed)
    return held


def _has_the_seal(held: ResultDocument) -> bool:
    return held.events.filter(kind=ResultEventKind.SEALED, data__has_key="sha256").exists()
