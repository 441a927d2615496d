"""What does the person hold of an online filing? Its number, when the answer comes, every paper with its SHA-256."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.core.moments import local
from motcua.core.refusals import Refused
from motcua.documents.filing_receipts import FilingReceipt, SentPaper, typeset_filing_receipt
from motcua.documents.wording import due_text, moment_text
from motcua.dossiers.models import Dossier, OnlineFiling
from motcua.dossiers.online.answering import answer_by
from motcua.dossiers.paper_parts import head_of
from motcua.dossiers.promises import Promise
from motcua.dossiers.promising import promise_of_filing
from motcua.dossiers.terms import State


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt for a page: the promise holds if the desk finds the filing complete; None where it was answered."""

    number: str
    secret: str
    filed_at: datetime
    answer_by: datetime
    late: bool
    promise: Promise | None
    papers: list[dict[str, Any]]


def receipt_of(filing: OnlineFiling, *, at: datetime) -> Receipt:
    """The receipt as it stands at a moment."""
    dossier = filing.dossier
    due = answer_by(dossier)
    waits = dossier.state == State.SUBMITTED
    return Receipt(
        number=str(dossier.filing_number),
        secret=dossier.secret,
        filed_at=filing.filed_at,
        answer_by=due,
        late=waits and due < at,
        promise=_promise(dossier) if waits else None,
        papers=filing.papers,
    )


def receipt_pdf(filing: OnlineFiling, *, site: str) -> bytes:
    """The receipt as it was when it was filed; `site` is the public address, with a slash at its end."""
    dossier = filing.dossier
    promise = _promise(dossier)
    paper = FilingReceipt(
        head=head_of(dossier.unit, dossier.one_stop_unit, dossier.rule_set.one_stop_label, filing.filed_at),
        code=str(dossier.filing_number),
        secret=dossier.secret,
        address=f"{site}tra-cuu/",
        applicant=dossier.applicant_name,
        request=dossier.version.name,
        answer=moment_text(answer_by(dossier)),
        promise=due_text(promise.due_at, strict=promise.due_strict) if promise else "",
        papers=tuple(_sent(one) for one in filing.papers),
        moment=local(filing.filed_at),
        demonstration=dossier.process.demo,
    )
    return typeset_filing_receipt(paper)


def _promise(dossier: Dossier) -> Promise | None:
    try:
        return promise_of_filing(dossier, at_once=False)
    except Refused:
        return None


def _sent(one: dict[str, Any]) -> SentPaper:
    size = f"{max(1, round(one['bytes'] / 1000)):,} KB".replace(",", ".")
    pages = f", {one['pages']} trang" if one["pages"] else ""
    return SentPaper(one["title"], f"{one['name']} ({size}{pages})", one["sha256"])
