"""Where does a benchmark work? In an office of its own: a new durable database server in a folder that goes."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from motcua.cli.data_folder import DataFolder, open_folder
from motcua.cli.only_database import only_database
from motcua.cli.postgres import database_of, refuse_no_cluster
from motcua.cli.preparation import collect_served_files, seed, update_tables
from motcua.core.moments import VN
from motcua.core.refusals import refuse

# A working Monday morning for which the catalogue, programmes and lists of data/ are all in force.
MONDAY = datetime(2022, 5, 16, 9, 0, tzinfo=VN)


@contextmanager
def own_folder(beside: Path) -> Iterator[Path]:
    """A folder on the disk of the user's data folder, removed at the end, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=beside, ignore_cleanup_errors=True) as path:
        yield Path(path)


@contextmanager
def own_office(path: Path, *, made: Path | None = None) -> Iterator[None]:
    """A server with the catalogue and the demonstration's people, durable as an office's is.

    For the block, this process and those it starts know no other database. `made` is the data folder of such an
    office: copied, which takes a second where making one takes many. Refused: `no_database`, `already_served`.
    """
    if made is not None:
        copied(made, path)
    folder = open_folder(path)
    with database_of(folder) as url, only_database(folder, url):
        update_tables()
        seed(at=MONDAY)
        collect_served_files()  # pages name their styles by what is served
        yield


def copied(office: Path, path: Path) -> None:
    """A copy of an office's data folder. Refused: `no_database`, `already_served`."""
    made = DataFolder(office.resolve())
    refuse_no_cluster(made)
    if (made.postgres / "postmaster.pid").exists():
        raise refuse(
            "already_served",
            f"Thư mục {made.path} đang được phục vụ nên không chép được. Hãy dừng nó (Ctrl-C) rồi chạy lại.",
        )
    # With the owners of the files: the server may run under another user.
    subprocess.run(["cp", "-a", f"{made.path}/.", str(path)], check=True)
