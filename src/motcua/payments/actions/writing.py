"""How is an entry written? Under the lock of the unit's ledger: receipt, link, sides, all in one transaction."""

import hashlib
from collections.abc import Sequence

from motcua.core.chain import GENESIS, link
from motcua.core.refusals import Refusal, refuse
from motcua.payments.accounts import Booked, balanced, sides_of
from motcua.payments.models import LedgerChain, LedgerEntry, Posting
from motcua.payments.receipts import ReceiptPort, ReceiptRequest, ReceiptServiceDown
from motcua.payments.records import content_of

_DOWN = Refusal(
    "receipts_down",
    "Dịch vụ biên lai điện tử chưa trả lời nên chưa ghi thu. Hãy bấm lại: số biên lai không bị cấp hai lần.",
)


def locked_chain(unit_id: str) -> LedgerChain:
    """The unit's ledger, locked until the transaction ends: one writer at a time, so no gap and no double."""
    LedgerChain.objects.bulk_create([LedgerChain(unit_id=unit_id)], ignore_conflicts=True)
    return LedgerChain.objects.select_for_update().get(unit_id=unit_id)


def append(chain: LedgerChain, entry: LedgerEntry) -> LedgerEntry:
    """Link the entry to the last one and post its sides (ghi kép)."""
    entry.seq = chain.count + 1
    entry.previous = chain.head or GENESIS
    entry.hash = link(entry.previous, content_of(entry))
    entry.save(force_insert=True)
    chain.count, chain.head = entry.seq, entry.hash
    chain.save(update_fields=["count", "head"])
    sides = sides_of(booked(entry))
    if not balanced(sides, entry.amount):
        raise AssertionError(f"the sides of entry {entry.seq} do not balance")
    Posting.objects.bulk_create(
        Posting(entry=entry, place=place, account=side.account, debit=side.debit, credit=side.credit)
        for place, side in enumerate(sides, start=1)
    )
    return entry


def booked(entry: LedgerEntry) -> Booked:
    """What of the entry decides its accounts."""
    kind = entry.reverses.kind if entry.reverses else ""
    return Booked(entry.kind, entry.method, entry.amount, entry.lines, entry.official_id, kind)


def give_receipt(entries: Sequence[LedgerEntry], key: str, receipts: ReceiptPort) -> None:
    """One receipt for the sum; where no money moves there is none."""
    amount = sum(entry.amount for entry in entries)
    if not amount:
        return
    first, several = entries[0], len(entries) > 1
    request = ReceiptRequest(
        key=f"{first.unit_id}|{key}",
        unit_id=first.unit_id,
        day=first.day,
        payer=first.payer,
        amount=amount,
        content=tuple(
            f"{entry.subject}: {line['name']}" if several else line["name"]
            for entry in entries
            for line in entry.lines
        ),
    )
    try:
        issued = receipts.issue(request)
    except ReceiptServiceDown:
        raise refuse(_DOWN.code, _DOWN.text) from None
    for entry in entries:
        entry.receipt_number, entry.receipt_lookup = issued.number, issued.lookup


def money_key(method: str, said: str) -> str:
    """The key of money that came by itself: of what names it at the gateway or the bank; booked once."""
    return f"{method}-{hashlib.sha256(said.encode()).hexdigest()[:40]}"
