"""How does a test run the process for `/live/` and listen to it with many screens?"""

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection

SRC = Path(__file__).resolve().parents[3] / "src"
PATIENCE = 120  # seconds; a bound, nothing is measured


@dataclass
class Heard:
    """What one screen heard: (kind, state) in its order."""

    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def database_url() -> str:
    """Of the database that this test works in."""
    at = connection.settings_dict
    password = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
    place = f"&port={at['PORT']}" if at["PORT"] else ""
    return (
        f"postgresql://{quote(at['USER'])}{password}@/{at['NAME']}?host={quote(at['HOST'], safe='')}{place}"
    )


@contextmanager
def live_process(data: Path) -> Iterator[str]:
    """The process as `up` starts it, on a free port of this machine; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ("granian", "--interface", "asgi", "--no-ws", "--workers", "1", "--workers-kill-timeout", "1")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "MOTCUA_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", *words, "--host", "127.0.0.1", "--port", str(port), "config.live:application"],
        env=kept
        | {
            "DATABASE_URL": database_url(),
            "PYTHONPATH": str(SRC),
            "MOTCUA_DATA": str(data),
            "MOTCUA_POOL": "4",
        },
        stdin=subprocess.DEVNULL,
    )
    try:
        until(lambda: is_well(port), process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def is_well(port: int) -> bool:
    """Whether the process answers and has its database."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asking.request("GET", "/live/")
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()


def until(holds: Any, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait for something that must come."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        assert process is None or process.poll() is None, "the process died"
        time.sleep(0.1)


class Screens:
    """Many open streams in one loop: `hear(n)` waits until every screen has heard of the call `n`."""

    def __init__(self, address: str, desk: int, how_many: int) -> None:
        self._host, _, port = address.removeprefix("http://").rpartition(":")
        self._port, self._desk = int(port), desk
        self.heard = [Heard() for _ in range(how_many)]
        self._news = asyncio.Event()

    async def listen(self) -> None:
        """Open all streams and go on reading; ends when cancelled."""
        await asyncio.gather(*(self._one(heard) for heard in self.heard))

    async def _one(self, heard: Heard) -> None:
        reader, writer = await asyncio.open_connection(self._host, self._port, limit=2**20)
        try:
            writer.write(f"GET /live/sanh/{self._desk}/ HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            kind = ""
            while line := (await reader.readline()).decode().rstrip():
                if line.startswith("HTTP/"):
                    assert line.split()[1] == "200", line
            while line := (await reader.readline()).decode():
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ").strip()
                elif line.startswith("data: ") and kind != "beat":
                    heard.events.append((kind, json.loads(line.removeprefix("data: "))))
                    self._news.set()
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def until_all(self, holds: Any) -> None:
        """Wait until it holds for what every screen heard."""
        async with asyncio.timeout(PATIENCE):
            while not all(holds(heard) for heard in self.heard):
                self._news.clear()
                await self._news.wait()
