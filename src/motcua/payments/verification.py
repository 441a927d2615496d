"""Was the ledger changed behind the office's back? Each unit's entries and closings, recomputed."""

from collections.abc import Iterator

from motcua.core.chain import GENESIS, follows
from motcua.payments.models import DayClosing, LedgerChain, LedgerEntry
from motcua.payments.queries import day_money
from motcua.payments.records import content_of

CHUNK = 2000


def ledger_faults() -> Iterator[tuple[str, int, str]]:
    """(chain, place, what) of everything that does not fit, the first fault of each chain."""
    yield from _entries()
    yield from _strays()
    yield from _closings()


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
