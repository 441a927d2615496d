"""How does a program see what a dossier costs, take it, give it back, and close an official's day?"""

import hashlib
from datetime import date
from typing import Annotated
from uuid import uuid4

from django.http import HttpRequest
from ninja import Path, Router, Status
from pydantic import Field

from motcua.api.errors import not_found
from motcua.api.idempotency import DOCUMENTED, HEADER
from motcua.api.letting_in import COLLECTING, let_in, unit_of
from motcua.api.money_shapes import EntryOut, MostDong, PaymentIn, entries_out, entry_out
from motcua.api.problems import NO_SUCH, POSTED, WITH_TOKEN
from motcua.api.seeing import keep_view
from motcua.api.shapes import Code, DayIn, Moment, Reason, RowId, Shape, ShapeOut
from motcua.api.tokens import Caller
from motcua.dossiers.charging import charge_of, kept_of, refunds_due
from motcua.dossiers.models import Dossier
from motcua.dossiers.online.fees import till_as_asked
from motcua.payments.actions.closing import Count, close_day
from motcua.payments.actions.ledger import Payment, collect, refund
from motcua.payments.models import DayClosing, LedgerEntry
from motcua.payments.queries import closing_of, day_entries, day_money
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.terms import DeskMethod

router = Router(tags=["Phí, lệ phí"])
RECEIPTS = OfficeReceipts()
MOST_ROWS = 200


class FeeLineOut(ShapeOut):
    """A line that may be collected; `amount` null: the province has not set it yet."""

    name: str
    unit: str
    amount: int | None
    suggested: int


class TillOut(ShapeOut):
    """What a dossier costs and what the ledger says of it."""

    code: str
    free: bool
    lines: list[FeeLineOut]
    by_pages: list[dict[str, str | int]]
    exemptions: list[str]
    expected: int | None
    kept: int
    entries: list[EntryOut]


class RefundIn(Shape):
    """Why and how it is given back."""

    reason: Reason
    method: Annotated[DeskMethod, Field(strict=False)] = DeskMethod.CASH


class ClosingIn(Shape):
    """What was counted in the drawer, handed to the treasurer; why it differs."""

    counted: MostDong
    handed_over: MostDong = 0
    reason: Reason = ""


class DayOut(ShapeOut):
    """An official's money of a day; `closed_at` null while it is open."""

    day: date
    opening: int
    cash_in: int
    cash_out: int
    transfer_in: int
    transfer_out: int
    expected: int
    counted: int | None = None
    difference: int | None = None
    handed_over: int | None = None
    reason: str = ""
    closed_at: Moment | None = None
    entries: list[EntryOut]


class DueBackOut(ShapeOut):
    """A withdrawn or cancelled dossier whose fee is still kept."""

    code: str
    state: str
    kept: int


def payment_key(request: HttpRequest, caller: Caller) -> str:
    """The name of the payment: of the Idempotency-Key, so that a lost answer costs no second receipt."""
    said = request.headers.get(HEADER)
    return hashlib.sha256(f"{caller.token_id}|{said}".encode()).hexdigest()[:32] if said else uuid4().hex


def _dossier(caller: Caller, code: str) -> Dossier:
    found = (
        Dossier.objects.filter(unit_id=caller.actor.unit_id, code=code)
        .select_related("version", "unit")
        .first()
    )
    if found is None:
        raise not_found()
    return found


@router.get(
    "/dossiers/{code}/fee",
    response={200: TillOut, **WITH_TOKEN, **NO_SUCH},
    summary="Phí, lệ phí của một hồ sơ",
)
def read_fee(request: HttpRequest, code: Path[Code]) -> TillOut:
    """Khoản thu đã công bố, đối tượng miễn, số dự kiến và mọi khoản đã ghi trong sổ."""
    caller = let_in(request, COLLECTING)
    dossier = _dossier(caller, code)
    till = till_as_asked(dossier, unit_of(caller))
    keep_view(caller, code, "view_fee")
    amounts = till.province
    return TillOut(
        code=code,
        free=till.schedule.free,
        lines=[
            FeeLineOut(
                name=item.name,
                unit=item.unit,
                amount=amounts.get(item.name) if item.amount is None else item.amount,
                suggested=till.suggested.get(item.name, 0),
            )
            for item in till.schedule.items
        ],
        by_pages=[
            {"title": line.name, "copies": line.quantity, "each": line.each, "amount": line.amount}
            for line in till.formula_lines
        ],
        exemptions=list(till.schedule.exemptions),
        expected=sum(line.amount for line in till.expected_lines) if till.expected_lines else None,
        kept=till.kept,
        entries=entries_out(till.entries),
    )


