"""Is there room on the disk?"""

import shutil
from pathlib import Path

_NEARLY_FULL = 200_000_000  # bytes: a dozen segments of PostgreSQL's log of changes


def free_bytes(path: Path) -> int:
    """Bytes that may still be written where `path`, or the nearest folder above it that exists, lies."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return shutil.disk_usage(path).free


def is_nearly_full(path: Path) -> bool:
    """Whether PostgreSQL may soon find no room for what it must write."""
    return free_bytes(path) < _NEARLY_FULL


def size_text(count: int) -> str:
    """Bytes in megabytes, for a message: `0,4 MB`, `120 MB`."""
    size = count / 1_000_000
    return (f"{size:.0f} MB" if size >= 10 else f"{size:.1f} MB").replace(".", ",")
