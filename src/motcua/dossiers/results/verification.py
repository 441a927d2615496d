"""Does every result still say what was decided? Its chain, its file's hash in the step that decided it, its number."""

from collections.abc import Iterator
from itertools import groupby

from django.db import connection

from motcua.core.chain import GENESIS, follows
from motcua.dossiers.models import ArchiveRecord, ResultDocument, ResultEvent
from motcua.dossiers.results.chains import event_content, told_by

CHUNK = 2000
Fault = tuple[str, int, str]


def result_faults() -> Iterator[Fault]:
    """The first broken link of each result's history, and results that say something else than their step."""
    yield from _chains()
    yield from _said_otherwise()


def _chains() -> Iterator[Fault]:
    seen: set[int] = set()
    events = ResultEvent.objects.select_related("result__dossier", "result__signed").order_by(
        "result_id", "seq"
    )
    disposed = ArchiveRecord.objects.filter(disposed_at__isnull=False).values("dossier_id")
    gone = set(ResultDocument.objects.filter(dossier_id__in=disposed).values_list("pk", flat=True))
    for result_id, rows in groupby(events.iterator(CHUNK), key=lambda event: event.result_id):
        seen.add(result_id)
        yield from _chain(list(rows), gone=result_id in gone)
    for result in ResultDocument.objects.exclude(pk__in=seen).select_related("dossier"):
        yield _name(result), 0, "kết quả không có lịch sử"


def _chain(events: list[ResultEvent], *, gone: bool) -> Iterator[Fault]:
    """`gone`: what the events said went by decision with the dossier; their hashes stay."""
    result, previous = events[0].result, GENESIS
    for place, event in enumerate(events, start=1):
        whole = event.seq == place and event.previous == previous
        if not whole or not (gone or follows(event.hash, previous, event_content(event, result))):
            yield _name(result), place, "lịch sử kết quả bị sửa hoặc thiếu"
            return
        previous = event.hash
    if result.event_count != len(events) or result.head_hash != previous:
        yield _name(result), len(events), "lịch sử kết quả thiếu dòng cuối"
    elif not gone and (otherwise := _otherwise(result, events)) is not None:
        yield _name(result), len(events), f"{otherwise} của kết quả khác lịch sử"


def _otherwise(result: ResultDocument, events: list[ResultEvent]) -> str | None:
    """The first thing the row says that its history does not: what the check page shows must be what happened."""
    told = told_by(events)
    shown = {
        "trạng thái": result.state,
        "tệp đã ký": result.signed.sha256 if result.signed else "",
        "dấu": result.imprint,
        "số bản in": result.printed,
        "hệ thống cấp số": result.foreign_system,
        "người ký, thẩm quyền": (result.signer_id, result.signer_name, result.power, result.numbered_at),
        "việc thay thế, thu hồi": (result.over_reason, result.over_decision, result.over_at),
    }
    return next((what for what, value in shown.items() if told.get(what, value) != value), None)


def _said_otherwise() -> Iterator[Fault]:
    """Number and file of each decided result against the step that decided it."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHERWISE)
        for number, subject, said in cursor.fetchall():
            what = (
                "số hoặc tệp của kết quả khác điều bước phê duyệt đã ghi"
                if said
                else "không có bước nào của hồ sơ quyết định kết quả này"
            )
            yield f"kết quả {number} của {subject}", 0, what


_OTHERWISE = """
    SELECT r.number, coalesce(d.code, d.filing_number), said.data IS NOT NULL
    FROM dossiers_resultdocument r
    JOIN dossiers_dossier d ON d.id = r.dossier_id
    LEFT JOIN documents_storedfile f ON f.id = r.unsigned_id
    LEFT JOIN LATERAL (
        SELECT s.data -> 'result_document' AS data FROM dossiers_step s
        WHERE s.dossier_id = r.dossier_id AND s.data -> 'result_document' ->> 'check_code' = r.check_code LIMIT 1
    ) said ON true
    WHERE r.state <> 'draft' AND NOT EXISTS (
        SELECT 1 FROM dossiers_archiverecord a WHERE a.dossier_id = r.dossier_id AND a.disposed_at IS NOT NULL
    ) AND (
        said.data IS NULL OR said.data ->> 'number' <> r.number
        OR said.data ->> 'sha256' <> coalesce(f.sha256, '')
    ) ORDER BY r.id
"""


def _name(result: ResultDocument) -> str:
    return f"kết quả {result.number or 'dự thảo'} của {result.dossier}"


def numbers_of(unit_id: str, year: int, symbol: str) -> set[str]:
    """The numbers of a series that results carry, replaced and revoked ones too."""
    carried = ResultDocument.objects.filter(unit_id=unit_id, year=year, series=symbol)
    return set(carried.values_list("number", flat=True))