@router.post(
    "/dossiers/{code}/fee",
    response={201: EntryOut, **POSTED, **NO_SUCH},
    summary="Ghi thu hoặc miễn phí, lệ phí",
    openapi_extra=DOCUMENTED,
)
def collect_fee(request: HttpRequest, code: Path[Code], said: PaymentIn) -> Status[EntryOut]:
    """Số tiền do hệ thống tính theo mức công bố; gửi lại cùng khóa thì không thu lần thứ hai."""
    caller = let_in(request, COLLECTING)
    dossier = _dossier(caller, code)
    entry = collect(
        payment=Payment(
            subject=code,
            payer=said.payer or dossier.representative or dossier.applicant_name,
            key=payment_key(request, caller),
            method=said.method,
            moment=said.moment,
            transfer_reference=said.transfer_reference,
            filed_as=dossier.filing_number or "",
        ),
        charge=charge_of(dossier, unit_of(caller), said.wishes()),
        receipts=RECEIPTS,
        actor=caller.actor,
        at=caller.at,
    )
    return Status(201, entry_out(entry))


@router.post(
    "/dossiers/{code}/fee/{entry}/refund",
    response={201: EntryOut, **POSTED, **NO_SUCH},
    summary="Hoàn một khoản đã thu",
    openapi_extra=DOCUMENTED,
)
def refund_fee(
    request: HttpRequest, code: Path[Code], entry: Path[RowId], said: RefundIn
) -> Status[EntryOut]:
    """Hoàn toàn bộ một khoản bằng một khoản đối ứng của hôm nay; mỗi khoản hoàn một lần."""
    caller = let_in(request, COLLECTING)
    if not LedgerEntry.objects.filter(pk=entry, unit_id=caller.actor.unit_id, subject=code).exists():
        raise not_found()
    back = refund(
        entry_id=entry,
        reason=said.reason,
        method=said.method,
        key=payment_key(request, caller),
        receipts=RECEIPTS,
        actor=caller.actor,
        at=caller.at,
    )
    return Status(201, entry_out(back))


@router.get("/refunds-due", response={200: list[DueBackOut], **WITH_TOKEN}, summary="Hồ sơ còn phải hoàn phí")
def list_refunds_due(request: HttpRequest) -> list[DueBackOut]:
    """Hồ sơ đã rút hoặc hủy mà phí còn giữ, nhiều nhất 200."""
    caller = let_in(request, COLLECTING)
    found = list(refunds_due(caller.actor.unit_id)[:MOST_ROWS])
    kept = kept_of(caller.actor.unit_id, found)
    keep_view(caller, "list:can-hoan", "view_list")
    return [DueBackOut(code=str(one), state=one.state, kept=kept.get(str(one), 0)) for one in found]


@router.get("/till/{day}", response={200: DayOut, **WITH_TOKEN}, summary="Sổ quỹ của tôi trong ngày")
def read_day(request: HttpRequest, day: Path[DayIn]) -> DayOut:
    """Tiền của người gọi trong ngày, các khoản và lần khóa sổ nếu đã khóa."""
    caller = let_in(request, COLLECTING)
    return _day_out(caller, day, closing_of(caller.actor.unit_id, caller.actor.person_id, day))


@router.post(
    "/till/{day}/close",
    response={201: DayOut, **POSTED},
    summary="Khóa sổ quỹ của ngày",
    openapi_extra=DOCUMENTED,
)
def close_till(request: HttpRequest, day: Path[DayIn], said: ClosingIn) -> Status[DayOut]:
    """Ngày đã khóa không nhận thêm khoản nào; chênh lệch phải có lý do."""
    caller = let_in(request, COLLECTING)
    count = Count(said.counted, said.handed_over, said.reason)
    return Status(
        201, _day_out(caller, day, close_day(day=day, count=count, actor=caller.actor, at=caller.at))
    )


def _day_out(caller: Caller, day: date, closing: DayClosing | None) -> DayOut:
    unit_id, me = caller.actor.unit_id, caller.actor.person_id
    money = day_money(unit_id, me, day)
    names = ("opening", "cash_in", "cash_out", "transfer_in", "transfer_out", "expected")
    closed = ("counted", "difference", "handed_over", "reason", "closed_at")
    return DayOut(
        day=day,
        entries=entries_out(day_entries(unit_id, me, day)),
        **{name: getattr(money, name) for name in names},
        **({name: getattr(closing, name) for name in closed} if closing else {}),
    )
