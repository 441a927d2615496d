"""How does a foreign program read what strangers sent? With little memory, little time, no file to write, no secret."""

import contextlib
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_SRC = Path(__file__).resolve().parents[3]
_MEMORY = 1_200_000_000  # bytes of address space
_OPEN_FILES = 32
PATH = "/usr/bin:/usr/local/bin:/opt/homebrew/bin:/bin"


def run_bounded(
    command: Sequence[str], given: bytes, *, seconds: int, env: Mapping[str, str] | None = None
) -> bytes:
    """What the program writes to its output; `seconds` of computing, twice that by the clock.

    Raises subprocess.SubprocessError: it failed, was too slow or asked for more than it may have.
    """
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(seconds), *command],
        input=given,
        capture_output=True,
        check=True,
        timeout=2 * seconds,
        env={"PATH": PATH, "PYTHONPATH": str(_SRC), **(env or {})},
    )
    return done.stdout


def main() -> None:
    """Give up what is not needed, then become the program."""
    seconds, command = int(sys.argv[1]), sys.argv[2:]
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CPU, seconds),
    ):
        with contextlib.suppress(OSError, ValueError):  # a system without it still has the time limit above
            resource.setrlimit(what, (most, most))
    os.execvpe(command[0], command, {key: said for key, said in os.environ.items() if key != "PYTHONPATH"})


if __name__ == "__main__":
    main()
