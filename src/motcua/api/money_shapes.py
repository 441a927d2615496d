"""In which form does money come in and go out? Amounts are whole đồng; a refund is negative."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field

from motcua.api.shapes import MOST_ITEMS, Moment, Name, Shape, ShapeOut, Title
from motcua.dossiers.charging import Wishes
from motcua.payments.fees import MOST, CopiedPaper
from motcua.payments.models import LedgerEntry
from motcua.payments.terms import CollectionMoment, DeskMethod

MostDong = Annotated[int, Field(ge=0, le=10**12)]


class FeeLineIn(Shape):
    """A published line and how many of it."""

    name: Title
    quantity: Annotated[int, Field(ge=0, le=MOST)]


class PagesIn(Shape):
    """Certification without listed papers: pages of the original, copies."""

    pages: Annotated[int, Field(ge=1, le=100_000)]
    copies: Annotated[int, Field(ge=1, le=100_000)]


class FeeIn(Shape):
    """What is collected for one dossier: lines, or pages and copies; an exemption has a ground and its evidence."""

    lines: Annotated[list[FeeLineIn], Field(max_length=MOST_ITEMS)] = []
    papers: PagesIn | None = None
    ground: Title = ""
    evidence: Title = ""

    def wishes(self) -> Wishes:
        """The same for the office."""
        paper = (
            CopiedPaper("Giấy tờ chứng thực", self.papers.pages, self.papers.copies) if self.papers else None
        )
        return Wishes(
            quantities={line.name: line.quantity for line in self.lines},
            papers=(paper,) if paper else (),
            ground=self.ground,
            evidence=self.evidence,
        )


class PaymentIn(FeeIn):
    """The same with how it is paid."""

    method: Annotated[DeskMethod, Field(strict=False)] = DeskMethod.CASH
    moment: Annotated[CollectionMoment, Field(strict=False)] = CollectionMoment.RECEIVE
    transfer_reference: Name = ""
    payer: Name = ""


class EntryOut(ShapeOut):
    """One entry of the ledger."""

    id: int
    dossier: str
    kind: str
    moment: str
    method: str
    amount: int
    lines: list[dict[str, Any]]
    exemption: dict[str, Any] | None
    payer: str
    reason: str
    transfer_reference: str
    receipt: str
    lookup: str
    official: str
    at: Moment
    reverses: int | None


def entry_out(entry: LedgerEntry) -> EntryOut:
    """The entry as a program reads it."""
    return EntryOut(
        id=entry.pk,
        dossier=entry.subject,
        kind=entry.kind,
        moment=entry.moment,
        method=entry.method,
        amount=entry.amount,
        lines=entry.lines,
        exemption=entry.exemption,
        payer=entry.payer,
        reason=entry.reason,
        transfer_reference=entry.transfer_reference,
        receipt=entry.receipt_number,
        lookup=entry.receipt_lookup,
        official=entry.official_name,
        at=entry.at,
        reverses=entry.reverses_id,
    )


def entries_out(entries: Iterable[LedgerEntry]) -> list[EntryOut]:
    """Several, in their order."""
    return [entry_out(entry) for entry in entries]
