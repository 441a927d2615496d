"""How does a test get a folder with an office of an earlier release in it, and how is one killed?"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from motcua.cli.data_folder import DataFolder, open_folder
from motcua.cli.postgres import database_of
from motcua.cli.safekeeping.tools import run_tool

ROOT = Path(__file__).resolve().parents[2]
RELEASES = Path(__file__).parent / "releases"


def office_of_release(name: str, path: Path) -> DataFolder:
    """A data folder whose database is as that release left it."""
    folder = open_folder(path)
    with database_of(folder) as url:
        words = ("--exit-on-error", "--no-owner", "--single-transaction", "--dbname=")
        assert run_tool("pg_restore", *words, RELEASES / f"{name}.dump", url=url) == ""
    return folder


def environment(url: str) -> dict[str, str]:
    """For a program that works in the office at that address."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    return kept | {"DATABASE_URL": url, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "config.settings"}


def said_by(program: str, url: str) -> str:
    """What a piece of Python says that runs in the office at that address."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{program}"],
        env=environment(url),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def told_until_killed(folder: DataFolder, url: str, program: str, *, clerks: int, after: float) -> list[str]:
    """Clerks work by that program until the server is killed, `after` seconds behind the twentieth line of the
    first; every line that any of them said."""
    working = [
        subprocess.Popen(
            [sys.executable, "-m", program], env=environment(url), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(clerks)
    ]
    assert working[0].stdout is not None
    said = [working[0].stdout.readline() for _ in range(20)]
    time.sleep(after)
    _kill_server(folder)
    said += [line for clerk in working for line in clerk.communicate(timeout=60)[0].splitlines()]
    return [line.strip() for line in said if line.strip()]


def _kill_server(folder: DataFolder) -> None:
    """End the server at once, as a power cut would: no farewell to clients, no last checkpoint."""
    pid = int((folder.postgres / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
