"""Which processes serve a folder, are they all alive, and how do they end together?"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from motcua.cli.data_folder import fresh_log
from motcua.core.refusals import refuse

_SECONDS_TO_LEAVE = 10
_LAST_LINES = 6
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep: its Vietnamese name for messages, the Python words after `python -m`, its log."""

    name: str
    words: tuple[str, ...]
    log: Path
    environ: Mapping[str, str]


class Family:
    """Running children; the death of one is the end of all."""

    def __init__(self) -> None:
        self._running: list[tuple[Child, subprocess.Popen[bytes]]] = []

    def add(self, child: Child) -> None:
        """Start a child in a session of its own: Ctrl-C reaches only the parent, who ends it in order."""
        with fresh_log(child.log).open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *child.words],
                env={**os.environ, **child.environ},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self._running.append((child, process))

    def refuse_if_one_died(self) -> None:
        """Refused: `child_died`, with the last lines of its log."""
        for child, process in self._running:
            if process.poll() is not None:
                raise refuse(
                    "child_died",
                    f"Tiến trình {child.name} đã dừng (mã {process.returncode}), nên cả hệ thống dừng theo. "
                    f"Hãy xem {child.log} rồi chạy lại.\n{last_lines(child.log)}",
                )

    def end(self) -> None:
        """Ask all to leave, then end by force what is left of each."""
        for _, process in self._running:
            with suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + _SECONDS_TO_LEAVE
        for _, process in self._running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def family() -> Iterator[Family]:
    """A family that ends with the block, whatever ends it; further signals do not disturb the ending."""
    children = Family()
    try:
        yield children
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        children.end()


def listen_to_stops() -> None:
    """Ctrl-C, SIGTERM and a closed terminal end the same way: KeyboardInterrupt, so that all is put down in order.

    Set even where the caller's shell started us deaf to Ctrl-C; only nohup's deafness to hang-ups is kept.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.default_int_handler)


def watch(children: Family, *, other_signs: Callable[[], None], every: float = 1) -> None:
    """Stay until something dies (Refused) or a signal comes (KeyboardInterrupt)."""
    while True:
        children.refuse_if_one_died()
        other_signs()
        time.sleep(every)


def _end_with_parent() -> None:
    """On Linux the system itself tells the child when its parent is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def last_lines(log: Path) -> str:
    """The end of a log, indented for a message."""
    lines = log.read_text(errors="replace").splitlines()[-_LAST_LINES:]
    return "\n".join(f"    {line}" for line in lines)
