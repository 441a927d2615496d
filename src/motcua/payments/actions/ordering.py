"""Ask somebody to pay from afar: one order for a dossier, purpose and moment, its amount fixed when it is opened."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.core.models import OutboxMessage
from motcua.core.refusals import Refusal, refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.payments import policies
from motcua.payments.actions.writing import locked_chain
from motcua.payments.asked import Asked
from motcua.payments.models import LedgerEntry, PaymentOrder
from motcua.payments.references import new_reference
from motcua.payments.terms import OUTBOX_TOPIC, SETTLING, EntryKind, OrderState, Purpose

LIFE = {Purpose.FEE: timedelta(days=3), Purpose.OBLIGATION: timedelta(days=30)}
MOST = 10**11  # đồng
REPLACED = "Thay bằng lệnh mới"


@transaction.atomic
def open_order(*, asked: Asked, actor: Actor | None, at: datetime) -> PaymentOrder:
    """The order; one that is open for the same sum is given again, one for another sum or out of time is replaced.

    Raises Refused: no_role, nothing_owed, amount_wrong, already_collected.
    """
    refuse_if(policies.why_not_order(actor) or _why_not_asked(asked))
    locked_chain(asked.unit_id)
    refuse_if(_why_not_owed(asked))
    same = PaymentOrder.objects.filter(
        unit_id=asked.unit_id,
        subject__in=asked.numbers,
        purpose=asked.purpose,
        moment=asked.moment,
        state=OrderState.OPEN,
    )
    for known in same.select_for_update():
        if known.expires_at > at and (known.amount, known.lines) == (asked.amount, asked.kept_lines):
            return known
    same.update(state=OrderState.CLOSED, state_at=at, closed_because=REPLACED)
    return _opened(asked, actor, at)


def _opened(asked: Asked, actor: Actor | None, at: datetime) -> PaymentOrder:
    order = PaymentOrder.objects.create(
        reference=new_reference(),
        unit_id=asked.unit_id,
        subject=asked.numbers[0],
        purpose=asked.purpose,
        moment=asked.moment,
        amount=asked.amount,
        lines=asked.kept_lines,
        payer=clean_line(asked.payer, 200, field="payer", what="Người nộp"),
        document=clean_line(asked.document, 300, field="document", what="Số thông báo"),
        payee=clean_line(asked.payee, 300, field="payee", what="Cơ quan thu"),
        opened_at=at,
        opened_by_id=actor.person_id if actor else None,
        expires_at=at + LIFE[Purpose(asked.purpose)],
        state_at=at,
    )
    tell("requested", order, at)
    return order


def tell(event: str, order: PaymentOrder, at: datetime, **more: Any) -> None:
    """An outbox row for whoever tells people: `requested`, `received`, `refund_due`, `refunded`."""
    payload = {"event": event, "reference": order.reference, "purpose": order.purpose, "amount": order.amount}
    OutboxMessage.objects.create(topic=OUTBOX_TOPIC, key=order.subject, payload=payload | more, created_at=at)


def _why_not_asked(asked: Asked) -> Refusal | None:
    if not asked.lines or asked.amount == 0:
        return Refusal(
            "nothing_owed",
            "Không có khoản nào phải nộp trực tuyến. Hãy xem lại khoản thu của hồ sơ.",
            "lines",
        )
    if not 0 < asked.amount <= MOST:
        return Refusal("amount_wrong", "Số tiền không ghi được. Hãy xem lại khoản thu.", "lines")
    return None


def _why_not_owed(asked: Asked) -> Refusal | None:
    """What the desk took, or what was paid online, is not asked for again."""
    if asked.purpose == Purpose.OBLIGATION:
        taken = LedgerEntry.objects.filter(
            unit_id=asked.unit_id, of_order__order__document=asked.document, kind=EntryKind.ON_BEHALF
        )
    else:
        taken = LedgerEntry.objects.filter(unit_id=asked.unit_id, moment=asked.moment, kind__in=SETTLING)
    entry = taken.filter(subject__in=asked.numbers, reversed_by__isnull=True).first()
    if entry is None:
        return None
    return Refusal(
        "already_collected",
        "Khoản này của hồ sơ đã được ghi thu hoặc miễn. Hãy mở lại hồ sơ để xem biên lai.",
        "lines",
    )


@transaction.atomic
def close_order(*, reference: str, because: str, actor: Actor, at: datetime) -> PaymentOrder:
    """The office says that nobody has to pay this order any more, and why. Raises Refused: no_role, order_unknown,
    order_over, reason_missing."""
    refuse_if(policies.why_not_order(actor))
    locked_chain(actor.unit_id)
    order = (
        PaymentOrder.objects.select_for_update().filter(unit_id=actor.unit_id, reference=reference).first()
    )
    if order is None:
        raise refuse("order_unknown", "Không có lệnh thanh toán này tại cơ quan. Hãy mở lại hồ sơ để xem.")
    if order.state != OrderState.OPEN:
        raise refuse("order_over", "Lệnh này đã được nộp hoặc đã đóng. Hãy mở lại hồ sơ để xem.")
    said = clean_line(because, 300, field="because", what="Lý do đóng lệnh")
    if not said:
        raise refuse("reason_missing", "Chưa ghi lý do đóng lệnh. Hãy ghi rồi làm lại.", field="because")
    order.state, order.state_at, order.closed_because = OrderState.CLOSED, at, f"{said} ({actor.name})"
    order.save(update_fields=["state", "state_at", "closed_because"])
    return order
