"""A bank statement against the orders: what fits by itself is taken, the rest waits for an official's decision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from motcua.core.refusals import refuse, refuse_if
from motcua.core.vntext import clean_line
from motcua.organisation.actors import Actor
from motcua.payments import policies
from motcua.payments.accounts import GATEWAY
from motcua.payments.actions.settling import Money, Settled, ask_by_itself, blank_entry, settle
from motcua.payments.actions.writing import append, locked_chain
from motcua.payments.models import (
    LedgerChain,
    LedgerEntry,
    LineDecision,
    PaymentOrder,
    Posting,
    StatementImport,
    StatementLine,
)
from motcua.payments.receipts import ReceiptPort
from motcua.payments.references import references_in
from motcua.payments.statements import Credited
from motcua.payments.terms import Decision, EntryKind, Finding, Method, OrderState, Verdict


@dataclass(frozen=True, slots=True)
class Statement:
    """A file as it was read: its name, its content's hash, the money that came in."""

    name: str
    sha256: str
    lines: Sequence[Credited]


@transaction.atomic
def import_statement(
    *, statement: Statement, over: Collection[str], receipts: ReceiptPort, actor: Actor, at: datetime
) -> StatementImport:
    """Keep every new line and book what names one order with enough money; a line known already changes nothing.

    `over`: subjects of orders whose dossier ended without a result. All or nothing.
    Raises Refused: no_role, receipts_down.
    """
    refuse_if(policies.why_not_reconcile(actor))
    locked_chain(actor.unit_id)
    known = _known(actor.unit_id, statement.lines)
    fresh = list({_name(line): line for line in statement.lines if _name(line) not in known}.values())
    kept = StatementImport.objects.create(
        unit_id=actor.unit_id,
        name=clean_line(statement.name, 200, field="file", what="Tên tệp"),
        sha256=statement.sha256,
        lines=len(statement.lines),
        known=len(statement.lines) - len(fresh),
        imported_by_id=actor.person_id,
        imported_name=actor.name,
        at=at,
    )
    for line in fresh:
        _keep(kept, line, over, receipts, at)
    return kept


def _name(line: Credited) -> tuple[object, ...]:
    return line.day, line.transaction, line.amount


def _known(unit_id: str, lines: Sequence[Credited]) -> set[tuple[object, ...]]:
    rows = StatementLine.objects.filter(unit_id=unit_id, day__in={line.day for line in lines})
    return set(rows.values_list("day", "transaction", "amount"))


def _keep(
    kept: StatementImport, line: Credited, over: Collection[str], receipts: ReceiptPort, at: datetime
) -> None:
    order = _order_named(kept.unit_id, line.words)
    finding, entry = Finding.UNMATCHED, None
    if order is not None:
        finding = _finding(order, line.amount, over)
        if finding is not Finding.UNDERPAID:
            money = _money(kept.unit_id, line)
            entry = settle(
                reference=order.reference, money=money, over=order.subject in over, receipts=receipts, at=at
            ).entry
    StatementLine.objects.create(
        statement=kept,
        unit_id=kept.unit_id,
        number=line.number,
        day=line.day,
        transaction=line.transaction,
        amount=line.amount,
        words=line.words,
        finding=finding,
        order=order,
        entry=entry,
    )


def _order_named(unit_id: str, words: str) -> PaymentOrder | None:
    """The one order that the words name; two at once are for a person to judge."""
    found = references_in(words)
    if len(found) != 1:
        return None
    return PaymentOrder.objects.filter(unit_id=unit_id, reference=found[0]).first()


def _finding(order: PaymentOrder, amount: int, over: Collection[str]) -> Finding:
    owed = order
    if order.state != OrderState.OPEN:
        later = PaymentOrder.objects.filter(
            unit_id=order.unit_id,
            subject=order.subject,
            purpose=order.purpose,
            moment=order.moment,
            state=OrderState.OPEN,
        ).first()
        if later is None:
            return Finding.TWICE
        owed = later
    if order.subject in over:
        return Finding.TWICE
    if amount < owed.amount:
        return Finding.UNDERPAID
    return Finding.MATCHED if amount == owed.amount else Finding.OVERPAID


