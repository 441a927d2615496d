"""How does a screen listen? `/live/sanh/<desk>/` as a stream of events, `/live/` tells whether all is well (ASGI)."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from config import clock
from motcua.web.live.hub import Client, End, Full, Hub, Unread
from motcua.web.live.listening import Listener

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

BEAT_EVERY = 15.0  # seconds
_SEND_LASTS = 20.0  # a client that takes nothing for so long is let go
_DESK = re.compile(r"/live/sanh/([0-9]{1,9})/")
# What is told stands on public screens: anybody may read it from a page of any address.
_OPEN = (b"access-control-allow-origin", b"*")
_STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    _OPEN,
]


class Live:
    """The ASGI application: a hub and its listener, started and ended with the server."""

    def __init__(self, hub: Hub, conninfo: str) -> None:
        self.hub = hub
        self._listener = Listener(conninfo, hub.desk_changed, hub.database_back, hub.database_lost)
        self._tasks: list[asyncio.Task[None]] = []
        self._ends = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def start(self) -> None:
        """Begin to listen and to beat."""
        self._tasks = [asyncio.create_task(self._listener.stay()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        """End every stream, then what was started."""
        self._ends.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_EVERY)
            self.hub.beat(clock.now().isoformat(timespec="seconds"))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _DESK.fullmatch(scope["path"])
        if scope["method"] not in ("GET", "HEAD"):
            await _say(send, 405, {"error": "GET"})
        elif scope["path"] == "/live/":
            well = self.hub.has_database
            await _say(send, 200 if well else 503, {"clients": self.hub.clients, "database": well})
        elif found is None or scope["method"] == "HEAD":
            await _say(send, 404, {"error": "not found"})
        else:
            await self._stream(int(found[1]), _header(scope, b"last-event-id"), receive, send)

    async def _stream(self, desk: int, last_id: str, receive: Receive, send: Send) -> None:
        try:
            client = await self.hub.join(desk, last_id=last_id)
        except Full:
            await _say(send, 503, {"error": "full"})
            return
        except Unread:
            await _say(send, 503, {"error": "database"})
            return
        if client is None:
            await _say(send, 404, {"error": "no such desk"})
            return
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _STREAM})
            await _first_of(_pour(client, send), _gone(receive), self._ends.wait())
            with suppress(Exception):  # the line may be cut already
                await asyncio.wait_for(send({"type": "http.response.body", "body": b""}), 1)
        finally:
            self.hub.leave(desk, client)


async def _pour(client: Client, send: Send) -> None:
    """Send what is laid into the queue until the client is too slow or gone."""
    while True:
        message = await client.queue.get()
        if isinstance(message, End):
            return
        body = {"type": "http.response.body", "body": message, "more_body": True}
        await asyncio.wait_for(send(body), _SEND_LASTS)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first_of(*ways: Any) -> None:
    """Until one of them ends; the others are cancelled, and what they raised is not of interest any more."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _say(send: Send, status: int, words: dict[str, object]) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store"), _OPEN]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(words).encode()})


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")
