"""How does a content become a stored file? Checked, hashed, encrypted, written once, then named in the table."""

import hashlib
import io
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction

from motcua.core.refusals import Refused, refuse
from motcua.documents.files.inspecting import Inspected, inspect
from motcua.documents.files.keys import key_ring
from motcua.documents.files.kinds import ScanState
from motcua.documents.files.reading import unchecked_chunks_of
from motcua.documents.files.scanning import scan
from motcua.documents.files.sealing import new_key, sealed, unwrap, wrap
from motcua.documents.files.stores import store
from motcua.documents.files.tables import StoredFile


def keep(content: bytes | BinaryIO, *, name: str, sensitive: bool, at: datetime) -> StoredFile:
    """Store the content once; the same content again gives the row that is there (sensitive stays sensitive).

    `name` as it was uploaded, for messages only. Images come out re-encoded, so the row's hash is of what was
    stored, not of what was sent. Refused: `file_empty`, `file_too_large`, `file_kind`, `store_full`,
    `store_fault`, `file_infected`, and what `inspecting` says. Where the virus scanner is silent the file waits in
    quarantine. A transaction that is rolled back leaves at most bytes that no
    row names; the next keeping of that content writes over them.
    """
    inspected = inspect(_read(content, name), name)
    state = scan(inspected.content)
    if state is ScanState.INFECTED:
        raise refuse(
            "file_infected", f"“{name}” có vi-rút nên không được lưu. Hãy đề nghị nộp tệp khác.", field="file"
        )
    return _write_once(inspected, state, sensitive=sensitive, at=at)


def scan_waiting() -> int:
    """Ask the scanner again about files that wait for it; how many it judged. It stops at the first silence.

    An infected file stays in quarantine: it is never opened, and a copy that names it says so.
    """
    judged = 0
    for stored in StoredFile.objects.filter(scan=ScanState.WAITING).order_by("id"):
        try:
            state = scan(b"".join(unchecked_chunks_of(stored)))
        except Refused:
            continue  # lost or changed: verify names it
        if state is ScanState.WAITING:
            break
        judged += StoredFile.objects.filter(pk=stored.pk, scan=ScanState.WAITING).update(scan=state)
    return judged


def _read(content: bytes | BinaryIO, name: str) -> bytes:
    limit = settings.FILES.file_limit
    plain = (io.BytesIO(content) if isinstance(content, bytes) else content).read(limit + 1)
    if not plain:
        raise refuse("file_empty", f"“{name}” là tệp rỗng. Hãy chọn lại tệp.", field="file")
    if len(plain) > limit:
        raise too_large(name)
    return plain


def too_large(name: str) -> Refused:
    """The refusal of one file above the limit."""
    return refuse(
        "file_too_large",
        f"“{name}” lớn hơn {settings.FILES.file_limit // 1_000_000} MB. Hãy quét lại ở 200 dpi hoặc chia nhỏ tệp.",
        field="file",
    )


@transaction.atomic
def _write_once(inspected: Inspected, state: ScanState, *, sensitive: bool, at: datetime) -> StoredFile:
    plain = inspected.content
    digest = hashlib.sha256(plain).hexdigest()
    with connection.cursor() as cursor:  # two at once: the second waits, then finds the row
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"file {digest}"])
    known = StoredFile.objects.filter(sha256=digest).first()
    if known is not None:
        return _kept_again(known, plain, sensitive=sensitive)
    (key_id, master), key = key_ring().current, new_key()
    store().write(digest, sealed(plain, key, digest))
    return StoredFile.objects.create(
        sha256=digest,
        size=len(plain),
        media_type=inspected.kind.value,
        pages=inspected.pages,
        key_id=key_id,
        wrapped_key=wrap(key, master, digest),
        sensitive=sensitive,
        stored_at=at,
        scan=state,
    )


def _kept_again(known: StoredFile, plain: bytes, *, sensitive: bool) -> StoredFile:
    """Bytes that were lost from the store come back under the same key; a file once sensitive stays so."""
    if not store().exists(known.sha256):
        key = unwrap(bytes(known.wrapped_key), key_ring().key(known.key_id), known.sha256)
        store().write(known.sha256, sealed(plain, key, known.sha256))
    if sensitive and not known.sensitive:
        known.sensitive = True
        known.save(update_fields=["sensitive"])
    return known
