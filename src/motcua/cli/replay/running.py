"""Who plays which desks? Each process its own desks, day after day, so that two never draw on one series."""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection, wait

from django.db import connection, connections

from motcua.cli.replay.plan import Month
from motcua.cli.replay.play import Desk
from motcua.core.refusals import refuse

# Forked: the children have everything loaded.
_FORKED = multiprocessing.get_context("fork")
_LONGEST_PATIENCE = 60.0  # seconds
_GROWING = ("dossiers_dossier", "dossiers_step", "dossiers_handedin", "dossiers_bookrow", "authority_imprint")
Cells = Mapping[tuple[str, date], int]


@dataclass(frozen=True, slots=True)
class Played:
    """A day that a process is done with: how many dossiers."""

    day: date
    count: int


def shared_out(cells: Cells, workers: int) -> list[list[str]]:
    """The agencies of each process, the busiest first to whoever has least, so that all end at about the same time."""
    whole: dict[str, int] = {}
    for (unit, _day), count in cells.items():
        whole[unit] = whole.get(unit, 0) + count
    piles: list[list[str]] = [[] for _ in range(workers)]
    loads = [0] * workers
    for unit, count in sorted(whole.items(), key=lambda one: (-one[1], one[0])):
        least = loads.index(min(loads))
        piles[least].append(unit)
        loads[least] += count
    return [pile for pile in piles if pile]


def play(
    month: Month, cells: Cells, *, seed: int, workers: int, resumed: bool, tell: Callable[[Played], None]
) -> None:
    """Play every cell; returns when all are done. Refused: `replay_broken` where a process failed."""
    connections.close_all()  # a connection belongs to the process that opened it
    started = []
    for units in shared_out(cells, workers):
        here, there = _FORKED.Pipe(duplex=False)
        process = _FORKED.Process(target=_work, args=(month, cells, units, seed, resumed, there), daemon=True)
        process.start()
        there.close()
        started.append((process, here))
    try:
        for played in _told([here for _process, here in started]):
            tell(played)
    finally:
        connections.close_all()
        for process, _here in started:
            if sys.exc_info()[0] is not None:
                process.terminate()
            process.join()
    if any(process.exitcode for process, _here in started):
        raise refuse(
            "replay_broken",
            "Phát lại bị ngắt giữa chừng. Những gì đã ghi vẫn nguyên vẹn: hãy chạy lại đúng lệnh này để làm tiếp.",
        )


def _told(pipes: list[Connection]) -> Iterator[Played]:
    """What the processes say, until the last has ended; meanwhile the server learns how its tables grow."""
    open_ones, patience = list(pipes), 2.0
    while open_ones:
        heard = wait(open_ones, timeout=patience)
        if not heard:
            _learn()
            patience = min(patience * 2, _LONGEST_PATIENCE)
        for pipe in heard:
            assert isinstance(pipe, Connection)
            try:
                yield pipe.recv()
            except EOFError:
                open_ones.remove(pipe)


def _learn() -> None:
    """A plan made while a table was empty would be kept for the whole month."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(_GROWING)}")


def _work(month: Month, cells: Cells, units: list[str], seed: int, resumed: bool, there: Connection) -> None:
    """All desks of one process, a day of each before the next day of any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    desks = [Desk(month, unit, seed) for unit in units]
    for day in sorted({day for _unit, day in cells}):
        count = 0
        for desk in desks:
            if some := cells.get((desk.unit_id, day), 0):
                desk.play(day, some, resumed=resumed)
                count += some
        there.send(Played(day, count))
    connections.close_all()
