"""The process that opens strange files: little memory, little time, no file to write; it can only answer.

It runs beside a web process (`inspecting` starts and ends it), reads one question after the other from its input
and never touches Django, the database or a key.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from motcua.documents.files import packages, pdfs, pictures, thumbnails
from motcua.documents.files.kinds import IMAGES, FileKind
from motcua.documents.files.unfit import Unfit

_MEMORY = 1_200_000_000  # bytes of address space
_SECONDS = 20  # of computing, for one file
_OPEN_FILES = 16


def main() -> None:
    """Answer until the input ends."""
    _limit(resource.RLIMIT_AS, _MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    source, into = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        question = json.loads(line)
        content = source.read(question["size"])
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + _SECONDS)
        _answer(into, question, content)


def _answer(into: BinaryIO, question: Mapping[str, Any], content: bytes) -> None:
    try:
        said, result = _done(question, content)
    except Unfit as unfit:
        said, result = {"unfit": unfit.code}, b""
    except MemoryError:
        said, result = {"unfit": "too_hard"}, b""
    into.write(json.dumps({**said, "size": len(result)}).encode() + b"\n")
    into.write(result)
    into.flush()


def _done(question: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """What is said and the bytes that come back; nothing comes back where the content stays as it is."""
    if question["do"] == "picture":
        page, width = question["page"], question["width"]
        return {}, thumbnails.page_picture(content, question["kind"], page=page, width=width)
    kind = FileKind(question["kind"])
    if kind in IMAGES:
        drawn, pages = pictures.redrawn(content, kind.value)
        return {"kind": kind.value, "pages": pages}, drawn
    if kind is FileKind.PDF:
        checked, pages = pdfs.checked(content, strip=question["strip"])
        return {"kind": kind.value, "pages": pages}, b"" if checked is content else checked
    return {"kind": packages.office_kind(content).value, "pages": None}, b""


def _limit(what: int, most: int) -> None:
    """Where the system knows no such limit, the time limit of whoever asks still holds."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


if __name__ == "__main__":
    main()
