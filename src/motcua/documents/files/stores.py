"""Where do the encrypted bytes lie? In the data folder by hash, or in an S3-compatible store."""

import errno
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from motcua.core.refusals import Refused, refuse
from motcua.core.whole_files import sync_folder, write_durably

_INCOMING = ".incoming"  # half-written files; never read, never copied
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Store(Protocol):
    """Bytes under a name that is a hash; a name never changes its content."""

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """All of it durably under the name, or nothing. Refused: `store_full`, `store_fault`."""

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError."""

    def exists(self, name: str) -> bool: ...

    def names(self) -> Iterator[str]:
        """Every name there, in no order."""


def store() -> Store:
    """The one that is set up."""
    if "files" in settings.STORAGES:
        return BucketStore(storages["files"])
    return FolderStore(settings.FILES.folder)


@dataclass(frozen=True, slots=True)
class FolderStore:
    """`ab/cd/abcd…`: written beside, made durable, then given its name; never half a file under a name."""

    folder: Path

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        target, fresh = self.path(name), self.folder / _INCOMING / f"{name}.{secrets.token_hex(4)}"
        try:
            _make_folders(fresh.parent)
            _make_folders(target.parent)
            try:
                write_durably(fresh, parts)
                fresh.replace(target)
                sync_folder(target.parent)
            finally:
                fresh.unlink(missing_ok=True)
        except OSError as error:
            raise not_written(error) from error

    def open(self, name: str) -> BinaryIO:
        return self.path(name).open("rb")

    def exists(self, name: str) -> bool:
        return self.path(name).is_file()

    def names(self) -> Iterator[str]:
        for path in self.folder.glob("??/??/*"):
            yield path.name

    def clear_half_written(self, before: datetime) -> int:
        """Remove what a killed process left half-written and nobody touched since `before`; how many went."""
        gone = 0
        for path in (self.folder / _INCOMING).glob("*"):
            if path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def path(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:4] / name


def clear_half_written(before: datetime) -> int:
    """The same in the store that is set up; a bucket holds no half object."""
    where = store()
    return where.clear_half_written(before) if isinstance(where, FolderStore) else 0


@dataclass(frozen=True, slots=True)
class BucketStore:
    """Django's storage of the name `files`: an object appears whole or not at all."""

    storage: Storage

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        try:
            self.storage.save(_object(name), ContentFile(b"".join(parts)))
        except Exception as error:
            raise _store_silent() from error

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self.storage.open(_object(name), "rb"))

    def exists(self, name: str) -> bool:
        return self.storage.exists(_object(name))

    def names(self) -> Iterator[str]:
        for first in self.storage.listdir("")[0]:
            for second in self.storage.listdir(first)[0]:
                yield from self.storage.listdir(f"{first}/{second}")[1]


def _object(name: str) -> str:
    return f"{name[:2]}/{name[2:4]}/{name}"


def _make_folders(path: Path) -> None:
    """Each new folder is made durable in the one above it."""
    if path.is_dir():
        return
    _make_folders(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)


def not_written(error: OSError) -> Refused:
    """Nothing was written: the disk is full, or closed to us."""
    if error.errno in _FULL:
        return refuse(
            "store_full",
            "Ổ đĩa chứa tệp đã hết chỗ nên chưa lưu được tệp nào. Hãy báo người quản trị giải phóng đĩa rồi làm lại.",
        )
    return refuse(
        "store_fault",
        f"Không ghi được vào kho tệp ({error.strerror or error}). Hãy báo người quản trị rồi làm lại.",
    )


def _store_silent() -> Refused:
    return refuse(
        "store_fault",
        "Kho tệp không trả lời nên chưa lưu được tệp. Hãy làm lại sau, hoặc báo người quản trị.",
    )
