"""What does a backup say of itself, and is it still what it says?"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.cli.safekeeping.contents import Contents
from motcua.core.refusals import Refused, refuse

NAME = "manifest.json"
DATABASE = "database.dump"
FOLDER = "folder"  # holds what lay in the data folder beside the database
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup by its parts. `files` maps each path below the backup to (bytes, SHA-256)."""

    program: str
    postgresql: str
    taken_at: datetime
    contents: Contents
    files: Mapping[str, tuple[int, str]]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(size for size, _ in self.files.values())


def write_manifest(backup: Path, manifest: Manifest) -> str:
    """Write it into the backup; gives its SHA-256, which the operator may keep elsewhere."""
    body = {
        "format": _FORMAT,
        "program": manifest.program,
        "postgresql": manifest.postgresql,
        "taken_at": manifest.taken_at.isoformat(),
        "rows": manifest.contents.rows,
        "heads": manifest.contents.heads,
        "migrations": manifest.contents.migrations,
        "files": {name: {"bytes": size, "sha256": digest} for name, (size, digest) in manifest.files.items()},
    }
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    with (backup / NAME).open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(backup: Path) -> Manifest:
    """The manifest of a whole backup whose files all are what it says. Refused: `backup_*`."""
    try:
        manifest = _manifest(json.loads((backup / NAME).read_text("utf-8")))
    except FileNotFoundError as error:
        raise refuse(
            "backup_none",
            f"{backup} không phải bản sao lưu hoàn chỉnh: thiếu {NAME}. Hãy chọn thư mục mà motcua backup đã ghi.",
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(backup, NAME) from error
    for name, (size, digest) in manifest.files.items():
        file = backup / name
        if not file.is_file() or file.stat().st_size != size or sha256_of(file) != digest:
            raise _damaged(backup, name)
    return manifest


def files_below(backup: Path) -> dict[str, tuple[int, str]]:
    """Every file of a backup but the manifest, with bytes and SHA-256; each made durable."""
    found = {}
    for path in sorted(path for path in backup.rglob("*") if path.is_file() and path.name != NAME):
        with path.open("rb") as file:
            os.fsync(file.fileno())
        found[path.relative_to(backup).as_posix()] = (path.stat().st_size, sha256_of(path))
    return found


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest(body: Mapping[str, Any]) -> Manifest:
    if body["format"] != _FORMAT:
        raise refuse(
            "backup_newer_format",
            f"Bản sao lưu có định dạng {body['format']}, bản cài đặt này đọc định dạng {_FORMAT}. "
            "Hãy phục hồi bằng bản Một Cửa mới hơn.",
        )
    files = {str(name): (int(part["bytes"]), str(part["sha256"])) for name, part in body["files"].items()}
    if DATABASE not in files or any(_leads_out(name) for name in files):
        raise ValueError("files")
    return Manifest(
        program=str(body["program"]),
        postgresql=str(body["postgresql"]),
        taken_at=datetime.fromisoformat(body["taken_at"]),
        contents=Contents(dict(body["rows"]), dict(body["heads"]), tuple(body["migrations"])),
        files=files,
    )


def _leads_out(name: str) -> bool:
    path = Path(name)
    return path.is_absolute() or ".." in path.parts


def _damaged(backup: Path, name: str) -> Refused:
    return refuse(
        "backup_damaged",
        f"Bản sao lưu {backup} đã hỏng: {name} không còn như lúc ghi. Hãy dùng một bản sao lưu khác; "
        "chưa có gì được phục hồi.",
    )
