"""How does a test run what is asynchronous? In a thread of its own: browser tests keep a loop in theirs."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def aside(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What the work answers."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
