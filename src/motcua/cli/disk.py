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


def megabytes(count: int) -> int:
    """Bytes as whole megabytes, for a message."""
    return count // 1_000_000
