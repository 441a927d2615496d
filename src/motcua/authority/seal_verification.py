"""Was a seal's history or its register of imprints changed behind the office's back? Each recomputed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from motcua.authority.seal_records import content_of
from motcua.authority.seal_tables import Imprint, Seal, SealEvent
from motcua.core.chain import GENESIS, follows

CHUNK = 2000


def seal_faults() -> Iterator[tuple[str, int, str]]:
    """(chain, place, what) of everything that does not fit, the first fault of each chain.

    Four questions however many seals there are; of the registers one chunk is held at a time.
    """
    events_of = _of_each(SealEvent.objects.order_by("seal_id", "seq"), lambda event: event.seal_id)
    imprints_of = _of_each(Imprint.objects.order_by("seal_id", "seq"), lambda imprint: imprint.seal_id)
    columns = ("seal_id", "year", "number")
    numbers_of = _of_each(
        Imprint.objects.order_by(*columns).values_list(*columns), lambda numbered: numbered[0]
    )
    for seal in Seal.objects.order_by("pk"):
        name = f"con dấu {seal.pk}"
        events = list(events_of(seal.pk))
        yield from _chain(f"lịch sử {name}", events, seal.event_count, seal.event_head)
        yield from _chain(f"sổ dấu {name}", imprints_of(seal.pk), seal.imprint_count, seal.imprint_head)
        yield from _numbers(f"sổ dấu {name}", numbers_of(seal.pk))
        yield from _stands(name, seal, events)


def _of_each(rows: QuerySet[Any, Any], seal_of: Callable[[Any], int]) -> Callable[[int], Iterator[Any]]:
    """The rows of one seal after the other, asked for in the order of the seals; what is not read is passed over."""
    groups = groupby(rows.iterator(CHUNK), key=seal_of)
    ahead = next(groups, None)

    def of(seal_id: int) -> Iterator[Any]:
        nonlocal ahead
        while ahead is not None and ahead[0] < seal_id:
            ahead = next(groups, None)
        return ahead[1] if ahead is not None and ahead[0] == seal_id else iter(())

    return of


def _chain(name: str, rows: Iterable[Any], count: int, head: str) -> Iterator[tuple[str, int, str]]:
    previous, seq = GENESIS, 0
    for row in rows:
        seq += 1
        if row.seq != seq or row.previous != previous:
            yield name, seq, "thiếu một dòng"
            return
        if not follows(row.hash, previous, content_of(row)):
            yield name, seq, "dòng đã bị sửa"
            return
        previous = row.hash
    if (seq, previous) != (count, head or GENESIS):
        yield name, seq + 1, "bị cắt đuôi"


def _numbers(name: str, numbered: Iterable[tuple[int, int, int]]) -> Iterator[tuple[str, int, str]]:
    """Each year's numbers from 1 on without a gap."""
    years: dict[int, int] = {}
    for _, year, number in numbered:
        years[year] = years.get(year, 0) + 1
        if number != years[year]:
            yield name, 0, f"số {years[year]}/{year} không còn"
            return


def _stands(name: str, seal: Seal, events: Sequence[SealEvent]) -> Iterator[tuple[str, int, str]]:
    """State and holder are what the history says."""
    last = events[-1] if events else None
    if last is None or last.state != seal.state or last.at != seal.changed_at:
        yield name, 0, "tình trạng không khớp lịch sử"
        return
    taken = next((event for event in reversed(events) if event.act == "take"), None)
    if seal.holder_id is not None and (taken is None or taken.data.get("to_id") != seal.holder_id):
        yield name, 0, "người giữ không khớp lần bàn giao cuối"
