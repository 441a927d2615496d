"""Who hears of which desk? Its state is read once for all who listen, and laid into the queue of each."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum

from motcua.web.live.messages import AWAY, KNOWN, RETRY, Told, beat, event

MOST_CLIENTS = 4_000
_QUEUE = 32  # messages a slow client may lag behind before it is let go; it comes back and gets the newest
_AGAIN_EVERY = 30.0  # seconds: what changes with the clock alone (a cut-off, a day) is told too
_READERS = 4
_PAUSE_AFTER_FAULT = 1.0
_log = logging.getLogger(__name__)

# Desk → what its screens show, None for a desk that is not there. May raise while the database is away.
Read = Callable[[int], Awaitable[Told | None]]


class Full(Exception):
    """More listen than this process serves; they go on asking now and then."""


class Unread(Exception):
    """The desk cannot be read now; None of its state is known."""


class End(Enum):
    """Why a client's queue ends."""

    SLOW = "slow"


@dataclass(eq=False, slots=True)
class Client:
    """One open stream. `queue` is bounded: `offer` lets go of whoever does not read."""

    queue: asyncio.Queue[bytes | End] = field(default_factory=lambda: asyncio.Queue(_QUEUE))
    is_gone: bool = False

    def offer(self, message: bytes) -> None:
        """Lay a message in; a full queue is emptied and ends."""
        if self.is_gone:
            return
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            self.is_gone = True
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(End.SLOW)


@dataclass(slots=True)
class _Channel:
    """A desk somebody listens to."""

    desk: int
    told: Told
    clients: set[Client] = field(default_factory=set)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    resync: bool = False
    task: asyncio.Task[None] | None = None


class Hub:
    """All desks that are listened to. One event loop; nothing here waits for a client."""

    def __init__(self, read: Read) -> None:
        self._read_desk = read
        self._channels: dict[int, _Channel] = {}
        self._first_readings: dict[int, asyncio.Task[Told | None]] = {}
        self._readers = asyncio.Semaphore(_READERS)
        self.has_database = False

    @property
    def clients(self) -> int:
        """How many listen now."""
        return sum(len(channel.clients) for channel in self._channels.values())

    async def join(self, desk: int, *, last_id: str = "") -> Client | None:
        """Listen to a desk; the newest state comes first unless `last_id` is it. None: there is no such desk.

        Raises Full, Unread.
        """
        if self.clients >= MOST_CLIENTS:
            raise Full
        if not self.has_database:
            raise Unread  # what was read before may not be true any more
        known = self._channels.get(desk)
        told = known.told if known else await self._first_reading(desk)
        if told is None:
            return None
        channel = self._channels.setdefault(desk, _Channel(desk, told))
        client = Client()
        client.offer(RETRY)
        client.offer(KNOWN if channel.told.id == last_id else event("hall", channel.told))
        channel.clients.add(client)
        channel.changed.set()  # what happened between reading and joining is told too
        if channel.task is None:
            channel.task = asyncio.create_task(self._follow(channel))
        return client

    def leave(self, desk: int, client: Client) -> None:
        """A stream ended; a desk nobody listens to is not read any more."""
        client.is_gone = True
        channel = self._channels.get(desk)
        if channel is None:
            return
        channel.clients.discard(client)
        if not channel.clients and channel.task is not None:
            channel.task.cancel()
            del self._channels[desk]

    def desk_changed(self, desk: int) -> None:
        """A notification came for the desk."""
        if channel := self._channels.get(desk):
            channel.changed.set()

    def database_back(self) -> None:
        """Nobody knows what was notified meanwhile: every desk is read again and told as `resync`."""
        self.has_database = True
        for channel in self._channels.values():
            channel.resync = True
            channel.changed.set()

    def database_lost(self) -> None:
        """Screens hear no beat from now on, and say after a while that the connection is lost."""
        self.has_database = False

    def beat(self, shown: str) -> None:
        """A sign of life with the office's time to everybody; without a database enough to notice who has gone."""
        message = beat(shown) if self.has_database else AWAY
        for channel in self._channels.values():
            self._tell(channel, message)

    async def _follow(self, channel: _Channel) -> None:
        """Read the desk when it changed, and now and then; one reading at a time, so that none is overtaken."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(channel.changed.wait(), _AGAIN_EVERY)
            channel.changed.clear()  # before reading: what comes meanwhile is read again
            if not self.has_database:
                continue  # database_back calls again
            try:
                told = await self._read_or_raise(channel.desk)
            except Unread:
                await asyncio.sleep(_PAUSE_AFTER_FAULT)
                channel.changed.set()
                continue
            if told is not None and (channel.resync or told.id != channel.told.id):
                kind = "resync" if channel.resync else "hall"
                channel.told, channel.resync = told, False
                self._tell(channel, event(kind, told))

    async def _first_reading(self, desk: int) -> Told | None:
        """A whole hall of screens that comes back at once asks one question."""
        reading = self._first_readings.get(desk)
        if reading is None:
            reading = self._first_readings[desk] = asyncio.create_task(self._read_or_raise(desk))
            reading.add_done_callback(lambda _: self._first_readings.pop(desk, None))
        return await asyncio.shield(reading)

    async def _read_or_raise(self, desk: int) -> Told | None:
        async with self._readers:
            try:
                return await self._read_desk(desk)
            except Exception as fault:  # whatever keeps one desk from being read must not end the others
                _log.warning("Desk %s cannot be read now: %s", desk, type(fault).__name__)
                raise Unread from fault

    def _tell(self, channel: _Channel, message: bytes) -> None:
        for client in tuple(channel.clients):
            client.offer(message)
            if client.is_gone:
                channel.clients.discard(client)
