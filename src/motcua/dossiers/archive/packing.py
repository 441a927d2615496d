"""How is a bag written without gathering it first: into a folder, or as a ZIP that streams?"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from motcua.core.refusals import refuse

Entries = Iterable[tuple[str, Iterator[bytes]]]


def into_folder(entries: Entries, folder: Path) -> int:
    """Write a bag into a new or empty folder; how many files. Refused: `folder_in_use`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refuse("folder_in_use", f"Thư mục {folder} đã có nội dung. Hãy chọn thư mục mới.")
    count = 0
    for path, pieces in entries:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.writelines(pieces)
        count += 1
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
