"""Was the ledger changed behind the office's back? Entries, their sides, closings, orders: recomputed."""

from collections.abc import Iterator

from django.db.models import Sum

from motcua.core.chain import GENESIS, follows
from motcua.payments.accounts import Booked, Side, sides_of
from motcua.payments.models import DayClosing, LedgerChain, LedgerEntry, PaymentOrder, Posting
from motcua.payments.queries import day_money
from motcua.payments.records import content_of

CHUNK = 2000


def ledger_faults() -> Iterator[tuple[str, int, str]]:
    """(chain, place, what) of everything that does not fit, the first fault of each chain."""
    yield from _entries()
    yield from _strays()
    yield from _closings()
    yield from _sides()
    yield from _sums()
    yield from _orders()


def _entries() -> Iterator[tuple[str, int, str]]:
    for chain in LedgerChain.objects.order_by("unit_id"):
        name, previous, seq = f"sổ thu {chain.unit_id}", GENESIS, 0
        fault = ""
        for entry in LedgerEntry.objects.filter(unit_id=chain.unit_id).order_by("seq").iterator(CHUNK):
            seq += 1
            if entry.seq != seq or entry.previous != previous:
                fault = "thiếu một khoản trong sổ"
            elif not follows(entry.hash, previous, content_of(entry)):
                fault = "khoản thu, chi đã bị sửa"
            if fault:
                yield name, seq, fault
                break
            previous = entry.hash
        if not fault and (seq, previous) != (chain.count, chain.head or GENESIS):
            yield name, seq + 1, "sổ thu bị cắt đuôi"


def _strays() -> Iterator[tuple[str, int, str]]:
    known = LedgerChain.objects.values("unit_id")
    for unit_id in (
        LedgerEntry.objects.exclude(unit_id__in=known).values_list("unit_id", flat=True).distinct()
    ):
        yield f"sổ thu {unit_id}", 0, "đầu sổ không còn"


def _closings() -> Iterator[tuple[str, int, str]]:
    for unit_id in DayClosing.objects.order_by("unit_id").values_list("unit_id", flat=True).distinct():
        previous = GENESIS
        for place, closing in enumerate(DayClosing.objects.filter(unit_id=unit_id).order_by("id"), start=1):
            if closing.previous != previous or not follows(closing.hash, previous, content_of(closing)):
                yield f"khóa sổ {unit_id}", place, "lần khóa sổ đã bị sửa hoặc bị thay"
                break
            money = day_money(unit_id, closing.official_id, closing.day)
            if (money.entries, money.expected) != (closing.entries, closing.expected):
                yield f"khóa sổ {unit_id}", place, "thu, chi của ngày không còn khớp số đã khóa"
                break
            previous = closing.hash


def _sides() -> Iterator[tuple[str, int, str]]:
    """Each entry is debited and credited as it says; the first of each unit that is not."""
    found: set[str] = set()
    entries = LedgerEntry.objects.select_related("reverses").prefetch_related("postings")
    for entry in entries.order_by("unit_id", "seq").iterator(CHUNK):
        kept = tuple(Side(row.account, row.debit, row.credit) for row in entry.postings.all())
        if entry.unit_id not in found and kept != _sides_said(entry):
            found.add(entry.unit_id)
            yield f"sổ thu {entry.unit_id}", entry.seq, "ghi nợ, ghi có không khớp khoản thu, chi"


def _sides_said(entry: LedgerEntry) -> tuple[Side, ...]:
    kind = entry.reverses.kind if entry.reverses else ""
    try:
        said = Booked(entry.kind, entry.method, entry.amount, entry.lines, entry.official_id, kind)
        return sides_of(said)
    except (KeyError, TypeError):
        return ()  # a content that could never have been written: the entry's own link shows it


def _sums() -> Iterator[tuple[str, int, str]]:
    """Tổng nợ bằng tổng có, in each unit."""
    rows = (
        Posting.objects.order_by()
        .values("entry__unit_id")
        .annotate(debits=Sum("debit"), credits=Sum("credit"))
    )
    for row in rows:
        if row["debits"] != row["credits"]:
            yield f"sổ thu {row['entry__unit_id']}", 0, "tổng ghi nợ khác tổng ghi có"


def _orders() -> Iterator[tuple[str, int, str]]:
    """An order that is paid has an entry of its sum, for its dossier."""
    for order in PaymentOrder.objects.filter(entry__isnull=False).select_related("entry").iterator(CHUNK):
        entry = order.entry
        same = entry is not None and (entry.unit_id, entry.subject, entry.amount, entry.moment) == (
            order.unit_id,
            order.subject,
            order.amount,
            order.moment,
        )
        if not same:
            yield f"lệnh thanh toán {order.reference}", 0, "không khớp khoản thu đã ghi"
