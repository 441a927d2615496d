"""How does a storm go? A real `up`, eight writers, a killer; then everything acknowledged is looked for."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from motcua.cli.bench.flow_acts import UNIT
from motcua.cli.bench.storm.acknowledged import told, writer_of
from motcua.cli.bench.storm.killing import kill, order_of_targets
from motcua.cli.data_folder import DataFolder
from motcua.cli.postgres import Cluster

WRITERS = 8
_MONDAY = "2022-05-16T09:00:00+07:00"
_PATIENCE = 600  # seconds for a start or a recovery on a machine where other storms rage
_RECEIVES, _SIGNS = ("receive", "appraise", "return"), ("approve", "seal")
_SET_UP = "import sys, json, django; django.setup(); "


@dataclass(frozen=True, slots=True)
class Storm:
    """What was acknowledged, who was killed how often, and what is wrong afterwards (nothing, it is hoped)."""

    acknowledged: int
    dossiers: int
    steps: int
    jobs: int
    kills: Mapping[str, int]
    wrong: tuple[str, ...]


def made_ready(folder: Path) -> None:
    """An office as its first `up` leaves it, stopped: the storms rage in copies of it.

    Raises RuntimeError where it does not end well.
    """
    ready, log = _beside(folder, "ready", "log")
    with _served(folder, ready, log, _environ(folder)) as up:
        pass
    if up.returncode:
        raise RuntimeError(f"up ended with {up.returncode}: {log.read_text()[-2000:]}")


def storm(folder: Path, *, seconds: float, seed: int, every: float) -> Storm:
    """Kill one of the office's processes each `every` seconds for `seconds`, while all write."""
    acts, ready, log = _beside(folder, "acts", "ready", "log")
    environ = _environ(folder)
    with ExitStack() as stack:
        up = stack.enter_context(_served(folder, ready, log, environ))
        address = ready.read_text().strip().removeprefix("http://")
        body = _said_by("preparing", "main()", environ).splitlines()[-1]
        tokens = _token("Máy tiếp nhận", _RECEIVES, environ), _token("Máy ký", _SIGNS, environ)
        said = stack.enter_context(acts.open("a+"))
        place = (address, tokens, body)
        writers = [stack.enter_context(_writing(number, place, environ, said)) for number in range(WRITERS)]
        _wait_until_all_write(acts)
        kills = _rage(up.pid, folder, seconds=seconds, seed=seed, every=every)
        gave_up = [
            f"writer {number} stopped" for number, writer in enumerate(writers) if writer.poll() is not None
        ]
        time.sleep(every)
        for writer in writers:
            writer.terminate()
            writer.wait()
        _wait_until_well(address, up, log)
        said.seek(0)
        found = json.loads(_said_by("checking", "main()", environ, read=said).splitlines()[-1])
    wrong = (
        *gave_up,
        *found.pop("wrong"),
        *([] if up.returncode == 0 else [f"up ended with {up.returncode}"]),
    )
    return Storm(kills=kills, wrong=wrong, **found)


def _beside(folder: Path, *ends: str) -> Iterator[Path]:
    return (folder.with_name(f"{folder.name}.{end}") for end in ends)


def _environ(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "MOTCUA_DATA": str(folder),
        "DATABASE_URL": Cluster(DataFolder(folder)).url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@contextmanager
def _served(
    folder: Path, ready: Path, log: Path, environ: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """The folder served by `up` on a Monday morning, with a database of its own; what it says is in `log`."""
    words = ["up", "--data", str(folder), "--port", "0", "--clock", _MONDAY, "--ready-file", str(ready)]
    own = {name: value for name, value in environ.items() if name != "DATABASE_URL"}
    with log.open("wb") as said:
        up = subprocess.Popen(
            [sys.executable, "-m", "motcua.cli", *words],
            env=own,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        deadline = time.monotonic() + _PATIENCE
        while not ready.exists():
            if up.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"up did not get ready: {log.read_text()[-2000:]}")
            time.sleep(0.1)
        yield up
    finally:
        up.terminate()
        try:
            up.wait(_PATIENCE)
        finally:
            up.kill()  # of no use unless it would not end


def _said_by(module: str, call: str, environ: Mapping[str, str], read: IO[str] | None = None) -> str:
    """Run a piece of the storm in the office, and give what it printed."""
    done = subprocess.run(
        _program(module, call), env=environ, stdin=read or subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{module}: {done.stderr[-2000:]}")
    return done.stdout


def _token(name: str, roles: tuple[str, ...], environ: Mapping[str, str]) -> str:
    """A token as an operator gets it: the last word."""
    words = ["token", name, "--unit", UNIT, *(word for role in roles for word in ("--role", role))]
    done = subprocess.run(
        [sys.executable, "-m", "motcua.cli", *words], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.split()[-1]


def _program(module: str, call: str, *words: str) -> list[str]:
    code = f"{_SET_UP}from motcua.cli.bench.storm import {module} as m; m.{call}"
    return [sys.executable, "-c", code, *words]


@contextmanager
def _writing(
    number: int, place: tuple[str, tuple[str, str], str], environ: Mapping[str, str], said: IO[str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Every other writer is a program over HTTP, the others work through the acts themselves."""
    address, tokens, body = place
    if number % 2:
        call = "main(int(sys.argv[1]), sys.argv[2], (sys.argv[3], sys.argv[4]), json.loads(sys.argv[5]))"
        words = _program("program", call, str(number), address, *tokens, body)
    else:
        words = _program("clerk", "main(int(sys.argv[1]))", str(number))
    writer = subprocess.Popen(words, env=environ, stdin=subprocess.DEVNULL, stdout=said)
    try:
        yield writer
    finally:
        writer.kill()
        writer.wait()


def _wait_until_all_write(acts: Path) -> None:
    """Until every writer was acknowledged something."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if len({writer_of(told(line)) for line in acts.read_text().splitlines()} - {None}) == WRITERS:
            return
        time.sleep(0.2)
    raise RuntimeError("some writers never began")


def _rage(up: int, folder: Path, *, seconds: float, seed: int, every: float) -> dict[str, int]:
    """How often whom; at least everybody once."""
    kills: Counter[str] = Counter()
    deadline = time.monotonic() + seconds
    targets = order_of_targets(seed)
    while time.monotonic() < deadline:
        time.sleep(every)
        target = next(targets)
        if kill(target, up=up, folder=folder):
            kills[target] += 1
    return dict(kills)


def _connection(address: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(address, timeout=10)


def _wait_until_well(address: str, up: subprocess.Popen[bytes], log: Path) -> None:
    """Until the office answers in order again; what `up` told last is said where it does not."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and up.poll() is None:
        with suppress(OSError, http.client.HTTPException), closing(_connection(address)) as connection:
            connection.request("GET", "/api/v1/health")
            with connection.getresponse() as answer:
                if answer.status == 200:
                    return
        time.sleep(0.3)
    raise RuntimeError(f"the office does not answer any more (up: {up.poll()}): {log.read_text()[-1000:]}")
