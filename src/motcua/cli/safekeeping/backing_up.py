"""How is an office copied while it works? One snapshot of the database, then the files, then the name.

pg_dump, not a copy of the cluster's files: its dump is read by every later PostgreSQL, restored into any server,
an operator's own too, and holds no trace of what was deleted. The counts and heads of the manifest are read in
the very snapshot that is dumped.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import motcua
from motcua.cli.data_folder import DataFolder
from motcua.cli.disk import free_bytes, size_text
from motcua.cli.safekeeping.contents import Contents, contents_of
from motcua.cli.safekeeping.manifest import (
    DATABASE,
    FOLDER,
    Manifest,
    files_below,
    write_manifest,
)
from motcua.cli.safekeeping.tools import connect, refuse_newer_server, run_tool
from motcua.core.refusals import Refused, refuse
from motcua.core.whole_files import sync_folder

# The keys of the files lie with them: a backup whose files nobody can open is none, and the dump beside them holds
# personal data in plain text anyway. Keys given by the environment are kept by whoever gave them.
_KEPT = ("empty", "clock.json", "file_keys", "head_key")
# A person's voice that calls numbers; films of the screens where they lie in the folder, not elsewhere (man-hinh.md).
_HALL = ("giong-doc", "phim")
_STORED_FILES = "files"  # what was uploaded, each under its SHA-256: only ever added to
_ROOM_TO_SPARE = 16_000_000  # bytes
_SIZE = """
    SELECT coalesce(sum(pg_table_size(pg_class.oid)), 0)::bigint FROM pg_class
    JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = 'public' AND relkind = 'r'
"""


def needed_bytes(folder: DataFolder, url: str) -> int:
    """About how much room a backup takes at most: tables shrink to half or less when dumped."""
    with connect(url) as connection:
        row = connection.execute(_SIZE).fetchone()
    lying = [
        (folder.path / _STORED_FILES).glob("??/??/*"),
        *((folder.path / name).rglob("*") for name in _HALL),
    ]
    stored = sum(path.stat().st_size for paths in lying for path in paths if path.is_file())
    return (int(row[0]) if row else 0) // 2 + stored + _ROOM_TO_SPARE


def back_up(
    folder: DataFolder, url: str, target: Path, *, at: datetime, with_key: bool = False
) -> tuple[Manifest, str]:
    """Copy the office to `target`, which appears only when it is whole; gives manifest and its SHA-256.

    Refused: `backup_exists`, `backup_space`, `backup_failed`, `postgres_newer`; then nothing is left behind.
    """
    _refuse_taken(target)
    refuse_newer_server(url)
    needed = needed_bytes(folder, url)
    free = free_bytes(target)
    if free < needed:
        raise refuse(
            "backup_space",
            f"Bản sao lưu cần chừng {size_text(needed)} nhưng ổ đĩa của {target} chỉ còn {size_text(free)}. "
            "Hãy giải phóng đĩa hoặc chọn ổ khác.",
        )
    with _building(target) as building:
        contents, version = _dump(url, building / DATABASE)
        _copy_folder(folder, building / FOLDER, with_key=with_key)
        manifest = Manifest(motcua.VERSION, version, at, contents, files_below(building))
        return manifest, write_manifest(building, manifest)


def _refuse_taken(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise refuse(
            "backup_exists",
            f"{target} đã có và không trống; bản sao lưu không ghi đè lên gì cả. Hãy chọn tên thư mục mới.",
        )


@contextmanager
def _building(target: Path) -> Iterator[Path]:
    """A private folder beside the target that takes its name at the end, or goes with all in it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f"{target.name}.partial-", dir=target.parent))
    except OSError as error:
        raise _failed(target, error.strerror or str(error)) from error
    try:
        yield building
        building.rename(target)  # an empty folder gives way, one that was filled meanwhile does not
        sync_folder(target.parent)
    except OSError as error:
        raise _failed(target, error.strerror or str(error)) from error
    except _ToolFailed as error:
        raise _failed(target, str(error)) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


class _ToolFailed(Exception):
    """pg_dump did not finish."""


def _dump(url: str, file: Path) -> tuple[Contents, str]:
    """Dump one snapshot; gives what stood in it and the server's version."""
    with connect(url) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot(), current_setting('server_version')").fetchone()
        snapshot, version = row or ("", "")
        words = ("--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=60s")
        fault = run_tool("pg_dump", *words, f"--snapshot={snapshot}", f"--file={file}", url=url)
        if fault:
            raise _ToolFailed(fault)
        file.chmod(0o600)
        return contents_of(connection), str(version).split()[0]


def _copy_folder(folder: DataFolder, into: Path, *, with_key: bool) -> None:
    """After the dump: what it names under `files` was stored before it, and is never changed."""
    into.mkdir(mode=0o700)
    for name in (*_KEPT, *([folder.secret_key.name] if with_key else [])):
        if (folder.path / name).is_file():
            shutil.copy2(folder.path / name, into / name)
    if (folder.path / _STORED_FILES).is_dir():
        half_written = shutil.ignore_patterns(".incoming")
        shutil.copytree(folder.path / _STORED_FILES, into / _STORED_FILES, ignore=half_written)
    for name in _HALL:
        if (folder.path / name).is_dir():
            shutil.copytree(folder.path / name, into / name, ignore=_links)


def _links(place: str, names: list[str]) -> set[str]:
    """What leads out of the folder is not the office's."""
    return {name for name in names if (Path(place) / name).is_symlink()}


def _failed(target: Path, why: str) -> Refused:
    return refuse(
        "backup_failed",
        f"Không sao lưu được vào {target}: {why}. Không có gì dở dang được để lại. "
        "Hãy xem ổ đĩa còn chỗ và có quyền ghi, rồi làm lại.",
    )
