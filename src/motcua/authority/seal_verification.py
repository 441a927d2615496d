"""Was a seal's history or its register of imprints changed behind the office's back? Each recomputed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from motcua.authority.seal_records import content_of
from motcua.authority.seal_tables import Imprint, Seal, SealEvent
from motcua.core.chain import GENESIS, follows

CHUNK = 2000


def seal_faults() -> Iterator[tuple[str, int, str]]:
    """(chain, place, what) of everything that does not fit, the first fault of each chain."""
    for seal in Seal.objects.order_by("pk"):
        name = f"con dấu {seal.pk}"
        events, imprints = SealEvent.objects.filter(seal=seal), Imprint.objects.filter(seal=seal)
        yield from _chain(f"lịch sử {name}", events.order_by("seq"), seal.event_count, seal.event_head)
        yield from _chain(f"sổ dấu {name}", imprints.order_by("seq"), seal.imprint_count, seal.imprint_head)
        yield from _numbers(f"sổ dấu {name}", imprints)
        yield from _stands(name, seal)


def _chain(name: str, rows: QuerySet[Any, Any], count: int, head: str) -> Iterator[tuple[str, int, str]]:
    previous, seq = GENESIS, 0
    for row in rows.iterator(CHUNK):
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


def _numbers(name: str, imprints: QuerySet[Imprint]) -> Iterator[tuple[str, int, str]]:
    """Each year's numbers from 1 on without a gap."""
    years: dict[int, int] = {}
    for year, number in imprints.order_by("year", "number").values_list("year", "number").iterator(CHUNK):
        years[year] = years.get(year, 0) + 1
        if number != years[year]:
            yield name, 0, f"số {years[year]}/{year} không còn"
            return


def _stands(name: str, seal: Seal) -> Iterator[tuple[str, int, str]]:
    """State and holder are what the history says."""
    last = seal.events.order_by("-seq").first()
    if last is None or last.state != seal.state or last.at != seal.changed_at:
        yield name, 0, "tình trạng không khớp lịch sử"
        return
    taken = seal.events.filter(act="take").order_by("-seq").first()
    if seal.holder_id is not None and (taken is None or taken.data.get("to_id") != seal.holder_id):
        yield name, 0, "người giữ không khớp lần bàn giao cuối"
