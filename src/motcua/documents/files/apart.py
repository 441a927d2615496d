"""How is a strange file asked about without harm? In a process of its own, which a hostile file may kill."""

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from motcua.documents.files.unfit import Unfit

_SRC = Path(__file__).resolve().parents[3]
_SECONDS = 30.0  # by the clock, for one file


class Apart:
    """One process of a `module` for this process; ended after a hostile file, begun anew for the next."""

    def __init__(self, module: str) -> None:
        self._module = module
        atexit.register(self.close)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._of = 0

    def ask(self, question: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """What it says of a content, and the bytes that come back. Raises Unfit: its code, or `too_hard`."""
        with self._lock:
            child = self._running()
            timer = threading.Timer(_SECONDS, child.kill)
            timer.start()
            try:
                return _exchange(child, question, content)
            except (OSError, ValueError) as error:
                self._end()
                raise Unfit("too_hard") from error
            finally:
                timer.cancel()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._of != os.getpid() or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_SRC)},
            )
            self._of = os.getpid()
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None or self._of != os.getpid():
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)
        child.wait()

    def close(self) -> None:
        """At the end of the process."""
        with self._lock:
            self._end()


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what was not written to a dead process is lost anyway


def _exchange(
    child: "subprocess.Popen[bytes]", question: dict[str, Any], content: bytes
) -> tuple[dict[str, Any], bytes]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps({**question, "size": len(content)}).encode() + b"\n")
    child.stdin.write(content)
    child.stdin.flush()
    said: dict[str, Any] = json.loads(child.stdout.readline() or b"!")
    result = child.stdout.read(said["size"])
    if len(result) != said["size"]:
        raise OSError("the inspector died while it answered")
    if "unfit" in said:
        raise Unfit(said["unfit"])
    return said, result
