"""Where does a benchmark work? In an office of its own: a new durable database server in a folder that goes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from motcua.cli.data_folder import open_folder
from motcua.cli.only_database import only_database
from motcua.cli.postgres import database_of
from motcua.cli.preparation import seed, update_tables
from motcua.core.moments import VN

# A working Monday morning for which the catalogue, programmes and lists of data/ are all in force.
MONDAY = datetime(2022, 5, 16, 9, 0, tzinfo=VN)


@contextmanager
def own_folder(beside: Path) -> Iterator[Path]:
    """A folder on the disk of the user's data folder, removed at the end, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=beside, ignore_cleanup_errors=True) as path:
        yield Path(path)


@contextmanager
def own_office(path: Path) -> Iterator[None]:
    """A server with the catalogue and the demonstration's people, durable as an office's is.

    For the block, this process and those it starts know no other database.
    """
    folder = open_folder(path)
    with database_of(folder) as url, only_database(folder, url):
        update_tables()
        seed(at=MONDAY)
        yield
