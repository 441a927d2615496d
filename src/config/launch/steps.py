"""How does a step of the set-up show its progress, and what does it say when it fails?"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_LAST_LINES = 8


class Stop(Exception):
    """The set-up cannot go on; the text says what to do next."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """One line on stderr: the title at once, the seconds at the end."""
    print(f"  {title} … ", end="", file=sys.stderr, flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print("không xong", file=sys.stderr, flush=True)
        raise
    print(f"{time.monotonic() - began:.1f} giây".replace(".", ","), file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    advice: str,
    cwd: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> None:
    """Run quietly to the end. Raises Stop with the advice and the last lines the program said."""
    done = subprocess.run(
        [os.fspath(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(environ or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = "\n".join(f"    {line}" for line in done.stdout.strip().splitlines()[-_LAST_LINES:])
        raise Stop(f"{advice}\n{said}")
