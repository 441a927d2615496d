"""How is the signing library, which thinks in coroutines, called from plain code, wherever that runs?"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Made = TypeVar("Made")


def finished(work: Coroutine[Any, Any, Made]) -> Made:
    """What the coroutine gives; in a thread of its own where this one already runs an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as one:
        return one.submit(asyncio.run, work).result()
