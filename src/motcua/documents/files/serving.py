"""How does a process that opens strange files answer? With little memory and time, and no file to write."""

import contextlib
import json
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from motcua.documents.files.unfit import Unfit

_MEMORY = 1_200_000_000  # bytes of address space
_SECONDS = 20  # of computing, for one file
_OPEN_FILES = 16
# What is said and the bytes that come back, for a question and a content.
Doing = Callable[[Mapping[str, Any], bytes], tuple[dict[str, Any], bytes]]


def serve(do: Doing, *, seconds: int = _SECONDS) -> None:
    """Answer questions from the input until it ends; `seconds` of computing for each."""
    _limit(resource.RLIMIT_AS, _MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    source, into = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        question = json.loads(line)
        content = source.read(question["size"])
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds)
        _answer(into, do, question, content)


def _answer(into: BinaryIO, do: Doing, question: Mapping[str, Any], content: bytes) -> None:
    try:
        said, result = do(question, content)
    except Unfit as unfit:
        said, result = {"unfit": unfit.code}, b""
    except MemoryError:
        said, result = {"unfit": "too_hard"}, b""
    into.write(json.dumps({**said, "size": len(result)}).encode() + b"\n")
    into.write(result)
    into.flush()


def _limit(what: int, most: int) -> None:
    """Where the system knows no such limit, the time limit of whoever asks still holds."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
