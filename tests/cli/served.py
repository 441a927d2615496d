"""How does a test run the product as its operator does: as processes on a folder of their own?"""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"
PATIENCE = 240  # seconds for a start on a machine that runs all the other tests too
_DEAF = (
    "sh",
    "-c",
    'trap "" INT; exec "$@"',
    "sh",
)  # as a script's shell starts what it puts in the background
_OURS = ("DATABASE_URL", "MOTCUA_")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command that ended left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Served:
    """A running `up`."""

    process: subprocess.Popen[str]
    folder: Path
    ready_file: Path

    @property
    def url(self) -> str:
        return self.ready_file.read_text().strip()

    def status(self, path: str) -> int:
        """What a call to the served product is answered with."""
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def ends(self, number: signal.Signals | None = None) -> Said:
        """Send the signal, if one is given, and wait for the end."""
        if number is not None:
            self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return Said(self.process.returncode, out, err)


def command(*words: str, **environ: str) -> Said:
    """Run one command to its end."""
    process = _start(words, environ)
    out, err = process.communicate(timeout=PATIENCE)
    return Said(process.returncode, out, err)


@contextmanager
def serving(folder: Path, *words: str, **environ: str) -> Iterator[Served]:
    """Serve the folder on a free port for the block; whatever happens, nothing is left afterwards."""
    ready = folder.parent / f"{folder.name}.ready"
    ready.unlink(missing_ok=True)
    process = _start(
        ["up", "--data", str(folder), "--port", "0", "--ready-file", str(ready), *words], environ
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not ready.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise AssertionError(f"up did not get ready: {process.communicate()[1]}")
            time.sleep(0.1)
        yield Served(process, folder, ready)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


def left_running(folder: Path) -> list[str]:
    """Command lines of processes that still work on the folder."""
    mine = os.fsencode(folder)
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
            if words and (mine in words or mine in (process / "environ").read_bytes()):
                found.append(words.replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return found


def _start(words: list[str] | tuple[str, ...], environ: dict[str, str]) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return subprocess.Popen(
        [*_DEAF, sys.executable, "-m", "motcua.cli", *words],
        env={**inherited, "PYTHONPATH": str(SRC), **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
