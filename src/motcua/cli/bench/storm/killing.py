"""Whom does the storm hit? The office's processes by their numbers, each ended at once, as a power cut would."""

import os
import random
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TARGETS = ("web worker", "web server", "job worker", "database")
_WEIGHTS = (4, 1, 2, 2)


def order_of_targets(seed: int) -> Iterator[str]:
    """Every target once in some order, then at random."""
    chance = random.Random(seed)
    yield from chance.sample(TARGETS, len(TARGETS))
    while True:
        yield chance.choices(TARGETS, _WEIGHTS)[0]


def kill(target: str, *, up: int, folder: Path) -> bool:
    """Kill one process of that kind; False where there is none at this moment."""
    number = _number_of(target, up, folder)
    if number is None:
        return False
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)
        return True
    return False


def _number_of(target: str, up: int, folder: Path) -> int | None:
    if target == "database":
        return _postmaster(folder)
    if target == "job worker":
        return _child(up, "procrastinate")
    server = _child(up, "config.wsgi")
    if target == "web server" or server is None:
        return server
    return _child(server, "spawn_main") or _child(server, "granian")


def _postmaster(folder: Path) -> int | None:
    try:
        return int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _child(parent: int, word: str) -> int | None:
    """One child of the process whose command line holds the word, any of several."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent and word in (process / "cmdline").read_text():
                found.append(int(process.name))
    return random.choice(found) if found else None
