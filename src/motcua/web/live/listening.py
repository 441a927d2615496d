"""What did PostgreSQL notify? One connection that listens for everybody, and comes back by itself."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psycopg

CHANNEL = "motcua_hall"
_LOOK_EVERY = 10.0  # seconds of quiet until the connection is asked whether it still lives
_LOOK_LASTS = 10.0
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 5.0  # seconds until it is tried again
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Listener:
    """`on_desk` hears the desk of each notification; `on_back` that anything may have happened meanwhile."""

    conninfo: str
    on_desk: Callable[[int], None]
    on_back: Callable[[], None]
    on_lost: Callable[[], None]

    async def stay(self) -> None:
        """Listen until cancelled; a lost database is waited for."""
        wait = _FIRST_WAIT
        while True:
            try:
                async with await self._connected() as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    wait = _FIRST_WAIT
                    self.on_back()
                    await self._hear(connection)
            except (psycopg.Error, OSError, TimeoutError) as lost:
                self.on_lost()
                _log.warning("The database is away (%s); trying again in %.1f s", type(lost).__name__, wait)
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)

    async def _connected(self) -> "psycopg.AsyncConnection[tuple[object, ...]]":
        return await psycopg.AsyncConnection.connect(
            self.conninfo, autocommit=True, connect_timeout=5, application_name="motcua live"
        )

    async def _hear(self, connection: "psycopg.AsyncConnection[tuple[object, ...]]") -> None:
        """Hand on what comes; in quiet times the connection proves that it lives, or raises."""
        while True:
            async for notice in connection.notifies(timeout=_LOOK_EVERY):
                with suppress(ValueError):
                    self.on_desk(desk_of(notice.payload))
            await asyncio.wait_for(connection.execute("SELECT 1"), _LOOK_LASTS)


def desk_of(payload: str) -> int:
    """The desk in `<desk_id>:<seq>`. Raises ValueError for anything else."""
    return int(payload.partition(":")[0])
