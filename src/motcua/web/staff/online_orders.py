"""Payment orders of a dossier: how each stands, opening one for a notice, closing one that nobody has to pay."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config import clock
from motcua.core.refusals import Refused
from motcua.documents.wording import money_text
from motcua.dossiers.charging import numbers_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.online.fees import fee_not_asked
from motcua.dossiers.online_fees import obligation_asked
from motcua.dossiers.terms import State
from motcua.payments.actions.ordering import close_order, open_order
from motcua.payments.orders import orders_of, state_of
from motcua.payments.terms import METHOD_LABELS, PURPOSE_LABELS, Method, Purpose, Standing
from motcua.web.staff.requests import StaffRequest, dossier_meant

_COLOURS = {
    Standing.PAID: "green",
    Standing.OPEN: "yellow",
    Standing.EXPIRED: "orange",
    Standing.REFUNDED: "blue",
}


def online_context(dossier: Dossier, now: datetime) -> dict[str, object]:
    """What `_online_orders.html` names."""
    rows = []
    for order in orders_of(numbers_of(dossier)):
        state = state_of(order, now)
        rows.append(
            {
                "order": order,
                "what": PURPOSE_LABELS[Purpose(order.purpose)],
                "amount": money_text(order.amount),
                "label": state.label,
                "colour": _COLOURS.get(state.standing, "grey"),
                "unpaid": state.unpaid,
                "receipt": state.receipt_number,
                "paid_at": state.paid_at,
                "method": METHOD_LABELS[Method(state.method)] if state.method else "",
            }
        )
    return {
        "orders": rows,
        "number": str(dossier),
        "not_asked": fee_not_asked(dossier),
        "awaits": dossier.state == State.AWAITING_PAYMENT and not any(row["unpaid"] for row in rows),
    }


def online_facts(dossier: Dossier, now: datetime) -> list[tuple[str, str, str]]:
    """Lines of a dossier's facts: amount, state, receipt (R-128), or that the fee could not be asked for."""
    if fee_not_asked(dossier):
        return [
            (
                _("Thanh toán trực tuyến"),
                _("Chưa lập được yêu cầu thanh toán"),
                _("Hãy lập lại ở trang phí, lệ phí của hồ sơ."),
            )
        ]
    return [
        (
            _("Thanh toán trực tuyến"),
            f"{money_text(order.amount)} · {state.label}",
            _("Biên lai %(number)s") % {"number": state.receipt_number} if state.receipt_number else "",
        )
        for order in orders_of(numbers_of(dossier))
        if (state := state_of(order, now)).standing is not Standing.CLOSED
    ]


@require_POST
def orders(request: StaffRequest, code: str) -> HttpResponse:
    """Open the order of a notice, or close an order with a reason."""
    dossier = dossier_meant(request, code)
    try:
        if "obligation" in request.POST:
            order = open_order(asked=obligation_asked(dossier), actor=request.actor, at=clock.now())
            messages.success(request, _("Đã mở lệnh thanh toán %(it)s.") % {"it": order.reference})
        else:
            reference, because = request.POST.get("close", "")[:20], request.POST.get("because", "")
            close_order(reference=reference, because=because, actor=request.actor, at=clock.now())
            messages.success(request, _("Đã đóng lệnh thanh toán %(it)s.") % {"it": reference})
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    return redirect("staff:till", str(dossier))
