"""What is asked for, paid, held of online payments? Reads of orders, requests, statement lines."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from motcua.organisation.models import Unit, in_force
from motcua.organisation.queries import ancestors_of
from motcua.payments.models import (
    LedgerEntry,
    PaymentOrder,
    ReceivingAccount,
    RefundRequest,
    StatementLine,
)
from motcua.payments.references import is_reference
from motcua.payments.terms import (
    ONLINE,
    STANDING_LABELS,
    EntryKind,
    Finding,
    OrderState,
    Purpose,
    RefundState,
    Standing,
)


@dataclass(frozen=True, slots=True)
class PaymentState:
    """How a dossier's online payment stands: what is owed in đồng, the order's reference, receipt and moment."""

    standing: Standing
    amount: int = 0
    reference: str = ""
    receipt_number: str = ""
    receipt_lookup: str = ""
    method: str = ""
    paid_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def unpaid(self) -> bool:
        """Is something still owed?"""
        return self.standing in {Standing.OPEN, Standing.EXPIRED}

    @property
    def label(self) -> str:
        """In words."""
        return STANDING_LABELS[self.standing]


NOTHING = PaymentState(Standing.NONE)


def order_by_reference(reference: str) -> PaymentOrder | None:
    """The order of a reference, or None."""
    if not is_reference(reference):
        return None
    return PaymentOrder.objects.select_related("unit", "entry").filter(reference=reference).first()


def orders_of(numbers: Collection[str]) -> list[PaymentOrder]:
    """Every order of a dossier by any of its numbers, newest first."""
    rows = PaymentOrder.objects.filter(subject__in=list(numbers)).select_related("entry", "unit")
    return list(rows.order_by("-id"))


def paid(numbers: Collection[str], *, at: datetime, purpose: str = Purpose.FEE) -> PaymentState:
    """How the online payment of a dossier stands, by any of its numbers: what is still owed comes first."""
    found = [order for order in orders_of(numbers) if order.purpose == purpose]
    waiting = [order for order in found if order.state == OrderState.OPEN]
    settled = [order for order in found if order.state == OrderState.PAID]
    for order in (*waiting, *settled, *found):
        return state_of(order, at)
    return NOTHING


def state_of(order: PaymentOrder, at: datetime) -> PaymentState:
    """How one order stands."""
    entry = order.entry
    return PaymentState(
        standing=_standing(order, at),
        amount=order.amount,
        reference=order.reference,
        receipt_number=entry.receipt_number if entry else "",
        receipt_lookup=entry.receipt_lookup if entry else "",
        method=entry.method if entry else "",
        paid_at=entry.at if entry else None,
        expires_at=order.expires_at,
    )


def _standing(order: PaymentOrder, at: datetime) -> Standing:
    if order.state == OrderState.OPEN:
        return Standing.OPEN if at < order.expires_at else Standing.EXPIRED
    if order.state == OrderState.CLOSED:
        return Standing.CLOSED
    back = LedgerEntry.objects.filter(reverses_id=order.entry_id).exists()
    return Standing.REFUNDED if back else Standing.PAID


def unpaid_moments(unit_id: str, numbers: Collection[str]) -> frozenset[str]:
    """The moments of the trip whose fee was asked for online and is neither paid nor let off."""
    rows = PaymentOrder.objects.filter(
        unit_id=unit_id, subject__in=list(numbers), purpose=Purpose.FEE, state=OrderState.OPEN
    )
    return frozenset(rows.order_by().values_list("moment", flat=True))


def account_of(unit: Unit, day: date) -> ReceivingAccount | None:
    """The account to which the unit is paid that day: its own, else the nearest superior's."""
    line = (unit.id, *ancestors_of(unit))
    rows = ReceivingAccount.objects.filter(in_force(day), unit_id__in=line)
    return min(rows, key=lambda row: line.index(row.unit_id), default=None)


