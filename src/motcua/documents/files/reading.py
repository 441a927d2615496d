"""What is in a stored file? Decrypted chunk by chunk, the hash proved while reading."""

import hashlib
from collections.abc import Iterator

from motcua.core.refusals import Refused, refuse
from motcua.documents.files.keys import key_ring
from motcua.documents.files.kinds import SERVED, ScanState
from motcua.documents.files.sealing import BrokenSeal, opened, unwrap
from motcua.documents.files.stores import store
from motcua.documents.files.tables import StoredFile


def chunks_of(stored: StoredFile) -> Iterator[bytes]:
    """The content in pieces of at most 1 MiB. Refused: `file_lost`, `file_changed`, `file_quarantined`.

    Every piece is authentic when it is given; the hash over all is proved before the end is reached.
    """
    if stored.scan not in SERVED:
        raise _quarantined(ScanState(stored.scan))
    return unchecked_chunks_of(stored)


def unchecked_chunks_of(stored: StoredFile) -> Iterator[bytes]:
    """As `chunks_of`, also of a file that waits for the virus scanner: for the scanner and for verify."""
    digest, size = hashlib.sha256(), 0
    try:
        key = unwrap(bytes(stored.wrapped_key), key_ring().key(stored.key_id), stored.sha256)
        with store().open(stored.sha256) as file:
            for chunk in opened(file, key, stored.sha256):
                digest.update(chunk)
                size += len(chunk)
                yield chunk
    except FileNotFoundError as error:
        raise refuse(
            "file_lost",
            "Tệp này không còn trong kho tệp. Hãy báo người quản trị phục hồi từ bản sao lưu, "
            "hoặc quét và tải lên lại.",
        ) from error
    except BrokenSeal as error:
        raise _changed() from error
    if digest.hexdigest() != stored.sha256 or size != stored.size:
        raise _changed()


def read_file(stored: StoredFile) -> bytes:
    """All of it, proved. Refused as `chunks_of`."""
    return b"".join(chunks_of(stored))


def _quarantined(state: ScanState) -> Refused:
    if state is ScanState.INFECTED:
        return refuse("file_infected", "Tệp có vi-rút nên không mở được. Hãy đề nghị nộp tệp khác.")
    return refuse(
        "file_quarantined", "Tệp đang chờ kiểm tra vi-rút nên chưa mở được. Hãy mở lại sau ít phút."
    )


def _changed() -> Refused:
    return refuse(
        "file_changed",
        "Tệp trong kho không còn đúng như lúc lưu. Hãy giữ nguyên và báo người quản trị phục hồi từ bản sao lưu.",
    )
