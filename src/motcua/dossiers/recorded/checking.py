"""Are the recorded dossiers still those of the files that were imported? Each import against what the journal kept."""

from collections.abc import Iterator

from django.db import connection

from motcua.core.models import JournalEntry
from motcua.dossiers.recorded.rows import TABLE, hash_of, wrong_sums
from motcua.dossiers.recorded_tables import LINE_BITS, RecordedImport

IMPORTED, TAKEN_BACK = "import_recorded", "take_back_recorded"
_NAME = "hồ sơ chuyển từ hệ thống cũ"
Fault = tuple[str, int, str]


def subject_of(number: int) -> str:
    """What the journal calls an import."""
    return f"recorded_import:{number}"


def recorded_faults() -> Iterator[Fault]:
    """Imports that are not as the journal kept them, rows of no import, sums that do not add up."""
    said = {
        (entry.action, entry.subject): entry.detail
        for entry in JournalEntry.objects.filter(chain="system", action__in=[IMPORTED, TAKEN_BACK])
    }
    there = {one.pk: one for one in RecordedImport.objects.order_by("pk")}
    for action, subject in said:
        if action == IMPORTED and subject not in map(subject_of, there):
            yield _NAME, 0, f"lần nhập {subject} có trong nhật ký nay không còn"
    for number, one in there.items():
        kept = said.get((IMPORTED, subject_of(number)), {})
        gone = (TAKEN_BACK, subject_of(number)) in said
        if (one.rows, one.sha256) != (kept.get("rows"), kept.get("sha256")) or gone != bool(
            one.taken_back_at
        ):
            yield _NAME, number, "lần nhập này không khớp với nhật ký"
        rows, digest = hash_of(number)
        if (rows > 0) if gone else (rows, digest) != (kept.get("rows"), kept.get("sha256")):
            yield _NAME, number, f"lần nhập này có {rows} hồ sơ, khác với khi nhập"
    yield from _strangers(list(there))
    for day, unit, _facts, kept_sum, counted in wrong_sums():
        yield _NAME, 0, f"ngày {day:%d/%m/%Y}, {unit}: cộng dồn {kept_sum}, đếm lại {counted}"


def _strangers(imports: list[int]) -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE NOT (id >> {LINE_BITS}) = ANY(%s)", [imports])
        found = cursor.fetchone()
    if found and found[0]:
        yield _NAME, 0, f"có {found[0]} hồ sơ không thuộc lần nhập nào"
