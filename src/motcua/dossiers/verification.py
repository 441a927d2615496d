"""Was anything changed behind the application's back? Every chain, number series and daily head, recomputed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max

from motcua.authority.delegation_records import delegation_faults
from motcua.authority.seal_verification import seal_faults
from motcua.core import journal
from motcua.core.chain import GENESIS, follows, link
from motcua.core.models import DailyHead, JournalChain, JournalEntry, NumberCounter
from motcua.core.moments import local_day
from motcua.dossiers.archive.checking import archive_faults
from motcua.dossiers.blocks import block_faults
from motcua.dossiers.books import book_faults
from motcua.dossiers.consignments.chains import consignment_faults
from motcua.dossiers.copies.checking import copy_faults, file_faults
from motcua.dossiers.custody import custody_faults
from motcua.dossiers.heads import head_faults, heads_until
from motcua.dossiers.models import Dossier, HandedIn, Step
from motcua.dossiers.online.checking import filing_faults
from motcua.dossiers.recorded.checking import recorded_faults
from motcua.dossiers.results.verification import result_faults
from motcua.dossiers.seal_sheets import sealing_faults
from motcua.dossiers.series import prefixes_without_counter, series_of
from motcua.dossiers.step_chains import chain_faults
from motcua.dossiers.store import store_faults
from motcua.payments.verification import ledger_faults
from motcua.queueing.verification import hall_faults

CHUNK = 2000
# What an area finds in its own records: chain, place, what.
Faults = Callable[[], Iterable[tuple[str, int, str]]]
# Round, key, name, originals, copies of a paper.
_Paper = tuple[int, str, str | None, int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit: which chain, at which link (0: the chain as a whole), and what."""

    chain: str
    seq: int
    what: str


def verify(*above: Faults) -> list[Finding]:
    """Everything that does not fit: the first broken link of each chain; `above` look at what later areas keep.

    Run inside a REPEATABLE READ transaction beside a running office, so that all reads see one moment.
    """
    return [
        *(Finding(*fault) for fault in chain_faults()),
        *_witnesses(),
        *_papers(),
        *_numbers(),
        *(
            Finding(*fault)
            for fault in (
                *custody_faults(),
                *consignment_faults(),
                *store_faults(),
                *copy_faults(),
                *filing_faults(),
                *file_faults(),
                *result_faults(),
                *book_faults(),
                *block_faults(),
                *ledger_faults(),
                *hall_faults(),
                *seal_faults(),
                *sealing_faults(),
                *delegation_faults(),
                *head_faults(),
                *archive_faults(),
                *recorded_faults(),
                *(fault for faults in above for fault in faults()),
            )
        ),
        *_journal(),
        *_journal_heads(),
        *_daily_heads(),
    ]


def _witnesses() -> Iterator[Finding]:
    """The outbox saw every step: a vanished record or a tail cut together with its head shows here."""
    sql = """
        SELECT o.key, (o.payload->>'seq')::int FROM core_outboxmessage o
        LEFT JOIN dossiers_step s ON s.hash = o.payload->>'hash'
        WHERE o.topic = 'step' AND s.id IS NULL ORDER BY o.id
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for key, seq in cursor.fetchall():
            yield Finding(key, seq, "bước đã từng được ghi nay không còn")
    unseen = """
        SELECT coalesce(d.code, d.filing_number, i.number), s.seq FROM dossiers_step s
        LEFT JOIN dossiers_dossier d ON d.id = s.dossier_id LEFT JOIN dossiers_intake i ON i.id = s.intake_id
        LEFT JOIN core_outboxmessage o ON o.topic = 'step' AND o.payload->>'hash' = s.hash
        WHERE o.id IS NULL ORDER BY s.id
    """
    with connection.cursor() as cursor:
        cursor.execute(unseen)
        for key, seq in cursor.fetchall():
            yield Finding(key or "?", seq, "bước được thêm ngoài ứng dụng")


def _papers() -> Iterator[Finding]:
    """The papers handed in against what the steps say was handed in."""
    said: dict[int, set[_Paper]] = {}
    rounds: dict[int, int] = {}
    for dossier_id, data in (
        Step.objects.filter(dossier__isnull=False, data__has_key="handed_in")
        .order_by("dossier_id", "seq")
        .values_list("dossier_id", "data")
        .iterator(CHUNK)
    ):
        number = rounds.get(dossier_id, -1) + 1
        rounds[dossier_id] = number
        said.setdefault(dossier_id, set()).update(_counts(number, data["handed_in"]))
    kept: dict[int, set[_Paper]] = {}
    columns = ("dossier_id", "round", "key", "name", "original", "copies")
    for row in HandedIn.objects.values_list(*columns).iterator(CHUNK):
        kept.setdefault(row[0], set()).add(row[1:])
    wrong = [
        key for key in said.keys() | kept.keys() if not _agree(said.get(key, set()), kept.get(key, set()))
    ]
    for dossier in Dossier.objects.filter(pk__in=wrong).order_by("pk"):
        yield Finding(
            dossier.code or dossier.filing_number or "",
            0,
            "thành phần hồ sơ đã nhận không khớp với bước đã ghi",
        )


def _agree(said: set[_Paper], kept: set[_Paper]) -> bool:
    """Steps of the first release did not say a paper's name: there it is not compared."""
    unnamed = {row[:2] for row in said if row[2] is None}
    return said == {(*row[:2], None, *row[3:]) if row[:2] in unnamed else row for row in kept}


