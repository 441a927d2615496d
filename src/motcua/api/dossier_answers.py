"""How is a dossier shown to a program of its own unit? One with everything, or a row of the work list."""

from typing import Any

from motcua.api.acts import StepOut, step_out
from motcua.api.problems import Said
from motcua.api.promises import KeptPromise, kept_promise
from motcua.api.shapes import Moment, ShapeOut
from motcua.dossiers.models import Dossier, HandedIn
from motcua.dossiers.queries import Button, DossierPage


class ReceivedOut(ShapeOut):
    """A dossier just received: its code, the look-up secret of its slip, and the promise."""

    code: str
    secret: str
    state: str
    promise: KeptPromise
    warnings: list[str]


class FiledOut(ShapeOut):
    """A dossier submitted from afar: the number that stands for the code until it is accepted."""

    number: str
    secret: str
    state: str


class ApplicantOut(ShapeOut):
    """Who asks, as stored."""

    kind: str
    name: str
    id_type: str
    id_number: str
    phone: str
    email: str
    address: str
    representative: str


class PaperOut(ShapeOut):
    """A paper handed in; `round` counts the supplements, 0 is the reception."""

    round: int
    key: str
    name: str
    original: int
    copies: int


class ActOpen(ShapeOut):
    """An act that comes next, and why this caller may not do it (null: may)."""

    act: str
    refusal: Said | None


class DossierRow(ShapeOut):
    """A line of the work list; no personal data, so reading a list is no view of anybody's data."""

    code: str | None
    filing_number: str | None
    procedure: str
    procedure_name: str
    unit: str
    channel: str
    path: str
    state: str
    state_since: Moment
    received_at: Moment
    due_at: Moment | None
    due_strict: bool


class DossierRows(ShapeOut):
    """One page by due time; `next_cursor` null is the last."""

    dossiers: list[DossierRow]
    next_cursor: str | None


class DossierOut(DossierRow):
    """One dossier with promise, papers, steps, and what may be done next."""

    submitted_at: Moment
    accepted_at: Moment | None
    ready_at: Moment | None
    returned_at: Moment | None
    ended_at: Moment | None
    return_channel: str
    result_number: str
    applicant: ApplicantOut
    items: list[dict[str, str | int]]
    components: list[PaperOut]
    promise: KeptPromise | None
    steps: list[StepOut]
    acts: list[ActOpen]
    pending: list[str]


def row_of(dossier: Dossier) -> DossierRow:
    """A line of the work list."""
    return DossierRow(**_row(dossier))


def dossier_out(page: DossierPage) -> DossierOut:
    """One dossier with everything."""
    dossier = page.dossier
    return DossierOut(
        **_row(dossier),
        submitted_at=dossier.submitted_at,
        accepted_at=dossier.accepted_at,
        ready_at=dossier.ready_at,
        returned_at=dossier.returned_at,
        ended_at=dossier.ended_at,
        return_channel=dossier.return_channel,
        result_number=dossier.result_number,
        applicant=_applicant(dossier),
        items=dossier.items,
        components=[_paper(paper) for paper in page.handed_in],
        promise=kept_promise(dossier),
        steps=[step_out(step) for step in page.steps],
        acts=[_act(button) for button in page.buttons],
        pending=[waiting.act for waiting in page.pending],
    )


def _row(dossier: Dossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "filing_number": dossier.filing_number,
        "procedure": dossier.procedure_id,
        "procedure_name": dossier.version.name,
        "unit": dossier.unit_id,
        "channel": dossier.channel,
        "path": dossier.path,
        "state": dossier.state,
        "state_since": dossier.state_since,
        "received_at": dossier.received_at,
        "due_at": dossier.due_at,
        "due_strict": dossier.due_strict,
    }


def _applicant(dossier: Dossier) -> ApplicantOut:
    return ApplicantOut(
        kind=dossier.applicant_kind,
        name=dossier.applicant_name,
        id_type=dossier.id_type,
        id_number=dossier.id_number,
        phone=dossier.phone,
        email=dossier.email,
        address=dossier.address,
        representative=dossier.representative,
    )


def _paper(paper: HandedIn) -> PaperOut:
    return PaperOut(
        round=paper.round, key=paper.key, name=paper.name, original=paper.original, copies=paper.copies
    )


def _act(button: Button) -> ActOpen:
    refusal = button.refusal
    return ActOpen(act=button.act, refusal=Said(code=refusal.code, text=refusal.text) if refusal else None)
