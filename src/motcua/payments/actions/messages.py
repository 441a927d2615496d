"""What the gateway told is kept as it came, with what was made of it; each payment of it is booked once."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from motcua.payments.actions.settling import Money, Settled, settle
from motcua.payments.message import Message
from motcua.payments.models import GatewayCallback
from motcua.payments.receipts import ReceiptPort
from motcua.payments.terms import Method, Verdict

WINDOW = timedelta(minutes=15)  # how old, or how far ahead, a signed message may be
MOST_KEPT = 4000


def take_message(*, message: Message, over: bool, receipts: ReceiptPort, at: datetime) -> Settled:
    """Judge the message, book its money where there is some, and keep both together.

    A message that is sent twice at once, or names money that another order has, changes nothing and is kept as such.
    Raises Refused: receipts_down (nothing is kept, the gateway asks again).
    """
    try:
        with transaction.atomic():
            settled = _judged(message, over, receipts, at)
            _keep(message, settled, at)
            return settled
    except IntegrityError:
        # Another message with this nonce, or about this transaction, was booked in the same instant.
        twin = GatewayCallback.objects.filter(nonce=message.nonce).exclude(nonce="").exists()
        settled = Settled(Verdict.REPLAYED if twin else Verdict.CONTRADICTS)
        _keep(replace(message, nonce="") if not twin else message, settled, at)
        return settled


def _judged(message: Message, over: bool, receipts: ReceiptPort, at: datetime) -> Settled:
    if not message.signed:
        return Settled(Verdict.BAD_SIGNATURE)
    if not message.readable:
        return Settled(Verdict.UNREADABLE)
    if message.said_at is None or abs(at - message.said_at) > WINDOW:
        return Settled(Verdict.STALE)
    if message.nonce and GatewayCallback.objects.filter(nonce=message.nonce).exists():
        return Settled(Verdict.REPLAYED)
    if not message.paid:
        return Settled(Verdict.NOT_PAID)
    booked = GatewayCallback.objects.filter(
        transaction=message.transaction, verdict__in=[Verdict.TAKEN, Verdict.HELD]
    ).first()
    if booked is not None and (booked.reference, booked.amount) != (message.reference, message.amount):
        return Settled(Verdict.CONTRADICTS, booked.order)
    money = Money(Method.GATEWAY, message.transaction, message.amount, message.transaction)
    return settle(reference=message.reference, money=money, over=over, receipts=receipts, at=at)


def _keep(message: Message, settled: Settled, at: datetime) -> GatewayCallback:
    trusted = settled.verdict is not Verdict.BAD_SIGNATURE
    return GatewayCallback.objects.create(
        received_at=at,
        via=message.via,
        body=message.body[:MOST_KEPT] if trusted else "",
        digest=message.digest,
        nonce=message.nonce if trusted else "",
        said_at=message.said_at if trusted else None,
        reference=message.reference if trusted else "",
        transaction=message.transaction if trusted else "",
        amount=message.amount if trusted and message.readable else None,
        verdict=settled.verdict,
        order=settled.order,
        entry=settled.entry,
    )
