"""How are pages and screens served to clients of a benchmark, and how is a client run beside them?"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.cli.address import Address, free_address, until_ready
from motcua.core.refusals import refuse


@contextmanager
def served(folder: Path) -> Iterator[Address]:
    """The office as `up` serves it, with the benchmark's one address beside the product's."""
    log = folder / "bench-web.log"
    words = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "4")
    # The same secret as here: the sessions were signed with it.
    environ = {"MOTCUA_POOL": "8", "MOTCUA_SECRET_KEY": settings.SECRET_KEY}
    with (
        free_address("127.0.0.1", 0) as address,
        _granian((*words, "motcua.cli.bench.http_wsgi:application"), address, log, environ) as server,
    ):
        until_ready(address, alive=lambda: _refuse_if_gone(server, log), log=log)
        yield address


@contextmanager
def served_live(folder: Path) -> Iterator[Address]:
    """The process for screens, as `up` starts it."""
    log = folder / "bench-live.log"
    words = ("--interface", "asgi", "--workers", "1", "--backlog", "4096", "--backpressure", "4096")
    with (
        free_address("127.0.0.1", 0) as address,
        _granian((*words, "config.live:application"), address, log, {"MOTCUA_POOL": "4"}) as server,
    ):
        until_ready(address, alive=lambda: _refuse_if_gone(server, log), log=log, health="/live/")
        yield address


def run_client(module: str, orders: Mapping[str, Any]) -> dict[str, Any]:
    """One run of a client of this folder, in a process of its own; RuntimeError where it failed."""
    client = [sys.executable, "-m", f"motcua.cli.bench.{module}"]
    done = subprocess.run(client, input=json.dumps(orders), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the client of the benchmark failed: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def _granian(
    words: tuple[str, ...], address: Address, log: Path, environ: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """The server at the address while the block lasts; what it says is in the log."""
    where = ("--no-ws", "--host", address.host, "--port", str(address.port))
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *where, *words],
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _refuse_if_gone(server: subprocess.Popen[bytes], log: Path) -> None:
    if server.poll() is not None:
        raise refuse(
            "child_died", f"Máy chủ trang đã dừng. Hãy xem lại:\n{log.read_text(errors='replace')[-2000:]}"
        )
