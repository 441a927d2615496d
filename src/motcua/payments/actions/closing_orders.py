"""Close an order that nobody has to pay any more: paid at the desk, let off, asked for anew, the dossier over."""

from collections.abc import Sequence
from datetime import datetime

from motcua.payments.models import LedgerEntry, PaymentOrder
from motcua.payments.terms import EntryKind, OrderState, Purpose


def close_by_other_way(*, entry: LedgerEntry, numbers: Sequence[str], at: datetime) -> None:
    """The desk has just taken or let off the fee: the order of the same moment is over, so nobody pays twice."""
    said = "miễn" if entry.kind == EntryKind.EXEMPTION else f"biên lai {entry.receipt_number}"
    orders = PaymentOrder.objects.filter(
        unit_id=entry.unit_id,
        subject__in=numbers,
        purpose=Purpose.FEE,
        moment=entry.moment,
        state=OrderState.OPEN,
    )
    orders.update(state=OrderState.CLOSED, state_at=at, closed_because=f"Đã ghi tại quầy: {said}")


def close_orders(*, orders: Sequence[PaymentOrder], because: str, at: datetime) -> int:
    """Those of the orders that are still open; how many. Others of the same dossier stay as they are."""
    still = PaymentOrder.objects.filter(pk__in=[order.pk for order in orders], state=OrderState.OPEN)
    return still.update(state=OrderState.CLOSED, state_at=at, closed_because=because)