def open_orders(since: datetime, most: int) -> list[PaymentOrder]:
    """Orders that wait for money, the newest first."""
    return list(
        PaymentOrder.objects.filter(state=OrderState.OPEN, opened_at__gte=since).order_by("-id")[:most]
    )


def refund_requests(unit_id: str, *, ended: bool = False) -> QuerySet[RefundRequest]:
    """Requests that wait for somebody, the oldest first; with `ended` those that do not any more, newest first."""
    over = [RefundState.DONE, RefundState.REFUSED]
    rows = RefundRequest.objects.filter(unit_id=unit_id).select_related("entry", "refund")
    return rows.filter(state__in=over).order_by("-id") if ended else rows.exclude(state__in=over)


def undecided(unit_id: str) -> QuerySet[StatementLine]:
    """Lines of statements that wait for a decision."""
    rows = StatementLine.objects.filter(unit_id=unit_id, entry__isnull=True, decided__isnull=True)
    return rows.select_related("order").order_by("day", "id")


def booked_lines(unit_id: str) -> QuerySet[StatementLine]:
    """Lines that were booked or decided, the newest first."""
    rows = StatementLine.objects.filter(unit_id=unit_id).exclude(entry__isnull=True, decided__isnull=True)
    return rows.select_related("order", "entry", "decided").order_by("-day", "-id")


def findings(unit_id: str) -> dict[str, int]:
    """How many undecided lines of each finding."""
    counts = undecided(unit_id).order_by().values_list("finding").annotate(n=Count("id"))
    return {finding.value: 0 for finding in Finding} | dict(counts)


def online_money(unit_id: str, first: date, last: date) -> dict[str, int]:
    """Online money of the unit between two days, both in it, in đồng: fees, on behalf, held, given back."""
    rows = LedgerEntry.objects.filter(unit_id=unit_id, day__gte=first, day__lte=last, method__in=list(ONLINE))
    sums = rows.aggregate(
        fees=Sum("amount", filter=Q(kind=EntryKind.COLLECTION)),
        on_behalf=Sum("amount", filter=Q(kind=EntryKind.ON_BEHALF)),
        held=Sum("amount", filter=Q(kind=EntryKind.HELD)),
        given_back=Sum("amount", filter=Q(kind=EntryKind.REFUND)),
    )
    return {name: abs(value or 0) for name, value in sums.items()}


@dataclass(frozen=True, slots=True)
class OnlineShare:
    """Fees of one unit and month: dossiers and đồng in all and online."""

    unit_id: str
    month: date
    dossiers: int
    online_dossiers: int
    amount: int
    online_amount: int

    @property
    def share(self) -> str:
        """Dossiers paid online of those that paid, cut to a tenth of a percent; a dash where nobody paid."""
        if not self.dossiers:
            return "–"
        tenths = self.online_dossiers * 1000 // self.dossiers
        return f"{tenths // 10},{tenths % 10}%"


def online_shares(unit_ids: Collection[str], first: date, last: date) -> list[OnlineShare]:
    """The share of fees paid online by unit and month; a fee that was given back does not count."""
    rows: Any = (
        LedgerEntry.objects.filter(
            unit_id__in=list(unit_ids),
            day__gte=first,
            day__lte=last,
            kind=EntryKind.COLLECTION,
            reversed_by__isnull=True,
        )
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values("unit_id", "month")
        .annotate(**_COUNTED)
    )
    return [
        OnlineShare(
            unit_id=row["unit_id"],
            month=row["month"],
            dossiers=row["dossiers"],
            online_dossiers=row["online_dossiers"],
            amount=row["sum_amount"],
            online_amount=row["sum_online"],
        )
        for row in rows.order_by("month", "unit_id")
    ]


_ONLINE = Q(method__in=[method.value for method in ONLINE])
_COUNTED: dict[str, Any] = {
    "dossiers": Count("subject", distinct=True),
    "online_dossiers": Count("subject", distinct=True, filter=_ONLINE),
    "sum_amount": Sum("amount"),
    "sum_online": Sum("amount", filter=_ONLINE, default=0),
}
