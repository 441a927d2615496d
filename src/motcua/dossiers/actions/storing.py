"""Results are put into a person's store and lose their force there; what happened to each paper is kept (R-134)."""

from datetime import datetime
from typing import Any

from motcua.applicants.models import Account, StoredPaper, StoredPaperEvent
from motcua.applicants.store_terms import PaperEventKind, StoredState
from motcua.core.models import OutboxMessage
from motcua.core.vntext import fold
from motcua.dossiers.models import Dossier, ResultDocument, StoredResult
from motcua.dossiers.return_choices import returning
from motcua.dossiers.store import STORED_TOPIC, account_for, was_stored
from motcua.organisation.actors import Actor


def put_into_store(
    dossier: Dossier, result: ResultDocument, account: Account, *, actor: Actor, at: datetime
) -> StoredPaper:
    """The signed file of the result, as a paper of the account."""
    file = result.signed
    if file is None or result.day is None:
        raise AssertionError("a signed result has its file and its day")
    paper = StoredPaper.objects.create(
        account=account,
        title=result.title,
        title_fold=fold(result.title),
        number=result.number,
        issuer=dossier.unit.name,
        unit_id=dossier.unit_id,
        procedure=dossier.procedure_id,
        issued_on=result.day,
        valid_to=returning().good_until(dossier.procedure_id, result.day),
        source=str(dossier),
        check_code=result.check_code,
        sha256=file.sha256,
        size=file.size,
        placed_at=at,
    )
    StoredResult.objects.create(paper=paper, result=result, dossier=dossier, file=file, placed_at=at)
    note_paper(paper, PaperEventKind.PLACED, at, by=actor.name)
    return paper


def said_of(paper: StoredPaper) -> dict[str, Any]:
    """The paper as steps and events name it."""
    return {"paper": paper.pk, "sha256": paper.sha256, "number": paper.number}


def store_replacement(
    dossier: Dossier, result: ResultDocument, *, actor: Actor, at: datetime
) -> dict[str, Any]:
    """A signed replacement goes into the person's store where the result before it went; what the event of its
    issue says of it (`stored`); the person hears of it.

    Empty where nothing of the dossier was put into a store, the account is closed, or the replacement is paper only.
    """
    account = account_for(dossier) if was_stored(dossier) else None
    if account is None or result.signed is None:
        return {}
    OutboxMessage.objects.create(
        topic=STORED_TOPIC, key=str(dossier), payload={"result": result.pk}, created_at=at
    )
    return {"stored": said_of(put_into_store(dossier, result, account, actor=actor, at=at))}


def withdraw_stored(
    result_id: int, *, state: StoredState, reason: str, actor: Actor | None, at: datetime
) -> None:
    """A result that holds no more holds no more in the store either; what lay there stays to be read, marked."""
    links = StoredResult.objects.filter(result_id=result_id).values("paper_id")
    for paper in StoredPaper.objects.select_for_update().filter(pk__in=links, state=StoredState.IN_FORCE):
        paper.state, paper.over_at, paper.over_reason = state, at, reason
        paper.save(update_fields=["state", "over_at", "over_reason"])
        note_paper(
            paper, PaperEventKind.WITHDRAWN, at, by=actor.name if actor else "", detail={"state": state.value}
        )


def note_paper(
    paper: StoredPaper,
    kind: PaperEventKind,
    at: datetime,
    *,
    by: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """One thing that happened to a paper of a store."""
    StoredPaperEvent.objects.create(paper=paper, kind=kind, at=at, by=by, detail=detail or {})
