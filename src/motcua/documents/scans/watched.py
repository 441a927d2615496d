"""What did the scanner of a counter lay into its folder? Whole pictures only; what is being written is left alone."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

# A scanner writes on and on: what was touched a moment ago may not be whole yet.
SETTLED = timedelta(seconds=3)
# Taken by somebody whose machine then stopped: given back after so long.
_GIVEN_BACK = timedelta(minutes=10)
_TAKEN = ".dang-lay-"
_TAKEN_NAME = re.compile(r"\.dang-lay-[0-9a-f]{8}-(.+)", re.DOTALL)
_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial", ".filepart")
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ScannerFolder:
    """The folder `<unit>/<counter>` of one counter's scanner."""

    path: Path

    @property
    def counter(self) -> str:
        return self.path.name

    def waiting(self, now: datetime) -> list[Path]:
        """Whole files in the order they were scanned; `now` is the machine's own time."""
        found = []
        for path in self.path.iterdir():
            with suppress(OSError):  # gone meanwhile
                written = datetime.fromtimestamp(path.lstat().st_mtime, now.tzinfo)
                taken = _TAKEN_NAME.fullmatch(path.name)
                if taken and now - written > _GIVEN_BACK:
                    path = path.rename(path.with_name(taken[1]))
                if _is_plain(path) and not _is_unfinished(path.name) and now - written >= SETTLED:
                    found.append((written, path.name, path))
        return [path for _written, _name, path in sorted(found)][:MOST_AT_ONCE]

    @contextmanager
    def taken(self, now: datetime) -> Iterator[list[tuple[str, bytes]]]:
        """Name and content of what waits, for this caller alone; deleted when the work succeeded, else given back.

        Of a file above the limit no more is read than shows that it is; what is above the limit of a dossier waits.
        """
        mine: list[tuple[Path, Path]] = []
        for path in _no_more_than(settings.FILES.dossier_limit, self.waiting(now)):
            claimed = path.with_name(f"{_TAKEN}{secrets.token_hex(4)}-{path.name}")
            with suppress(OSError):  # another clerk was faster
                path.rename(claimed)
                claimed.touch()
                mine.append((path, claimed))
        try:
            yield [(path.name, _beginning(claimed)) for path, claimed in mine]
        except BaseException:
            for path, claimed in mine:
                with suppress(OSError):
                    claimed.rename(path)
            raise
        for _path, claimed in mine:
            claimed.unlink(missing_ok=True)


def scanner_folders(root: Path, unit_id: str) -> list[ScannerFolder]:
    """The folders of a unit's counters; none where no scanner is set up."""
    unit = root / unit_id
    if not unit_id or unit.parent != root or not unit.is_dir():
        return []
    return [ScannerFolder(path) for path in sorted(unit.iterdir()) if path.is_dir()]


def _no_more_than(limit: int, paths: list[Path]) -> Iterator[Path]:
    """The first of them that together stay under the limit in bytes, but at least one."""
    weight = 0
    for place, path in enumerate(paths):
        with suppress(OSError):  # gone meanwhile
            weight += path.lstat().st_size
        if place and weight > limit:
            return
        yield path


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(settings.FILES.file_limit + 1)


def _is_plain(path: Path) -> bool:
    """A file of the folder itself: a link might lead anywhere on the machine."""
    return path.is_file() and not path.is_symlink()


def _is_unfinished(name: str) -> bool:
    return name.startswith((".", "~")) or name.lower().endswith(_UNFINISHED)
