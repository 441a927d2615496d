"""Which processes serve a folder, who died and is started again, and how do they end together?"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from motcua.cli import progress
from motcua.cli.data_folder import fresh_log
from motcua.cli.deaths import Deaths
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


@dataclass(slots=True)
class _Member:
    """A child, its process now, and how often it died."""

    child: Child
    process: subprocess.Popen[bytes]
    deaths: Deaths = field(default_factory=Deaths)
    starts_at: float | None = None  # of the next start, while it is dead


class Family:
    """Running children. One that dies is started again; one that dies again and again is the end of all."""

    def __init__(self) -> None:
        self._members: list[_Member] = []

    def add(self, child: Child) -> None:
        """Start a child."""
        self._members.append(_Member(child, _started(child)))

    def refuse_if_one_died(self) -> None:
        """While the office is not served yet. Refused: `child_died`, with the last lines of its log."""
        for member in self._members:
            if member.process.poll() is not None:
                raise _refuse_dead(member, "đã dừng")

    def revive(self, *, excused: bool = False) -> None:
        """Start again who died. Refused: `child_died` for one that does not stay alive.

        A death is `excused` where something else is to blame for it: it does not count.
        """
        now = time.monotonic()
        for member in self._members:
            if member.starts_at is None and member.process.poll() is not None:
                _bury(member)
                member.starts_at = now + (0 if excused else _counted(member, now))
            if member.starts_at is not None and member.starts_at <= now:
                member.process, member.starts_at = _started(member.child), None

    def end(self) -> None:
        """Ask all to leave, then end by force what is left of each."""
        for member in self._members:
            with suppress(ProcessLookupError):
                member.process.terminate()
        deadline = time.monotonic() + _SECONDS_TO_LEAVE
        for process in (member.process for member in self._members):
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


def _started(child: Child) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches only the parent, who ends it in order."""
    with fresh_log(child.log).open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *child.words],
            env={**os.environ, **child.environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )


def _bury(member: _Member) -> None:
    """End what the dead one left running, and tell."""
    with suppress(ProcessLookupError):
        os.killpg(member.process.pid, signal.SIGKILL)
    progress.say(
        f"Tiến trình {member.child.name} đã dừng (mã {member.process.returncode}); đang khởi động lại."
    )


def _counted(member: _Member, now: float) -> float:
    """The seconds until it is started again."""
    wait = member.deaths.count(now)
    if wait is None:
        raise _refuse_dead(member, f"dừng {Deaths.MOST} lần trong {Deaths.WINDOW:.0f} giây")
    return wait


def _refuse_dead(member: _Member, what: str) -> Exception:
    child = member.child
    return refuse(
        "child_died",
        f"Tiến trình {child.name} {what} (mã {member.process.returncode}), nên cả hệ thống dừng theo. "
        f"Hãy xem {child.log} rồi chạy lại.\n{last_lines(child.log)}",
    )


def _end_with_parent() -> None:
    """On Linux the system itself tells the child when its parent is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def last_lines(log: Path) -> str:
    """The end of a log, indented for a message."""
    lines = log.read_text(errors="replace").splitlines()[-_LAST_LINES:]
    return "\n".join(f"    {line}" for line in lines)
