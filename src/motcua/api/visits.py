"""How does a program open a visit, see its wishes, pay for all of them at once and print them together?"""

from collections.abc import Iterable
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Status
from pydantic import Field

from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import COLLECTING, VISITING, let_in
from motcua.api.money_shapes import EntryOut, FeeIn, entries_out
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN, Problem
from motcua.api.receptions import ApplicantIn, applicant_from
from motcua.api.seeing import keep_view
from motcua.api.shapes import Code, Contact, DayIn, Flag, Moment, Name, RowId, Shape, ShapeOut, Words
from motcua.api.slips import PDF_ANSWER, pdf_answer, site_of
from motcua.api.tills import RECEIPTS, payment_key
from motcua.api.tokens import Caller
from motcua.core.moments import local_day
from motcua.dossiers.actions.visiting import Visitor, open_visit
from motcua.dossiers.envelopes import envelope_pdf, fee_of, outcome_of, receipts_of
from motcua.dossiers.models import Visit
from motcua.dossiers.visits import VisitPage, WishLine, charges_of, expected_wishes, visit_page, visits_on
from motcua.payments.actions.ledger import Together, collect_together
from motcua.payments.terms import DeskMethod

router = Router(tags=["Lượt giao dịch"])
MOST_VISITS, MOST_DOSSIERS = 200, 100


class VisitIn(Shape):
    """Who came; `anew`: another visit of somebody who was here before today."""

    applicant: ApplicantIn
    counter: Contact = ""
    anew: Flag = False


class VisitRow(ShapeOut):
    """A visit in a list; `asked`: how many wishes it has."""

    id: int
    opened_at: Moment
    opened_by: str
    counter: str
    name: str
    asked: int


class WishOut(ShapeOut):
    """One wish: a dossier with its code, or an intake with its number; `fee` in words, amounts in đồng.

    `expected` null: several lines to choose from, or pages not said.
    """

    code: str
    kind: str
    procedure: str
    state: str
    outcome: str
    fee: str
    payable: bool
    due_later: bool
    expected: int | None
    paid: int


class VisitOut(VisitRow):
    """One visit with everything asked for in it."""

    wishes: list[WishOut]
    expected: int
    paid: int
    receipts: list[str]


class DossierFeeIn(FeeIn):
    """What one dossier of the visit pays."""

    code: Code


class VisitPaymentIn(Shape):
    """How the whole is paid; without `dossiers` everything that is certain and due now."""

    method: Annotated[DeskMethod, Field(strict=False)] = DeskMethod.CASH
    transfer_reference: Name = ""
    payer: Name = ""
    dossiers: Annotated[list[DossierFeeIn], Field(max_length=MOST_DOSSIERS)] | None = None


class PaidOut(ShapeOut):
    """One payment: its receipt (empty where all were exempt), its sum, an entry for each dossier."""

    receipt: str
    amount: int
    entries: list[EntryOut]


@router.post(
    "/visits", response={201: VisitOut, **POSTED}, summary="Mở một lượt giao dịch", openapi_extra=DOCUMENTED
)
def open_a_visit(request: HttpRequest, said: VisitIn) -> Status[VisitOut]:
    """Ghi người đến một lần; mỗi việc sau đó là một lần tiếp nhận với `visit` là số của lượt."""
    caller = let_in(request, VISITING)
    visitor = Visitor(applicant_from(said.applicant), said.counter, said.anew)
    visit = open_visit(visitor=visitor, actor=caller.actor, at=caller.at)
    return Status(201, _visit_out(_page(caller, visit.pk)))


@router.get("/visits", response={200: list[VisitRow], **WITH_TOKEN}, summary="Các lượt giao dịch trong ngày")
def list_visits(request: HttpRequest, day: Query[DayIn | None] = None, q: Words = "") -> list[VisitRow]:
    """Các lượt của cơ quan trong ngày (mặc định hôm nay), mới nhất trước, nhiều nhất 200."""
    caller = let_in(request, VISITING)
    found = list(visits_on(caller.actor.unit_id, day or local_day(caller.at), q)[:MOST_VISITS])
    if found:
        keep_view(caller, "list:luot", "view_list")
    return [_row(visit, visit.asked) for visit in found]  # type: ignore[attr-defined]


