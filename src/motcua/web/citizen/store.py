"""My papers: electronic results in the store of my account, opened, downloaded, confirmed; each look is kept."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from config import clock
from motcua.applicants.models import StoredPaper
from motcua.applicants.store_terms import PAPER_EVENT_LABELS, STORED_LABELS, PaperEventKind, StoredState
from motcua.core.moments import local_day
from motcua.core.refusals import Refused
from motcua.documents.files.reading import chunks_of
from motcua.dossiers.actions.online_return import paper_seen
from motcua.dossiers.store import papers_in
from motcua.web.citizen.session import citizen_needed, here

ADDRESS = "/tai-khoan/giay-to/"
_COLOURS = {StoredState.IN_FORCE: "green", StoredState.REPLACED: "yellow", StoredState.REVOKED: "red"}


@require_GET
@citizen_needed(assurance=2, alone=True)
def papers(request: HttpRequest) -> HttpResponse:
    """Everything in the store, the newest first."""
    rows = [_shown(paper) for paper in papers_in(here(request).account_id)[:200]]
    return render(request, "citizen/store.html", {"rows": rows})


def _shown(paper: StoredPaper) -> dict[str, Any]:
    state = StoredState(paper.state)
    old = paper.valid_to is not None and paper.valid_to <= local_day(clock.now())
    return {
        "paper": paper,
        "state": STORED_LABELS[state],
        "colour": _COLOURS[state],
        "old": old,
        "new": paper.opened_at is None and state is StoredState.IN_FORCE,
        "events": [(PAPER_EVENT_LABELS[PaperEventKind(event.kind)], event) for event in paper.events.all()],
    }


@require_GET
@citizen_needed(assurance=2, alone=True)
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper: who gave it, until when it is good, what was done with it."""
    found = papers_in(here(request).account_id).filter(pk=paper_id).first()
    if found is None:
        raise Http404
    return render(request, "citizen/store_paper.html", _shown(found))


@require_POST
@citizen_needed(assurance=2, alone=True)
def open_paper(request: HttpRequest, paper_id: int) -> HttpResponseBase:
    """The signed file, to look at or (`tai=1`) to keep; what was delivered with it closes the dossier."""
    kind = PaperEventKind.DOWNLOADED if request.POST.get("tai") else PaperEventKind.OPENED
    found = _seen(request, paper_id, kind)
    manner = "attachment" if kind is PaperEventKind.DOWNLOADED else "inline"
    headers = {
        "Content-Disposition": f'{manner}; filename="{found.check_code}.pdf"',
        "Content-Length": str(found.size),
        "Cache-Control": "private, no-store",
    }
    chunks = chunks_of(found.result.file)
    return StreamingHttpResponse(chunks, content_type="application/pdf", headers=headers)


@require_POST
@citizen_needed(assurance=2, alone=True)
def confirm_paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """I have it."""
    _seen(request, paper_id, PaperEventKind.CONFIRMED)
    return redirect("stored_paper", paper_id)


def _seen(request: HttpRequest, paper_id: int, kind: PaperEventKind) -> Any:
    try:
        return paper_seen(paper_id=paper_id, kind=kind, actor=here(request), at=clock.now())
    except Refused as refused:
        raise Http404 from refused
