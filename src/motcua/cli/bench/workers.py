"""How often a second do several processes do a thing, all beginning at once?"""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import TypeVar

from django.db import connections

# Forked: the children have everything loaded, as the web server's workers have.
_FORKED = multiprocessing.get_context("fork")
_PATIENCE = 120  # seconds until the slowest worker has warmed up

Work = Callable[[], None]
Result = TypeVar("Result")


def rate(make: Callable[[int], Work], *, workers: int, seconds: float) -> float:
    """How often a second the workers together do what `make(number of the worker)` gives.

    Each does it once before the clock starts. Raises RuntimeError where a worker failed.
    """
    barrier = _FORKED.Barrier(workers)

    def run(number: int) -> tuple[int, float]:
        work = make(number)
        work()
        barrier.wait(_PATIENCE)
        count, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            work()
            count += 1
        return count, time.perf_counter() - begun

    return sum(count / took for count, took in together(run, workers=workers, barrier=barrier))


def together(run: Callable[[int], Result], *, workers: int, barrier: Barrier | None = None) -> list[Result]:
    """What `run(number of the worker)` gives in each of several processes, begun at the same time.

    Raises RuntimeError where a worker failed; those who wait for it at the barrier are let go.
    """
    connections.close_all()  # a connection belongs to the process that opened it
    started = []
    for number in range(workers):
        here, there = _FORKED.Pipe(duplex=False)
        process = _FORKED.Process(target=_tell, args=(run, number, there))
        process.start()
        there.close()
        started.append((process, here))
    found = []
    for process, here in started:
        try:
            found.append(here.recv())
        except EOFError:
            if barrier is not None:
                barrier.abort()
            raise RuntimeError(f"a worker of the benchmark failed: {process}") from None
        process.join()
    return found


def _tell(run: Callable[[int], Result], number: int, there: Connection) -> None:
    there.send(run(number))
    there.close()
    connections.close_all()