def _money(unit_id: str, line: Credited | StatementLine, amount: int = 0) -> Money:
    named = f"{unit_id}|{line.day.isoformat()}|{line.transaction}|{line.amount}"
    return Money(Method.VIETQR, named, amount or line.amount, line.transaction)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the official decides of a line, with a note; `reference` of the order where it is taken."""

    decision: str
    note: str
    reference: str = ""


@transaction.atomic
def decide_line(
    *, line_id: int, choice: Choice, over: Collection[str], receipts: ReceiptPort, actor: Actor, at: datetime
) -> LineDecision:
    """Decide a line that did not match by itself, once.

    `take` also takes the earlier parts that were paid too little for the same order. Raises Refused: no_role,
    line_unknown, line_decided, decision_unknown, note_missing, order_unknown, order_over, still_short, not_so_much.
    """
    refuse_if(policies.why_not_reconcile(actor))
    chain = locked_chain(actor.unit_id)
    line = StatementLine.objects.filter(pk=line_id, unit_id=actor.unit_id).first()
    if line is None:
        raise refuse("line_unknown", "Không có dòng sao kê này tại cơ quan. Hãy tải lại trang.")
    if line.entry_id is not None or LineDecision.objects.filter(line=line).exists():
        raise refuse("line_decided", "Dòng này đã được ghi sổ hoặc quyết định. Hãy tải lại trang để xem.")
    note = clean_line(choice.note, 300, field="note", what="Căn cứ")
    if not note:
        raise refuse("note_missing", "Chưa ghi căn cứ quyết định. Hãy ghi rồi làm lại.", field="note")
    made = _carried_out(chain, line, choice, over, receipts, at)
    decisions = [
        LineDecision(
            line=part,
            decision=choice.decision,
            order=made.order,
            entry=made.entry,
            note=note,
            decided_by_id=actor.person_id,
            decided_name=actor.name,
            at=at,
        )
        for part in made.parts
    ]
    LineDecision.objects.bulk_create(decisions)
    return decisions[0]


@dataclass(frozen=True, slots=True)
class _Made:
    parts: list[StatementLine]
    order: PaymentOrder | None = None
    entry: LedgerEntry | None = None


def _carried_out(
    chain: LedgerChain,
    line: StatementLine,
    choice: Choice,
    over: Collection[str],
    receipts: ReceiptPort,
    at: datetime,
) -> _Made:
    if choice.decision == Decision.TAKE:
        return _take(line, choice.reference, over, receipts, at)
    if choice.decision == Decision.HOLD:
        return _Made([line], line.order, _hold(chain, line, at))
    if choice.decision == Decision.CLEAR:
        return _Made([line], None, _clear(chain, line, at))
    if choice.decision == Decision.NOT_OURS:
        return _Made([line])
    raise refuse("decision_unknown", "Chưa chọn cách xử lý. Hãy chọn một cách.", field="decision")


def _take(
    line: StatementLine, reference: str, over: Collection[str], receipts: ReceiptPort, at: datetime
) -> _Made:
    """The line, and what was paid too little before for the same order, together for the order."""
    wanted = reference.strip().upper() or (line.order.reference if line.order else "")
    order = PaymentOrder.objects.filter(unit_id=line.unit_id, reference=wanted).first()
    if order is None:
        raise refuse(
            "order_unknown",
            "Không có lệnh thanh toán này tại cơ quan. Hãy kiểm tra lại mã.",
            field="reference",
        )
    if order.state != OrderState.OPEN or order.subject in over:
        raise refuse(
            "order_over",
            "Lệnh này không còn phải nộp. Hãy chọn “Giữ chờ hoàn” cho khoản tiền.",
            field="reference",
        )
    waiting = StatementLine.objects.filter(
        unit_id=line.unit_id, order=order, finding=Finding.UNDERPAID, entry__isnull=True, decided__isnull=True
    ).exclude(pk=line.pk)
    parts = [line, *waiting.order_by("id")]
    total = sum(part.amount for part in parts)
    if total < order.amount:
        raise refuse(
            "still_short",
            f"Mới nhận {total} đồng trên {order.amount} đồng của lệnh. Hãy chờ phần còn lại hoặc giữ chờ hoàn.",
            field="decision",
        )
    money = _money(line.unit_id, line, total)
    settled: Settled = settle(reference=order.reference, money=money, over=False, receipts=receipts, at=at)
    if settled.verdict is not Verdict.TAKEN:
        raise AssertionError(f"an open order was not taken: {settled.verdict}")
    return _Made(parts, settled.order, settled.entry)


def _hold(chain: LedgerChain, line: StatementLine, at: datetime) -> LedgerEntry:
    order = line.order
    entry = blank_entry(
        unit_id=line.unit_id,
        subject=order.subject if order else "",
        payer=order.payer if order else line.words[:200],
        money=_money(line.unit_id, line),
        at=at,
        kind=EntryKind.HELD,
        amount=line.amount,
    )
    entry.reason = "Sao kê: không ghi được cho khoản phải nộp nào"
    append(chain, entry)
    ask_by_itself(entry, at)
    return entry


def _clear(chain: LedgerChain, line: StatementLine, at: datetime) -> LedgerEntry:
    """The gateway's own transfer: no more than what it still owes the office."""
    sums = Posting.objects.filter(entry__unit_id=line.unit_id, account=GATEWAY).aggregate(
        came=Sum("debit"), went=Sum("credit")
    )
    owed = (sums["came"] or 0) - (sums["went"] or 0)
    if line.amount > owed:
        raise refuse(
            "not_so_much",
            f"Cổng thanh toán chỉ còn phải chuyển về {owed} đồng. Hãy kiểm tra lại dòng sao kê.",
            field="decision",
        )
    entry = blank_entry(
        unit_id=line.unit_id,
        subject="",
        payer="",
        money=_money(line.unit_id, line),
        at=at,
        kind=EntryKind.CLEARING,
        amount=0,
    )
    entry.lines = [
        {"name": "Cổng thanh toán", "quantity": 1, "each": line.amount, "amount": line.amount, "basis": ""}
    ]
    append(chain, entry)
    return entry
