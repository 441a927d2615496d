"""What stands between `./motcua WORDS` and the product: environment, assets, then the command itself."""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from config.launch.assets import ensure_assets
from config.launch.environment import RUNTIME_LOCK, ensure_environment
from config.launch.steps import Stop

_NEEDED_BYTES = 1_500_000_000
_SHOWS_PAGES = {"up", "test"}


def main(words: Sequence[str], *, root: str | Path) -> int:
    """Set up what is missing, then become the command. Returns only when the set-up failed: exit code 1."""
    home = Path(root)
    command = words[0] if words else ""
    try:
        with _alone(home):
            _refuse_full_disk(home)
            python = ensure_environment(home, for_tests=command == "test")
            if command in _SHOWS_PAGES:
                ensure_assets(home)
    except Stop as stop:
        print(f"motcua: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1
    _become(home, python, words)


def _become(root: Path, python: Path, words: Sequence[str]) -> None:
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root / "src"), os.environ.get("PYTHONPATH")]))
    os.environ.setdefault("MOTCUA_DATA", str(root / "var"))
    if words[:1] == ["test"]:
        os.chdir(root)
        os.environ.pop("MOTCUA_DATA")
        os.execv(python, [str(python), "-m", "pytest", *_spread(words[1:]), *words[1:]])
    os.execv(python, [str(python), "-m", "motcua.cli", *words])
