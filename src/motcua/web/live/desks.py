"""What do the screens of a desk show now, for those who listen? Read in a thread, so that nobody waits for it."""

import asyncio

from django.db import connection

from config import clock
from motcua.web.display.hall import desk_on, state_of
from motcua.web.live.messages import Told


async def read_desk(desk_id: int) -> Told | None:
    """The state as one line of JSON; None where no such desk works today."""
    return await asyncio.to_thread(_read, desk_id)


def _read(desk_id: int) -> Told | None:
    now = clock.now()
    try:
        desk = desk_on(desk_id, now)
        if desk is None:
            return None
        state = state_of(desk, now)
    finally:
        connection.close()  # back to the pool: threads come and go
    return Told(state.id, state.as_json())
