"""How is a backup put up as an office again, and is it the same office?"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.cli.data_folder import DataFolder
from motcua.cli.disk import free_bytes, size_text
from motcua.cli.safekeeping.contents import contents_of
from motcua.cli.safekeeping.manifest import DATABASE, FOLDER, Manifest
from motcua.cli.safekeeping.tools import connect, refuse_newer_server, run_tool
from motcua.core.refusals import Refused, refuse

_GROWS = (
    12  # a dump is compressed and without indexes; the cluster it becomes is at most so many times as large
)
_EMPTY_CLUSTER = 60_000_000  # bytes


def refuse_taken(place: DataFolder) -> None:
    """Refused: `not_empty` where something lies in the folder, `mount_point` where it cannot be replaced."""
    path = place.path
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise refuse(
            "not_empty",
            f"{path} đã có dữ liệu; phục hồi không ghi đè lên gì cả. Hãy chọn thư mục mới bằng --data.",
        )
    if path.is_mount():
        raise refuse(
            "mount_point",
            f"{path} là gốc của một ổ đĩa. Hãy chọn một thư mục con trong đó, ví dụ --data {path / 'du-lieu'}.",
        )


def refuse_full_disk(place: DataFolder, manifest: Manifest) -> None:
    """Refused: `restore_space` where the office will surely find no room."""
    needed, free = manifest.size * 2 + _EMPTY_CLUSTER, free_bytes(place.path)
    if free < needed:
        raise refuse(
            "restore_space",
            f"Phục hồi cần ít nhất {size_text(needed)} (có thể tới {size_text(manifest.size * _GROWS)}) nhưng "
            f"ổ đĩa của {place.path} chỉ còn {size_text(free)}. Hãy giải phóng đĩa hoặc chọn ổ khác.",
        )


def refuse_newer_backup(manifest: Manifest, known: set[str]) -> None:
    """Refused: `newer_database` where the backup was taken by a program newer than this one."""
    unknown = sorted(set(manifest.contents.migrations) - known)
    if unknown:
        raise refuse(
            "newer_database",
            f"Bản sao lưu do bản Một Cửa mới hơn ghi ({manifest.program}; bản này chưa biết {unknown[-1]}). "
            "Hãy phục hồi bằng bản mới đó.",
        )


def fill_database(backup: Path, url: str, manifest: Manifest) -> None:
    """Restore into an empty database: all of it, the same as the manifest says, or Refused.

    `database_not_empty`, `restore_failed`, `restore_differs`, `postgres_newer`.
    """
    refuse_newer_server(url)
    _refuse_tables(url)
    words = ("--exit-on-error", "--no-owner", "--no-privileges", "--single-transaction", "--dbname=")
    fault = run_tool("pg_restore", *words, backup / DATABASE, url=url)
    if fault:
        raise refuse(
            "restore_failed",
            f"Không phục hồi được cơ sở dữ liệu: {fault}. Chưa có gì được để lại. Hãy xem ổ đĩa còn chỗ, "
            "rồi làm lại hoặc dùng bản sao lưu khác.",
        )
    with connect(url) as connection:
        connection.execute("ANALYZE")
        with connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            differences = manifest.contents.differences(contents_of(connection))
    if differences:
        raise refuse(
            "restore_differs",
            f"Dữ liệu phục hồi khác bản kê: {', '.join(differences[:5])}. Chưa có gì được dùng. "
            "Hãy dùng bản sao lưu khác và báo người phụ trách.",
        )


def put_back_files(backup: Path, site: DataFolder) -> None:
    """What lay in the data folder beside the database."""
    shutil.copytree(backup / FOLDER, site.path, dirs_exist_ok=True)
    if (site.path / "secret_key").is_file():
        (site.path / "secret_key").chmod(0o600)


@contextmanager
def moved_at_the_end(site: DataFolder, place: DataFolder) -> Iterator[None]:
    """Give the built folder its name after the block. Refused: `not_empty` if it was filled meanwhile."""
    yield
    try:
        site.path.rename(place.path)
    except OSError as error:
        raise _cannot_move(place, error) from error


def _cannot_move(place: DataFolder, error: OSError) -> Refused:
    return refuse(
        "not_empty",
        f"Không đặt được dữ liệu vào {place.path} ({error.strerror}). Hãy chọn thư mục mới bằng --data rồi làm lại.",
    )


def _refuse_tables(url: str) -> None:
    with connect(url) as connection, connection.transaction():
        tables = contents_of(connection).rows
    if tables:
        raise refuse(
            "database_not_empty",
            f"Cơ sở dữ liệu đích đã có {len(tables)} bảng; phục hồi không ghi đè lên gì cả. "
            "Hãy tạo một cơ sở dữ liệu trống rồi làm lại.",
        )
