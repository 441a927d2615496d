"""Money has come from afar: take it for its order, once; what came too much, twice or too late is held to go back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.core.moments import local_day
from motcua.payments.actions.ordering import tell
from motcua.payments.actions.writing import append, give_receipt, locked_chain, money_key
from motcua.payments.models import LedgerChain, LedgerEntry, OrderMoney, PaymentOrder, RefundRequest
from motcua.payments.receipts import ReceiptPort
from motcua.payments.terms import CollectionMoment, EntryKind, OrderState, Purpose, Verdict

BY_ITSELF = "Thanh toán trực tuyến"
_HELD = "+"  # behind the key of the money: the part of it that is held
WHY_HELD = {
    "over": "Hồ sơ đã kết thúc khi tiền đến",
    "paid": "Nộp hai lần: khoản này đã được nộp",
    "short": "Số tiền nộp không đủ khoản phải nộp",
    "excess": "Nộp thừa",
}


@dataclass(frozen=True, slots=True)
class Money:
    """What came: how, under which name (of the gateway or bank; the same name is the same money), how much."""

    method: str
    named: str
    amount: int
    transaction: str

    @property
    def key(self) -> str:
        """Under which it is booked, once."""
        return money_key(self.method, self.named)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was made of it: the verdict, the order that it settles or was meant for, the first entry."""

    verdict: Verdict
    order: PaymentOrder | None = None
    entry: LedgerEntry | None = None


@transaction.atomic
def settle(*, reference: str, money: Money, over: bool, receipts: ReceiptPort, at: datetime) -> Settled:
    """Book money that names an order. `over`: the dossier ended without a result, nothing is collected for it.

    Two at once: the second waits for the first and finds it booked. Raises Refused: receipts_down.
    """
    meant = PaymentOrder.objects.filter(reference=reference).first()
    if meant is None:
        return Settled(Verdict.UNKNOWN_ORDER)
    chain = locked_chain(meant.unit_id)
    order = PaymentOrder.objects.select_for_update().get(pk=meant.pk)
    if (known := booked_before(order.unit_id, money)) is not None:
        return _again(order, money, known)
    target = order if order.state == OrderState.OPEN else successor_of(order)
    if over:
        return _held(chain, order, money, "over", at)
    if target is None:
        return _held(chain, order, money, "paid", at)
    if money.amount < target.amount:
        return _held(chain, order, money, "short", at)
    return _taken(chain, target, money, receipts, at)


def successor_of(order: PaymentOrder) -> PaymentOrder | None:
    """The open order of the same dossier, purpose and moment that took the place of one replaced."""
    return (
        PaymentOrder.objects.select_for_update()
        .filter(
            unit_id=order.unit_id,
            subject=order.subject,
            purpose=order.purpose,
            moment=order.moment,
            state=OrderState.OPEN,
        )
        .first()
    )


def booked_before(unit_id: str, money: Money) -> list[LedgerEntry] | None:
    """The entries of this very money, None where it is new."""
    keys = [money.key, money.key + _HELD]
    return list(LedgerEntry.objects.filter(unit_id=unit_id, key__in=keys).order_by("seq")) or None


def _again(order: PaymentOrder, money: Money, known: list[LedgerEntry]) -> Settled:
    same_order = OrderMoney.objects.filter(
        entry=known[0], order__subject=order.subject, order__moment=order.moment
    ).exists()
    same = same_order and sum(entry.amount for entry in known) == money.amount
    return Settled(Verdict.REPEATED if same else Verdict.CONTRADICTS, order, known[0] if same else None)


def _taken(
    chain: LedgerChain, order: PaymentOrder, money: Money, receipts: ReceiptPort, at: datetime
) -> Settled:
    kind = EntryKind.COLLECTION if order.purpose == Purpose.FEE else EntryKind.ON_BEHALF
    entry = _entry(order, money, at, kind=kind, amount=order.amount)
    entry.lines = [{name: said for name, said in line.items() if name != "shown"} for line in order.lines]
    give_receipt([entry], entry.key, receipts)
    append(chain, entry)
    OrderMoney.objects.create(order=order, entry=entry)
    order.state, order.state_at, order.entry = OrderState.PAID, at, entry
    order.save(update_fields=["state", "state_at", "entry"])
    tell("received", order, at, receipt=entry.receipt_number)
    if excess := money.amount - order.amount:
        hold(chain, order, money, why="excess", at=at, amount=excess)
    return Settled(Verdict.TAKEN, order, entry)


def _held(chain: LedgerChain, order: PaymentOrder, money: Money, why: str, at: datetime) -> Settled:
    return Settled(Verdict.HELD, order, hold(chain, order, money, why=why, at=at, amount=money.amount))


def hold(
    chain: LedgerChain, order: PaymentOrder, money: Money, *, why: str, at: datetime, amount: int
) -> LedgerEntry:
    """Keep money that is nobody's fee, and ask that it goes back."""
    entry = _entry(order, money, at, kind=EntryKind.HELD, amount=amount)
    entry.key, entry.reason = money.key + _HELD, WHY_HELD[why]
    append(chain, entry)
    OrderMoney.objects.create(order=order, entry=entry)
    ask_by_itself(entry, at)
    tell("refund_due", order, at, amount=amount)
    return entry


def ask_by_itself(entry: LedgerEntry, at: datetime) -> RefundRequest:
    """Money that is held asks for its own way back; somebody decides."""
    return RefundRequest.objects.create(
        unit_id=entry.unit_id, entry=entry, reason=entry.reason, asked_name="Hệ thống", asked_at=at
    )


def _entry(order: PaymentOrder, money: Money, at: datetime, *, kind: str, amount: int) -> LedgerEntry:
    return blank_entry(
        unit_id=order.unit_id,
        subject=order.subject,
        payer=order.payer,
        money=money,
        at=at,
        kind=kind,
        amount=amount,
        moment=order.moment,
    )


def blank_entry(
    *,
    unit_id: str,
    subject: str,
    payer: str,
    money: Money,
    at: datetime,
    kind: str,
    amount: int,
    moment: str = "",
) -> LedgerEntry:
    """An entry without an official, not yet written."""
    return LedgerEntry(
        unit_id=unit_id,
        key=money.key,
        kind=kind,
        subject=subject,
        moment=moment or CollectionMoment.RECEIVE,
        method=money.method,
        amount=amount,
        lines=[],
        payer=payer,
        transfer_reference=money.transaction,
        official_name=BY_ITSELF,
        at=at,
        day=local_day(at),
    )
