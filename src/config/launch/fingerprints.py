"""Did the sources of something built change since it was built?"""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(paths: Iterable[Path]) -> str:
    """One hash over names and contents, the same on every machine."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def stamped(stamp: Path) -> str:
    """What the stamp file says, or nothing."""
    return stamp.read_text().strip() if stamp.is_file() else ""