def _counts(number: int, papers: Iterable[dict[str, Any]]) -> set[_Paper]:
    return {
        (number, paper["key"], paper.get("name"), paper["original"], paper["copies"])
        for paper in papers
        if paper["original"] or paper["copies"]
    }


def _numbers() -> Iterator[Finding]:
    """Each series of numbers: as many as were given, in order, with the head of the chain over them."""
    for counter in NumberCounter.objects.order_by("scope"):
        series = series_of(counter.scope)
        if series is None:
            continue
        head, kept = GENESIS, series.kept()
        for place in range(1, counter.count + 1):
            expected = series.label(place)
            if expected not in kept:
                yield Finding(expected, 0, "số đã cấp nhưng không còn hồ sơ hoặc phiếu mang số này")
            head = link(head, {"label": expected})
        if len(kept) > counter.count:
            yield Finding(series.name, counter.count + 1, "có số chưa từng được cấp")
        if counter.count and head != counter.head:
            yield Finding(series.name, counter.count, "bộ đếm số đã bị sửa")
    for name in prefixes_without_counter():
        yield Finding(name, 0, "bộ đếm số không còn")


def _journal() -> Iterator[Finding]:
    """The first broken entry of each journal, and journals whose own row is gone."""
    for book in JournalChain.objects.order_by("key"):
        broken = _journal_of(book)
        if broken is not None:
            yield broken
    lost = JournalEntry.objects.exclude(chain__in=JournalChain.objects.values("key"))
    for key in lost.order_by("chain").values_list("chain", flat=True).distinct():
        yield Finding(f"nhật ký {key}", 0, "sổ nhật ký không còn, chỉ còn các dòng")


def _journal_of(book: JournalChain) -> Finding | None:
    name, previous, seq = f"nhật ký {book.key}", GENESIS, 0
    for entry in JournalEntry.objects.filter(chain=book.key).order_by("seq").iterator(CHUNK):
        seq += 1
        if entry.seq != seq or entry.previous != previous:
            return Finding(name, seq, "thiếu một dòng nhật ký")
        if not follows(entry.hash, previous, journal.content_of(entry)):
            return Finding(name, seq, "dòng nhật ký đã bị sửa")
        previous = entry.hash
    if (seq, previous) != (book.count, book.head or GENESIS):
        return Finding(name, seq + 1, "nhật ký bị cắt đuôi")
    return None


def _journal_heads() -> Iterator[Finding]:
    """What daily heads kept of each journal: a tail cut together with the journal's own row shows here."""
    kept = journal.kept_heads()
    there = {
        entry.chain: entry.hash
        for key, (count, _head) in kept.items()
        for entry in JournalEntry.objects.filter(chain=key, seq=count)
    }
    for key, (count, head) in kept.items():
        if there.get(key) != head:
            yield Finding(
                f"nhật ký {key}", count, f"cuối ngày đã ghi {count} dòng, nay dòng này không còn như cũ"
            )


def _daily_heads() -> Iterator[Finding]:
    for head in DailyHead.objects.order_by("day"):
        chains, links, computed = heads_until(head.day)
        if (chains, links, computed) != (head.chains, head.links, head.root):
            yield Finding(
                f"ngày {head.day:%d/%m/%Y}",
                0,
                f"cuối ngày có {head.links} bước, nay tính lại {links} bước hoặc khác gốc",
            )
            return


def days_without_head(now: datetime) -> list[date]:
    """Finished days up to that of the last step whose head was not recorded yet; after it nothing changes."""
    first = Step.objects.order_by("id").values_list("at", flat=True).first()
    if first is None:
        return []
    recorded = DailyHead.objects.aggregate(last=Max("day"))["last"]
    day = recorded + timedelta(days=1) if recorded else local_day(first)
    last = Step.objects.aggregate(last=Max("at"))["last"]
    until = min(local_day(now), local_day(last) + timedelta(days=1))
    return [day + timedelta(days=n) for n in range((until - day).days)]
