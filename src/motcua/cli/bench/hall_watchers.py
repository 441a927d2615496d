"""Two thousand people watch the screens of halls: when does each hear of a call?

Orders as JSON, one line: host, port, desks (one for each watcher). Says `ready` once all listen; at the next line of
its input, tells for each event of a call the moments (seconds since the epoch) at which watchers heard of it first,
and how many lines were lost.
"""

import asyncio
import json
import re
import resource
import sys
import time
from collections import defaultdict
from typing import Any

_EVENT = re.compile(rb'"event": (\d+)')
_PATIENCE = 120


class Watching:
    """All watchers of one process; `heard`: event → moments."""

    def __init__(self) -> None:
        self.heard: dict[int, list[float]] = defaultdict(list)
        self.listening = 0
        self.lost = 0

    async def watch(self, host: str, port: int, desk: int, turn: asyncio.Semaphore) -> None:
        """One screen; a line that is cut is counted and not opened again."""
        try:
            async with turn:
                reader, writer = await asyncio.open_connection(host, port, limit=2**20)
                writer.write(f"GET /live/sanh/{desk}/ HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _PATIENCE)
                if b" 200 " not in head.split(b"\r\n", 1)[0]:
                    raise ConnectionError(head[:80])
            self.listening += 1
            await self._read(reader)
        except (OSError, ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            pass
        self.lost += 1

    async def _read(self, reader: asyncio.StreamReader) -> None:
        newest, first = 0, True
        while line := await reader.readline():
            if not line.startswith(b"data: "):
                continue
            events = [int(number) for number in _EVENT.findall(line)]
            if not first:
                now = time.time()
                for event in events:
                    if event > newest:
                        self.heard[event].append(now)
            newest, first = max([newest, *events]), False


async def watch_all(orders: dict[str, Any]) -> dict[str, Any]:
    """Listen until a line comes in."""
    watching, turn = Watching(), asyncio.Semaphore(50)
    tasks = [
        asyncio.create_task(watching.watch(orders["host"], orders["port"], desk, turn))
        for desk in orders["desks"]
    ]
    begun = time.monotonic()
    while watching.listening + watching.lost < len(tasks) and time.monotonic() - begun < _PATIENCE:
        await asyncio.sleep(0.1)
    await asyncio.sleep(1)  # the first state of each
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    lost = watching.lost
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {"heard": watching.heard, "listening": watching.listening - lost, "lost": lost}


def main() -> None:
    """Read the orders, watch, tell."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    orders = json.loads(sys.stdin.readline())
    print(json.dumps(asyncio.run(watch_all(orders))), flush=True)


if __name__ == "__main__":
    main()
