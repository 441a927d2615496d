"""Is every stored file still there and still what it was? Each read whole, decrypted and hashed."""

from collections.abc import Iterator

from motcua.core.refusals import Refused
from motcua.documents.files.reading import unchecked_chunks_of
from motcua.documents.files.tables import StoredFile

_AT_ONCE = 500
_WORDS = {
    "file_lost": "tệp không còn trong kho",
    "file_changed": "tệp trong kho đã bị sửa hoặc hỏng",
    "file_key_unknown": "không còn khóa để mở tệp",
    "file_keys": "không đọc được khóa để mở tệp",
}


def broken_files() -> Iterator[tuple[StoredFile, str]]:
    """(file, what is wrong) of each stored file that cannot be given back as it was."""
    for stored in StoredFile.objects.order_by("id").iterator(_AT_ONCE):
        try:
            for _piece in unchecked_chunks_of(stored):
                pass
        except Refused as refused:
            yield stored, _WORDS[refused.refusal.code]
        except OSError as error:
            yield stored, f"không đọc được tệp ({error.strerror or 'kho không trả lời'})"
