"""How do files come under a new master key? Their own keys are wrapped anew; no file is read or written."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from motcua.core.refusals import refuse
from motcua.documents.files.keys import KeyRing, key_ring, new_id, write_ring
from motcua.documents.files.sealing import new_key, unwrap, wrap
from motcua.documents.files.tables import StoredFile

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Rotation:
    """The key that files are under now, how many were brought under it, and which keys were let go."""

    key_id: str
    files: int
    let_go: tuple[str, ...]


def rotate() -> Rotation:
    """A new master key in the key file, or the first of the environment, for every file; safe to run again.

    Keys that no file needed before this rotation are let go; the last one stays, for a server that still writes
    with it. Refused: `file_keys`, `file_key_unknown`; `rotate_environment` where no new key was put first.
    """
    before = key_ring()
    needed = set(StoredFile.objects.values_list("key_id", flat=True).distinct())
    if settings.FILES.keys:
        ring, let_go = before, tuple(known for known, _ in before.keys[1:] if known not in needed)
        if len(before.keys) == 1 and needed <= {before.current[0]}:
            raise refuse(
                "rotate_environment",
                "Khóa nằm trong MOTCUA_FILE_KEYS. Hãy đặt khóa mới lên đầu, giữ khóa cũ phía sau, "
                "khởi động lại rồi chạy lại lệnh này.",
            )
    else:
        kept = tuple(entry for entry in before.keys if entry[0] in needed or entry == before.current)
        let_go = tuple(known for known, _ in before.keys if known not in {one for one, _ in kept})
        ring = KeyRing(((new_id(), new_key()), *kept))
        write_ring(settings.FILES.key_file, ring, replace=True)
    return Rotation(ring.current[0], _rewrap(ring), let_go)


def _rewrap(ring: KeyRing) -> int:
    """Some hundred rows a transaction, each as it was read: a rotation that is cut off goes on where it stopped."""
    key_id, master = ring.current
    count = 0
    while True:
        with transaction.atomic():
            rows = list(
                StoredFile.objects.select_for_update().exclude(key_id=key_id).order_by("id")[:_AT_ONCE]
            )
            for row in rows:
                key = unwrap(bytes(row.wrapped_key), ring.key(row.key_id), row.sha256)
                row.wrapped_key, row.key_id = wrap(key, master, row.sha256), key_id
            StoredFile.objects.bulk_update(rows, ["wrapped_key", "key_id"])
        count += len(rows)
        if len(rows) < _AT_ONCE:
            return count
