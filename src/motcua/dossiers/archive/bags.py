"""Is a bag of dossiers whole, and do the chains in it hold? Needs no database; names each difference (RFC 8493)."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Protocol

from motcua.core.chain import GENESIS, follows

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_MOST_TAG, MOST_JSON = 200_000_000, 100_000_000
_PIECE = 1 << 20
FILES = "data/tep/"


class Bag(Protocol):
    """Files by their path within the bag."""

    def names(self) -> set[str]: ...

    def open(self, name: str) -> IO[bytes]: ...


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> set[str]:
        found = (path for path in self._folder.rglob("*") if path.is_file() or path.is_symlink())
        return {path.relative_to(self._folder).as_posix() for path in found}

    def open(self, name: str) -> IO[bytes]:
        path = self._folder / name
        if path.is_symlink():
            raise OSError("là liên kết, không phải tệp")
        return path.open("rb")


class _Zip:
    """The bag lies at the top of it, or within its only folder, as the pages pack it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        listed = [name for name in archive.namelist() if not name.endswith("/")]
        tops = {name.partition("/")[0] for name in listed}
        top = f"{tops.pop()}/" if len(tops) == 1 else ""
        self._folder = top if f"{top}bagit.txt" in listed else ""
        self._names = {name.removeprefix(self._folder) for name in listed}

    def names(self) -> set[str]:
        return self._names

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(f"{self._folder}{name}")


@contextmanager
def open_bag(path: Path) -> Iterator[Bag]:
    """A folder or a ZIP file. Raises OSError or zipfile.BadZipFile for what is neither."""
    if path.is_dir():
        yield _Folder(path)
        return
    with zipfile.ZipFile(path) as archive:
        yield _Zip(archive)


def bag_faults(bag: Bag) -> Iterator[str]:
    """Every difference in words: declaration, each file against its manifest, each chain of steps."""
    names = bag.names()
    if "bagit.txt" not in names or not read_whole(bag, "bagit.txt", 10_000).startswith(b"BagIt-Version: 1.0"):
        yield "bagit.txt: không có hoặc không phải gói BagIt 1.0"
    payload, faults = _manifest(bag, "manifest-sha256.txt", names)
    tags, tag_faults = _manifest(bag, "tagmanifest-sha256.txt", names)
    yield from (*faults, *tag_faults)
    for name in sorted({one for one in names if one.startswith("data/")} - payload.keys()):
        yield f"{name}: có trong gói nhưng không có trong danh mục"
    for name in sorted({"bagit.txt", "bag-info.txt", "manifest-sha256.txt"} - tags.keys()):
        yield f"{name}: không có trong danh mục tệp mô tả"
    for name, digest in sorted({**payload, **tags}.items()):
        yield from _file(bag, name, digest, names)
    yield from _misnamed(payload)
    yield from _oxum(bag, payload, names)
    for name in sorted(names):
        if name.startswith("data/ho-so/") and name.endswith("/ho-so.json"):
            yield from _dossier(bag, name.removesuffix("/ho-so.json"), payload)


def _manifest(bag: Bag, name: str, names: set[str]) -> tuple[dict[str, str], list[str]]:
    if name not in names:
        return {}, [f"{name}: không có trong gói"]
    listed: dict[str, str] = {}
    faults = []
    for place, line in enumerate(
        read_whole(bag, name, _MOST_TAG).decode(errors="replace").splitlines(), start=1
    ):
        found = _LINE.fullmatch(line)
        path = found[2] if found else ""
        if found is None or path.startswith("/") or ".." in path.split("/") or path in listed:
            faults.append(f"{name}: dòng {place} không đúng")
        else:
            listed[path] = found[1]
    return listed, faults


def _file(bag: Bag, name: str, digest: str, names: set[str]) -> Iterator[str]:
    if name not in names:
        yield f"{name}: có trong danh mục nhưng không có trong gói"
        return
    sums = hashlib.sha256()
    try:
        with bag.open(name) as file:
            while piece := file.read(_PIECE):
                sums.update(piece)
    except (OSError, zipfile.BadZipFile) as error:
        yield f"{name}: không đọc được ({error})"
        return
    if sums.hexdigest() != digest:
        yield f"{name}: nội dung khác danh mục"


def _misnamed(payload: dict[str, str]) -> Iterator[str]:
    """A stored file bears its SHA-256 as its name."""
    for name, digest in sorted(payload.items()):
        if name.startswith(FILES) and Path(name).stem != digest:
            yield f"{name}: nội dung khác tên tệp"


def _oxum(bag: Bag, payload: dict[str, str], names: set[str]) -> Iterator[str]:
    if "bag-info.txt" not in names:
        return
    said = re.search(rb"^Payload-Oxum: \d+\.(\d+)$", read_whole(bag, "bag-info.txt", 100_000), re.MULTILINE)
    if said is None or int(said[1]) != len(payload):
        yield "bag-info.txt: số tệp ghi khác số tệp trong danh mục"


def _dossier(bag: Bag, folder: str, payload: dict[str, str]) -> Iterator[str]:
    """The chain of a dossier computed again from what the bag says, and the files it names."""
    try:
        record = json.loads(read_whole(bag, f"{folder}/ho-so.json", MOST_JSON))
        steps = json.loads(read_whole(bag, f"{folder}/cac-buoc.json", MOST_JSON))
        yield from _chain(folder, record, steps)
        kept = {Path(name).stem for name in payload if name.startswith(FILES)}
        for sha256 in sorted({*record["files"], *_told(steps)}):
            if sha256 not in kept:
                yield f"{folder}: thiếu tệp {sha256}"
    except (KeyError, ValueError, TypeError, AttributeError, OSError, RecursionError, zipfile.BadZipFile):
        yield f"{folder}: không đọc được hồ sơ hoặc các bước"


def _told(steps: list[dict[str, Any]]) -> set[str]:
    """Files that the steps vouch for: each copy attached, each result decided; a disposal took what its steps said."""
    copies = {one["sha256"] for step in steps for one in step["data"].get("copies_added", ())}
    results = {(step["data"].get("result_document") or {}).get("sha256", "") for step in steps}
    return (copies | results) - {""}


def _chain(folder: str, record: dict[str, Any], steps: list[dict[str, Any]]) -> Iterator[str]:
    previous = GENESIS
    gone = bool((record.get("archive") or {}).get("disposed_at"))
    for place, step in enumerate(steps, start=1):
        content = {name: value for name, value in step.items() if name not in ("previous", "hash")}
        content["at"] = datetime.fromisoformat(step["at"])
        erased = gone and step["act"] != "dispose"
        fits = erased or follows(step["hash"], previous, content)
        if step["seq"] != place or step["previous"] != previous or not fits:
            yield f"{folder}: bước {place} đã bị sửa hoặc thiếu"
            return
        previous = step["hash"]
    if (len(steps), previous) != (record["step_count"], record["head_hash"]):
        yield f"{folder}: thiếu bước cuối"
    elif not steps or steps[-1]["facts"] != record["facts_hash"]:
        yield f"{folder}: mã băm nội dung hồ sơ khác bước cuối"
    elif not follows(record["facts_hash"], GENESIS, record["facts"]):
        yield f"{folder}: nội dung hồ sơ đã bị sửa sau bước cuối"


def read_whole(bag: Bag, name: str, most: int) -> bytes:
    """A file of the bag. ValueError where it is larger than `most` bytes."""
    with bag.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{name} is too large")
    return content
