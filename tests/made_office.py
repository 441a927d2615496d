"""An office of today's tables in a folder: made once in a run of the tests, copied by whoever needs one of its own."""

import os
import subprocess
from pathlib import Path

import pytest

from config import clock
from motcua.cli.data_folder import DataFolder, held
from tests.cli.served import command
from tests.databases import SEEDED_AT


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stopped data folder that all test processes of this run share; it is copied, never worked in."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    path, building = shared / "made-office", shared / "made-office.new"
    with held(shared / "made-office.lock"):
        if not path.exists():
            building.mkdir()
            clock.keep_shift(building, clock.Shift(shown_at=SEEDED_AT, real_at=clock.real_now()))
            done = command("migrate", "--data", str(building))
            assert done.code == 0, done.err
            clock.keep_shift(building, None)
            building.rename(path)
    return path


def copy_of(office: Path, path: Path) -> DataFolder:
    """A copy of the stopped office, with the owners of its files: the server may run under another user."""
    subprocess.run(["cp", "-a", str(office), str(path)], check=True)
    return DataFolder(path)
