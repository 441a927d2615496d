"""How often a second do several processes do a thing, all beginning at once?"""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from django.db import connections

# Forked: the children have everything loaded, as the web server's workers have.
_FORKED = multiprocessing.get_context("fork")
_PATIENCE = 120  # seconds until the slowest worker has warmed up

Work = Callable[[], None]


def rate(make: Callable[[int], Work], *, workers: int, seconds: float) -> float:
    """How often a second the workers together do what `make(number of the worker)` gives.

    Each does it once before the clock starts. Raises RuntimeError where a worker failed.
    """
    connections.close_all()  # a connection belongs to the process that opened it
    barrier = _FORKED.Barrier(workers)
    ends = []
    for number in range(workers):
        here, there = _FORKED.Pipe(duplex=False)
        process = _FORKED.Process(target=_work, args=(make, number, barrier, seconds, there))
        process.start()
        there.close()
        ends.append((process, here))
    counted = 0.0
    for process, here in ends:
        try:
            count, took = here.recv()
        except EOFError:
            barrier.abort()
            raise RuntimeError(f"a worker of the benchmark failed: {process}") from None
        process.join()
        counted += count / took
    return counted


def _work(
    make: Callable[[int], Work], number: int, barrier: Barrier, seconds: float, there: Connection
) -> None:
    work = make(number)
    work()
    barrier.wait(_PATIENCE)
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        work()
        count += 1
    there.send((count, time.perf_counter() - begun))
    there.close()
    connections.close_all()
