"""What happens when money comes from afar? The message or the statement is booked, and a waiting dossier runs on.

Pages, the API and the clock all come through here, so that ledger and dossier are written together or not at all.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice

from django.conf import settings
from django.db import transaction

from motcua.dossiers.actions.payments import pay_online
from motcua.dossiers.online_fees import dossier_paid_for, nothing_owed, over_among
from motcua.integrations.paying.gateway.client import Gateway, gateway_from
from motcua.organisation.actors import Actor
from motcua.payments.actions.closing_orders import close_orders
from motcua.payments.actions.messages import take_message
from motcua.payments.actions.reconciling import Choice, Statement, decide_line, import_statement
from motcua.payments.actions.settling import Money, Settled, settle
from motcua.payments.message import Message
from motcua.payments.models import LineDecision, PaymentOrder, StatementImport, StatementLine
from motcua.payments.orders import open_orders, order_by_reference
from motcua.payments.receipts import OfficeReceipts
from motcua.payments.references import references_in
from motcua.payments.statements import read_statement
from motcua.payments.terms import Method, OrderState, Purpose, Verdict

RECEIPTS = OfficeReceipts()
ASKED_FOR = timedelta(days=2)  # how long after it was opened the gateway is asked by the clock
MOST_ASKED = 100
MADE_UP = "MINHHOA"
_CHUNK = 500
OVER = "Hồ sơ không còn khoản phải nộp này"


def gateway() -> Gateway | None:
    """The gateway of this office, None where it has none."""
    return gateway_from(settings.PAYMENT_GATEWAY)


@transaction.atomic
def take(*, message: Message, at: datetime) -> Settled:
    """A message of the gateway: kept, its money booked once, the dossier that waited for it goes on."""
    order = order_by_reference(message.reference) if message.signed else None
    over = order is not None and nothing_owed(order, dossier_paid_for(order, lock=True))
    return _went_on(take_message(message=message, over=over, receipts=RECEIPTS, at=at), at)


def _went_on(settled: Settled, at: datetime) -> Settled:
    """The same, after the dossier whose order it settled went on."""
    if settled.verdict is Verdict.TAKEN and settled.order is not None:
        _goes_on(settled.order, at)
    return settled


def _goes_on(order: PaymentOrder, at: datetime) -> None:
    if order.purpose != Purpose.OBLIGATION or order.entry is None:
        return
    dossier = dossier_paid_for(order, lock=True)
    if dossier is not None:
        pay_online(dossier=dossier, receipt=order.entry.receipt_number, reference=order.reference, at=at)


def ask_about(*, reference: str, at: datetime) -> Settled | None:
    """Ask the gateway how an order stands, and take what it says was paid; None where there is nothing to take."""
    known = gateway()
    message = known.ask(reference, at) if known else None
    if message is None or not message.paid:
        return None
    return take(message=message, at=at)


@transaction.atomic
def pay_made_up(*, reference: str, at: datetime) -> Settled:
    """Money that nobody sent: in the demonstration, where no bank is, an order is paid as if its code had been."""
    order = PaymentOrder.objects.get(reference=reference)
    named = f"{MADE_UP}-{reference}"
    money = Money(Method.VIETQR, named, order.amount, named)
    over = nothing_owed(order, dossier_paid_for(order, lock=True))
    return _went_on(settle(reference=reference, money=money, over=over, receipts=RECEIPTS, at=at), at)


def ask_about_open(*, at: datetime) -> int:
    """The clock asks about every fresh order that waits: a lost callback loses no money. How many were paid."""
    if gateway() is None:
        return 0
    asked = [ask_about(reference=one.reference, at=at) for one in open_orders(at - ASKED_FOR, MOST_ASKED)]
    return sum(settled is not None and settled.verdict is Verdict.TAKEN for settled in asked)


def close_what_is_over(*, at: datetime) -> int:
    """Orders of dossiers that ended, or that no longer wait for the money, are closed; how many."""
    waiting = PaymentOrder.objects.filter(state=OrderState.OPEN).iterator(_CHUNK)
    closed = 0
    while some := list(islice(waiting, _CHUNK)):
        closed += close_orders(orders=over_among(some), because=OVER, at=at)
    return closed


def import_file(
    *, name: str, content: bytes, rows: list[list[str]], actor: Actor, at: datetime
) -> StatementImport:
    """A bank statement: all of it or nothing. Raises Refused as `read_statement` and `import_statement`."""
    lines = read_statement(rows)
    with transaction.atomic():
        statement = Statement(name, sha256(content).hexdigest(), lines)
        over = _over(actor.unit_id, (one for line in lines for one in references_in(line.words)))
        kept = import_statement(statement=statement, over=over, receipts=RECEIPTS, actor=actor, at=at)
        settled = PaymentOrder.objects.filter(entry__in=kept.rows.values("entry")).select_related("entry")
        for order in settled:
            _goes_on(order, at)
        return kept


def _over(unit_id: str, references: Iterable[str]) -> set[str]:
    """The dossiers of the orders named that owe nothing any more; each is held."""
    orders = PaymentOrder.objects.filter(unit_id=unit_id, reference__in=set(references))
    return {order.subject for order in orders if nothing_owed(order, dossier_paid_for(order, lock=True))}


@transaction.atomic
def decide(*, line_id: int, choice: Choice, actor: Actor, at: datetime) -> LineDecision:
    """An official decides a line of a statement. Raises Refused as `decide_line`."""
    line = StatementLine.objects.select_related("order").filter(pk=line_id, unit_id=actor.unit_id).first()
    named = {choice.reference.strip().upper(), line.order.reference if line and line.order else ""}
    over = _over(actor.unit_id, named)
    made = decide_line(line_id=line_id, choice=choice, over=over, receipts=RECEIPTS, actor=actor, at=at)
    if made.order is not None and made.entry_id is not None:
        _goes_on(made.order, at)
    return made
