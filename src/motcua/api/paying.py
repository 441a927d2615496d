"""How is a payment from afar asked for and looked at, and how does the gateway tell what came?"""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status
from pydantic import Field

from config import clock
from config.client_address import client_address
from motcua.api.errors import answer, not_found
from motcua.api.idempotency import DOCUMENTED
from motcua.api.letting_in import let_in, unit_of
from motcua.api.money_shapes import FeeIn
from motcua.api.problems import NO_SUCH, POSTED, PUBLIC, WITH_TOKEN, Problem
from motcua.api.seeing import keep_view
from motcua.api.shapes import Code, Moment, ShapeOut
from motcua.api.tokens import Caller
from motcua.core.refusals import Refusal, refuse
from motcua.core.tries import count_try, give_back, paying_limits
from motcua.dossiers.charging import numbers_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.online_fees import fee_asked, obligation_asked
from motcua.dossiers.queries import DossierNotFound, dossier_of
from motcua.jobs.paying import gateway, take
from motcua.payments.actions.ordering import open_order
from motcua.payments.orders import order_by_reference, orders_of, state_of
from motcua.payments.policies import ORDERING
from motcua.payments.terms import CollectionMoment, Purpose, Verdict

router = Router(tags=["Thanh toán trực tuyến"])
Reference = Annotated[str, Field(min_length=16, max_length=16, pattern=r"^MC[0-9A-Z]{14}$")]
# What the gateway is told: done or known already; else why it should not say it again.
_DONE = frozenset({Verdict.TAKEN, Verdict.HELD, Verdict.REPEATED, Verdict.REPLAYED, Verdict.NOT_PAID})
_REFUSED: dict[Verdict, tuple[int, str]] = {
    Verdict.BAD_SIGNATURE: (403, "Chữ ký của thông điệp không đúng. Hãy kiểm tra khóa chung."),
    Verdict.STALE: (409, "Thông điệp quá thời gian cho phép. Hãy gửi thông điệp mới ký lại."),
    Verdict.UNREADABLE: (422, "Không đọc được thông điệp. Hãy gửi đúng mẫu đã thống nhất."),
    Verdict.UNKNOWN_ORDER: (404, "Không có lệnh thanh toán này. Hãy kiểm tra lại mã."),
    Verdict.CONTRADICTS: (409, "Giao dịch này đã ghi cho lệnh hoặc số tiền khác. Hãy đối soát lại."),
}


class OrderIn(FeeIn):
    """What is to be paid: nothing said, what is certain to be owed; `purpose` obligation: what the notice asks."""

    purpose: Annotated[Purpose, Field(strict=False)] = Purpose.FEE
    moment: Annotated[CollectionMoment, Field(strict=False)] = CollectionMoment.RECEIVE


class OrderLineOut(ShapeOut):
    """A line in words that name nobody."""

    name: str
    amount: int


class OrderOut(ShapeOut):
    """A payment as whoever holds its reference may see it; `state` open, expired, paid, closed or refunded."""

    reference: str
    dossier: str
    unit: str
    purpose: str
    amount: int
    lines: list[OrderLineOut]
    state: str
    state_text: str
    expires_at: Moment
    paid_at: Moment | None
    method: str
    receipt: str
    address: str


class HeardOut(ShapeOut):
    """What was made of a message."""

    verdict: str


@router.post(
    "/dossiers/{code}/payment-orders",
    response={201: OrderOut, **POSTED, **NO_SUCH},
    summary="Mở lệnh thanh toán trực tuyến",
    openapi_extra=DOCUMENTED,
)
def open_payment_order(request: HttpRequest, code: Path[Code], said: OrderIn) -> Status[OrderOut]:
    """Số tiền do hệ thống tính và giữ nguyên từ lúc mở. Đã có lệnh còn hạn, cùng số tiền thì trả lại lệnh đó."""
    caller = let_in(request, frozenset(ORDERING))
    dossier = _dossier(caller, code)
    if said.purpose == Purpose.OBLIGATION:
        asked = obligation_asked(dossier)
    else:
        asked = fee_asked(dossier, unit_of(caller), moment=said.moment, wishes=said.wishes())
    order = open_order(asked=asked, actor=caller.actor, at=caller.at)
    return Status(201, _out(order.reference))


