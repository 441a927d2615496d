"""What becomes of a job when the database goes away under it? It waits and runs again."""

import asyncio
from typing import Any

from django.db import InterfaceError, OperationalError
from procrastinate import JobContext
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # seconds: a server that was killed is back within a few of them


async def outlast_the_database(call_next: AsyncCallNext, context: JobContext, worker: Worker) -> Any:
    """Run a job again after the connection broke; after the last wait it fails and its next hour tries anew.

    Every task is safe to run twice, and what the broken run had not committed is undone.
    """
    for wait in WAITS:
        try:
            return await call_next()
        except (OperationalError, InterfaceError):
            await asyncio.sleep(wait)
    return await call_next()