@router.get(
    "/visits/{visit}", response={200: VisitOut, **WITH_TOKEN, **NO_SUCH}, summary="Xem một lượt giao dịch"
)
def read_visit(request: HttpRequest, visit: Path[RowId]) -> VisitOut:
    """Mọi việc của lượt với lời hẹn, phí và số tiền còn phải thu; lần xem được ghi nhật ký."""
    caller = let_in(request, COLLECTING)
    page = _page(caller, visit)
    keep_view(caller, f"visit:{visit}", "view_visit")
    return _visit_out(page)


@router.post(
    "/visits/{visit}/pay",
    response={201: PaidOut, **POSTED, **NO_SUCH},
    summary="Thu phí một lần cho cả lượt",
    openapi_extra=DOCUMENTED,
)
def pay_visit(request: HttpRequest, visit: Path[RowId], said: VisitPaymentIn) -> Status[PaidOut]:
    """Một biên lai, mỗi hồ sơ một khoản; hồ sơ được miễn ghi kèm; hoàn được riêng từng hồ sơ."""
    caller = let_in(request, COLLECTING)
    page = _page(caller, visit)
    wishes = (
        expected_wishes(page) if said.dossiers is None else {one.code: one.wishes() for one in said.dossiers}
    )
    together = Together(
        charges=charges_of(page, wishes),
        payer=said.payer or page.payer,
        key=payment_key(request, caller),
        method=said.method,
        transfer_reference=said.transfer_reference,
    )
    entries = collect_together(together=together, receipts=RECEIPTS, actor=caller.actor, at=caller.at)
    receipt = next((entry.receipt_number for entry in entries if entry.receipt_number), "")
    amount = sum(entry.amount for entry in entries)
    return Status(201, PaidOut(receipt=receipt, amount=amount, entries=entries_out(entries)))


@router.get(
    "/visits/{visit}/envelope.pdf",
    response={**WITH_TOKEN, **NO_SUCH, 409: Problem},
    summary="Bìa và mọi giấy của lượt",
    openapi_extra=PDF_ANSWER,
)
def visit_envelope(request: HttpRequest, visit: Path[RowId]) -> HttpResponse:
    """Một tệp PDF: bìa rồi giấy của từng việc theo thứ tự đã yêu cầu."""
    caller = let_in(request, COLLECTING)
    page = _page(caller, visit)
    pdf = envelope_pdf(page, site=site_of(request))
    keep_view(caller, f"visit:{visit}", "view_slip")
    return pdf_answer(pdf, f"luot-{visit}.pdf")


def _page(caller: Caller, visit_id: int) -> VisitPage:
    page = visit_page(visit_id, caller.actor)
    if page is None:
        raise not_found()
    return page


def _row(visit: Visit, asked: int) -> VisitRow:
    return VisitRow(
        id=visit.pk,
        opened_at=visit.opened_at,
        opened_by=visit.opened_by_name,
        counter=visit.counter,
        name=visit.applicant_name,
        asked=asked,
    )


def _visit_out(page: VisitPage) -> VisitOut:
    return VisitOut(
        **_row(page.visit, len(page.wishes)).model_dump(),
        wishes=list(_wishes_out(page.wishes)),
        expected=page.expected,
        paid=page.paid,
        receipts=list(dict.fromkeys(receipts_of(page))),
    )


def _wishes_out(wishes: Iterable[WishLine]) -> Iterable[WishOut]:
    for wish in wishes:
        yield WishOut(
            code=wish.number,
            kind="dossier" if wish.dossier else "intake",
            procedure=wish.record.version.procedure_id,
            state=wish.record.state,
            outcome=outcome_of(wish),
            fee=fee_of(wish),
            payable=wish.payable,
            due_later=wish.due_later,
            expected=wish.expected,
            paid=wish.paid,
        )
