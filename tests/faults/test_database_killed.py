"""The database is killed in the middle of work: an act happened wholly or not at all, and none told is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from motcua.cli.data_folder import DataFolder, open_folder
from motcua.cli.postgres import database_of

ROOT = Path(__file__).resolve().parents[2]
CLERKS = 3


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[DataFolder, dict[str, str]]]:
    """A durable server of its own, with the demonstration office in it."""
    folder = open_folder(tmp_path / "office")
    with database_of(folder) as url:
        yield folder, _environment(url)


def _environment(url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    return kept | {"DATABASE_URL": url, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "config.settings"}


def _run(program: str, environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from motcua.cli.seeding import seed
from tests.cast import at
seed(empty=False, at=at("2022-05-01 08:00"))
"""
LOOK = """
import django; django.setup()
from motcua.dossiers.models import Step
from motcua.dossiers.verification import verify
for finding in verify(): print("finding", finding)
for act, code in Step.objects.values_list("act", "dossier__code"): print(act, code)
"""


def _kill_server(folder: DataFolder) -> None:
    """End the server at once, as a power cut would: no farewell to clients, no last checkpoint."""
    pid = int((folder.postgres / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)


def test_every_acknowledged_act_is_there_once_after_the_server_was_killed(
    office: tuple[DataFolder, dict[str, str]],
) -> None:
    folder, environment = office
    _run(PREPARE, environment)
    program = [sys.executable, "-m", "tests.faults.receive_until_stopped"]
    clerks = [
        subprocess.Popen(program, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(CLERKS)
    ]
    assert clerks[0].stdout is not None
    said = [clerks[0].stdout.readline() for _ in range(20)]
    time.sleep(0.5)
    _kill_server(folder)
    said += [line for clerk in clerks for line in clerk.communicate(timeout=60)[0].splitlines()]
    told = sorted(line.strip() for line in said if line.strip())
    with database_of(folder):
        kept = _run(LOOK, environment).splitlines()
    assert [line for line in kept if line.startswith("finding")] == []
    assert len(kept) == len(set(kept))
    assert set(told) <= set(kept)
    codes = sorted(line.split()[1] for line in kept if line.startswith("receive"))
    assert codes == [f"000.00.31.H29-220516-{number:04d}" for number in range(1, len(codes) + 1)]
    assert len(told) >= 20
