"""Does the archive say what the chains say, and was every disposal decided? For verify."""

from collections.abc import Iterator

from motcua.core.models import JournalEntry
from motcua.dossiers.archive.keeping import JOURNALLED_AS, content_hash
from motcua.dossiers.archive.tombstones import left_of, tombstone_hash
from motcua.dossiers.archive_terms import DisposalState
from motcua.dossiers.models import ArchiveRecord, Disposal, DisposalItem, Dossier, Step
from motcua.dossiers.terms import Act

CHUNK = 2000
Fault = tuple[str, int, str]


def archive_faults() -> Iterator[Fault]:
    """(code, step, what): records against steps, tombstones against chains, disposals against the journal."""
    yield from _records()
    yield from _tombstones()
    yield from _disposals()


def _records() -> Iterator[Fault]:
    said = {
        dossier_id: (at, data.get("term"), data.get("keep_until"))
        for dossier_id, at, data in Step.objects.filter(act=Act.ARCHIVE, dossier__isnull=False)
        .values_list("dossier_id", "at", "data")
        .iterator(CHUNK)
    }
    kept = ArchiveRecord.objects.select_related("dossier").order_by("pk")
    for record in kept.iterator(CHUNK):
        found = said.pop(record.dossier_id, None)
        until = record.keep_until.isoformat() if record.keep_until else None
        erased = record.disposed_at is not None
        expected = (record.archived_at, None if erased else record.term, None if erased else until)
        if found != expected or record.dossier.archived_at != record.archived_at:
            yield str(record.dossier), 0, "ghi nhận lưu trữ không khớp bước đã ghi"
    for dossier in Dossier.objects.filter(pk__in=said).order_by("pk"):
        yield str(dossier), 0, "bước đã ghi đưa vào lưu trữ nhưng sổ lưu trữ không có"


def _tombstones() -> Iterator[Fault]:
    rows = ArchiveRecord.objects.filter(disposed_at__isnull=False).select_related("dossier", "disposal")
    for record in rows.order_by("pk").iterator(CHUNK):
        if (what := _tombstone(record)) is not None:
            yield str(record.dossier), record.disposed_seq or 0, what
    told = Step.objects.filter(act=Act.DISPOSE).exclude(dossier__archive__disposed_at__isnull=False)
    for step in told.select_related("dossier").order_by("pk"):
        yield str(step.dossier), step.seq, "bước đã ghi tiêu hủy nhưng sổ lưu trữ không ghi"


def _tombstone(record: ArchiveRecord) -> str | None:
    stone, disposal = record.tombstone or {}, record.disposal
    steps = list(Step.objects.filter(dossier_id=record.dossier_id).order_by("seq"))
    last = steps[-1] if steps else None
    if last is None or last.act != Act.DISPOSE or last.seq != record.disposed_seq:
        return "hồ sơ đã tiêu hủy nhưng chuỗi không kết thúc bằng bước tiêu hủy"
    if stone.get("steps") != [step.hash for step in steps[:-1]]:
        return "mốc ghi nhớ không khớp các bước của hồ sơ"
    if last.data.get("tombstone") != tombstone_hash(stone):
        return "mốc ghi nhớ đã bị sửa"
    if any(step.data != left_of(step.data) for step in steps[:-1]):
        return "hồ sơ đã tiêu hủy nhưng còn nội dung của các bước"
    listed = DisposalItem.objects.filter(record=record, disposal=disposal).first()
    if disposal is None or disposal.state != DisposalState.DONE or listed is None:
        return "không có quyết định tiêu hủy hồ sơ này"
    return None if listed.head_hash == steps[-1].previous else "hồ sơ đã đổi sau khi lập danh sách tiêu hủy"


def _disposals() -> Iterator[Fault]:
    entries = JournalEntry.objects.filter(action=JOURNALLED_AS).order_by("id")
    newest = dict(entries.values_list("subject", "detail"))
    for disposal in Disposal.objects.order_by("pk"):
        said = newest.pop(f"tieu-huy-{disposal.pk}", None)
        if said is None or said.get("content") != content_hash(disposal):
            yield f"tiêu hủy {disposal.pk}", 0, "quyết định hoặc danh sách tiêu hủy không khớp nhật ký"
    for subject in newest:
        yield subject, 0, "việc tiêu hủy đã ghi nhật ký nay không còn"