@router.get(
    "/dossiers/{code}/payment-orders",
    response={200: list[OrderOut], **WITH_TOKEN, **NO_SUCH},
    summary="Các lệnh thanh toán của hồ sơ",
)
def list_payment_orders(request: HttpRequest, code: Path[Code]) -> list[OrderOut]:
    """Mới nhất trước, kèm trạng thái và số biên lai."""
    caller = let_in(request, frozenset(ORDERING))
    dossier = _dossier(caller, code)
    keep_view(caller, code, "view_fee")
    return [_out(order.reference) for order in orders_of(numbers_of(dossier))]


@router.get(
    "/payment-orders/{reference}",
    auth=None,
    response={200: OrderOut, **PUBLIC, **NO_SUCH, frozenset({429}): Problem},
    summary="Trạng thái một lệnh thanh toán",
)
def read_payment_order(request: HttpRequest, reference: Path[Reference]) -> OrderOut:
    """Công khai cho người giữ mã lệnh; không có dữ liệu cá nhân. Sai mã thì 404, thử nhiều lần thì 429."""
    limits = paying_limits(address=client_address(request))
    if wait := count_try(limits=limits, now=clock.real_now()):
        raise refuse(
            "too_many_tries",
            "Đã thử sai nhiều lần. Hãy xem lại mã và thử lại sau ít phút.",
            retry_after=wait,
        )
    found = _out(reference)
    give_back(keys=limits)
    return found


@router.post(
    "/payments/gateway/callback",
    auth=None,
    response={200: HeardOut, **PUBLIC, frozenset({403, 404, 409, 413, 429}): Problem},
    summary="Cổng thanh toán báo kết quả",
)
def gateway_callback(request: HttpRequest) -> Status[HeardOut] | HttpResponse:
    """Thông điệp có chữ ký HMAC, thời điểm và số dùng một lần; gửi lại thì không ghi thu lần thứ hai."""
    known = gateway()
    if known is None:
        raise not_found()
    message = known.told(request.headers, request.body)
    if not message.signed:
        _count_unsigned(request)
    verdict = take(message=message, at=clock.now()).verdict
    if verdict in _DONE:
        return Status(200, HeardOut(verdict=verdict))
    status, text = _REFUSED[verdict]
    return answer(Refusal(verdict.value, text), status)


def _count_unsigned(request: HttpRequest) -> None:
    """Anybody can send what is not signed: few from one address are kept."""
    limits = paying_limits(address=client_address(request))
    if wait := count_try(limits=limits, now=clock.real_now()):
        raise refuse(
            "too_many_tries", "Quá nhiều thông điệp sai chữ ký. Hãy kiểm tra khóa chung.", retry_after=wait
        )


def _dossier(caller: Caller, code: str) -> Dossier:
    try:
        return dossier_of(code, caller.actor.unit_id)
    except DossierNotFound:
        raise not_found() from None


def _out(reference: str) -> OrderOut:
    order = order_by_reference(reference)
    if order is None:
        raise not_found()
    state = state_of(order, clock.now())
    return OrderOut(
        reference=order.reference,
        dossier=order.subject,
        unit=order.unit.name,
        purpose=order.purpose,
        amount=order.amount,
        lines=[OrderLineOut(name=line["shown"], amount=line["amount"]) for line in order.lines],
        state=state.standing,
        state_text=state.label,
        expires_at=order.expires_at,
        paid_at=state.paid_at,
        method=state.method,
        receipt=state.receipt_number,
        address=f"/thanh-toan/{order.reference}/",
    )
