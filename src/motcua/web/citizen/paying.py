"""Pay from afar: what is owed, a code for the bank's app, the way to the gateway, and how it stands.

Whoever holds the reference sees the page; nothing on it names a person. Coming back from the gateway proves nothing.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from config import clock
from config.client_address import client_address
from motcua.core.moments import local_day
from motcua.core.tries import count_try, give_back, paying_limits
from motcua.documents.wording import money_text
from motcua.dossiers.online_fees import asked_again, dossier_paid_for, nothing_owed
from motcua.integrations.paying.vietqr.client import code_png, transfer_of
from motcua.jobs.paying import ask_about, gateway, pay_made_up
from motcua.payments.actions.ordering import open_order
from motcua.payments.models import PaymentOrder
from motcua.payments.orders import account_of, order_by_reference, state_of
from motcua.payments.terms import METHOD_LABELS, PURPOSE_LABELS, Method, Purpose, Standing
from motcua.web.shared.errors import too_many

_COLOURS = {Standing.PAID: "good", Standing.REFUNDED: "good"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The order; a POST asks the gateway how it stands, for whoever has paid and sees no receipt yet, or asks for a
    new order where the time of this one is over."""
    order = _found(request, reference)
    if isinstance(order, HttpResponse):
        return order
    if request.method == "POST":
        return redirect("pay_order", _pressed(request, order))
    return render(request, "citizen/pay.html", pay_context(order) | {"came_back": "tro-ve" in request.GET})


def _pressed(request: HttpRequest, order: PaymentOrder) -> str:
    """The reference of the order to show after a button was pressed."""
    if "renew" in request.POST:
        return _renewed(order)
    if "made_up" in request.POST and settings.DEMONSTRATION and _open(order):
        pay_made_up(reference=order.reference, at=clock.now())
    else:
        ask_about(reference=order.reference, at=clock.now())
    return order.reference


def _renewed(order: PaymentOrder) -> str:
    """The reference of a new order for what is still owed, else of this one."""
    dossier, now = dossier_paid_for(order), clock.now()
    expired = state_of(order, now).standing is Standing.EXPIRED
    if dossier is None or not expired or nothing_owed(order, dossier):
        return order.reference
    return open_order(asked=asked_again(order, dossier), actor=None, at=now).reference


@never_cache
@require_safe
def code_picture(request: HttpRequest, reference: str) -> HttpResponse:
    """The VietQR code of an order that waits for its money."""
    order = _found(request, reference)
    if isinstance(order, HttpResponse):
        return order
    account = account_of(order.unit, local_day(clock.now()))
    if account is None or not _open(order):
        raise Http404
    return HttpResponse(code_png(transfer_of(order, account)), content_type="image/png")


@never_cache
@require_safe
def to_gateway(request: HttpRequest, reference: str) -> HttpResponse:
    """The way to the gateway, which the office has signed; nothing is written."""
    order = _found(request, reference)
    if isinstance(order, HttpResponse):
        return order
    known = gateway()
    if known is None or not _open(order):
        return redirect("pay_order", reference)
    back = request.build_absolute_uri(reverse("pay_order", args=[reference])) + "?tro-ve"
    return redirect(known.address(order, back))


def _found(request: HttpRequest, reference: str) -> PaymentOrder | HttpResponse:
    """The order, or the answer to show: wait (429), or the one answer to any unknown reference."""
    limits = paying_limits(address=client_address(request))
    if wait := count_try(limits=limits, now=clock.real_now()):
        return too_many(request, retry_after=wait)
    order = order_by_reference(reference)
    if order is None:
        raise Http404
    give_back(keys=limits)
    return order


def _open(order: PaymentOrder) -> bool:
    """May it be paid now?"""
    if nothing_owed(order, dossier_paid_for(order)):
        return False
    return state_of(order, clock.now()).standing is Standing.OPEN


def pay_context(order: PaymentOrder) -> dict[str, Any]:
    """What `citizen/_pay.html` names; any page about the dossier may include it."""
    now = clock.now()
    state = state_of(order, now)
    over = state.unpaid and nothing_owed(order, dossier_paid_for(order))
    standing = Standing.CLOSED if over else state.standing
    account = account_of(order.unit, local_day(now)) if standing is Standing.OPEN else None
    return {
        "order": order,
        "amount": money_text(order.amount),
        "lines": [(line["shown"], line["basis"], money_text(line["amount"])) for line in order.lines],
        "what": PURPOSE_LABELS[Purpose(order.purpose)],
        "standing": standing,
        "standing_words": _words(standing),
        "tone": _COLOURS.get(standing, ""),
        "pays": standing is Standing.OPEN,
        "renews": standing is Standing.EXPIRED,
        "account": account,
        "made_up": standing is Standing.OPEN and settings.DEMONSTRATION,
        "gateway": standing is Standing.OPEN and bool(settings.PAYMENT_GATEWAY.get("url")),
        "receipt": state.receipt_number,
        "lookup": state.receipt_lookup,
        "paid_at": state.paid_at,
        "method": METHOD_LABELS[Method(state.method)] if state.method else "",
    }


def _words(standing: Standing) -> tuple[str, str]:
    """How it stands, and what to do next."""
    words = {
        Standing.OPEN: (_("Chờ thanh toán"), _("Chọn một cách nộp dưới đây.")),
        Standing.EXPIRED: (
            _("Lệnh thanh toán đã hết hạn"),
            _(
                "Hãy mở lại hồ sơ để lấy lệnh mới, hoặc nộp tại Bộ phận Một cửa. Tiền đã chuyển vẫn được ghi nhận."
            ),
        ),
        Standing.PAID: (_("Đã thanh toán"), _("Ông/bà không phải nộp gì thêm cho lệnh này.")),
        Standing.CLOSED: (
            _("Không phải nộp nữa"),
            _(
                "Xin đừng chuyển tiền theo lệnh này. Tiền lỡ chuyển được ghi cho lệnh thay thế, hoặc được hoàn lại."
            ),
        ),
        Standing.REFUNDED: (_("Đã hoàn tiền"), _("Số tiền đã được chuyển trả lại.")),
    }
    return words[standing]
