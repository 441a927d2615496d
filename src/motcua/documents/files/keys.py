"""With which master keys are files locked? From the environment, else from a private file of the data folder."""

import base64
import binascii
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from motcua.core.refusals import Refused, refuse
from motcua.core.whole_files import write_private
from motcua.documents.files.sealing import KEY_BYTES, new_key
from motcua.documents.files.stores import not_written

_ID = re.compile(r"[a-z0-9-]{1,16}")


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Master keys by id; the first locks what is written now, the others open what was written before."""

    keys: tuple[tuple[str, bytes], ...]

    @property
    def current(self) -> tuple[str, bytes]:
        return self.keys[0]

    def key(self, key_id: str) -> bytes:
        """Refused: `file_key_unknown` for a key that is not there any more."""
        for known, key in self.keys:
            if known == key_id:
                return key
        raise refuse(
            "file_key_unknown",
            f"Không còn khóa “{key_id}” để mở tệp. Hãy khôi phục khóa đó (MOTCUA_FILE_KEYS hoặc tệp file_keys) "
            "rồi làm lại.",
        )

    @property
    def text(self) -> str:
        """As the key file and the environment hold it."""
        return ",".join(f"{known}:{base64.b64encode(key).decode()}" for known, key in self.keys)


def key_ring() -> KeyRing:
    """The keys as they stand now. Refused: `file_keys` where they cannot be read."""
    if settings.FILES.keys:
        return read_ring(settings.FILES.keys)
    path: Path = settings.FILES.key_file
    if not path.is_file():
        _begin(path)
    stamp = path.stat()
    return _ring_of(path, (stamp.st_mtime_ns, stamp.st_size, stamp.st_ino))


def _begin(path: Path) -> None:
    """The first key of a data folder. Refused: `store_full`, `store_fault`."""
    try:
        write_ring(path, KeyRing(((new_id(), new_key()),)), replace=False)
    except OSError as error:
        raise not_written(error) from error


@lru_cache(maxsize=4)
def _ring_of(path: Path, stamp: tuple[int, int, int]) -> KeyRing:
    """The file is read again when it was changed: a rotation reaches running servers."""
    return read_ring(path.read_text().strip())


def new_id() -> str:
    return secrets.token_hex(4)


def read_ring(text: str) -> KeyRing:
    """Refused: `file_keys`; what is wrong with it is not repeated, for it is secret."""
    keys = []
    for entry in filter(None, (entry.strip() for entry in text.split(","))):
        known, _, encoded = entry.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not _ID.fullmatch(known) or len(key) != KEY_BYTES:
            raise _unreadable()
        keys.append((known, key))
    if not keys or len({known for known, _ in keys}) < len(keys):
        raise _unreadable()
    return KeyRing(tuple(keys))


def write_ring(path: Path, ring: KeyRing, *, replace: bool) -> None:
    """Whole or not at all, readable by the owner only; without `replace` the first writer wins."""
    write_private(path, f"{ring.text}\n".encode(), replace=replace)


def _unreadable() -> Refused:
    return refuse(
        "file_keys",
        "Khóa mã hóa tệp không đọc được. Hãy lấy lại MOTCUA_FILE_KEYS hoặc tệp file_keys từ bản lưu riêng "
        "(dạng mã:khóa-base64, cách nhau bằng dấu phẩy, khóa mới nhất đứng đầu).",
    )
