"""How is a bag written without gathering it first: into a folder, or as a ZIP that streams?"""

import io
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from motcua.core.refusals import refuse
from motcua.core.whole_files import sync_folder, write_durably

Entries = Iterable[tuple[str, Iterator[bytes]]]


def into_folder(entries: Entries, folder: Path) -> int:
    """Write a bag into a new or empty folder, whole or not at all; how many files. Refused: `folder_in_use`.

    It is written beside, readable by the owner only, and gets its name when its last file is on the disk. What stops
    on the way (a lost file, OSError where the disk is full) leaves nothing; a killed process leaves a folder
    `.….dang-ghi` that never bears the bag's name.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refuse("folder_in_use", f"Thư mục {folder} đã có nội dung. Hãy chọn thư mục mới.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.dang-ghi")
    try:
        count = _written(entries, beside)
        beside.replace(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return count


def _written(entries: Entries, folder: Path) -> int:
    folder.mkdir(mode=0o700)
    count = 0
    for path, pieces in entries:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_durably(target, pieces)
        count += 1
    for name in [folder, *(found for found in folder.rglob("*") if found.is_dir())]:
        sync_folder(name)
    return count


def as_zip(entries: Entries, name: str) -> Iterator[bytes]:
    """The bag as one ZIP, in pieces; everything lies under the folder `name`. Nothing is kept in memory."""
    out = _Outlet()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, pieces in entries:
            entry = zipfile.ZipInfo(f"{name}/{path}" if name else path, date_time=(1980, 1, 1, 0, 0, 0))
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    yield out.taken()
            yield out.taken()
    yield out.taken()


class _Outlet(io.RawIOBase):
    """What was written since it was last taken; it cannot go back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        return len(part)

    def taken(self) -> bytes:
        joined = b"".join(self._parts)
        self._parts.clear()
        return joined
