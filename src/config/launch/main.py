"""What stands between `./motcua WORDS` and the product: environment, assets, then the command itself."""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from config.launch.assets import ensure_assets
from config.launch.catalogues import ensure_catalogues
from config.launch.environment import ensure_environment, lock_for
from config.launch.steps import Stop

_NEEDED_BYTES = 1_500_000_000


def main(words: Sequence[str], *, root: str | Path) -> int:
    """Set up what is missing, then become the command. Returns only when that failed: exit code 1."""
    home = Path(root)
    is_test = words[:1] == ["test"]
    try:
        with _alone(home):
            _refuse_full_disk(home)
            python = ensure_environment(home, lock=lock_for(words))
            if is_test or "up" in words or "bench" in words:
                ensure_catalogues(home)
                ensure_assets(home)
    except Stop as stop:
        print(f"motcua: {stop}", file=sys.stderr)
        return 1
    except OSError as error:
        where = error.filename or home
        print(
            f"motcua: {where}: {error.strerror}. Hãy cấp quyền ghi hoặc giải phóng đĩa, rồi chạy lại.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        return 1
    _become(home, python, words)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Two starts at once must not install into one folder: the second waits for the first."""
    lock = root / ".tools" / "lock"
    try:
        lock.parent.mkdir(exist_ok=True)
        file = lock.open("a")
    except OSError as error:
        advice = "Hãy chép bộ mã nguồn vào thư mục bạn có quyền ghi, hoặc giải phóng đĩa, rồi chạy lại."
        raise Stop(f"Không ghi được vào {root} ({error.strerror}). {advice}") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _refuse_full_disk(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if not (root / ".venv").is_dir() and free < _NEEDED_BYTES:
        raise Stop(
            f"Đĩa chứa {root} chỉ còn {free // 1_000_000} MB; cài đặt cần {_NEEDED_BYTES // 1_000_000} MB. "
            "Hãy giải phóng đĩa rồi chạy lại."
        )


def _become(root: Path, python: Path, words: Sequence[str]) -> NoReturn:
    """Replace this process by the command, so that signals and exit codes are its own."""
    path = [str(root / "src"), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, path))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling everything anew costs seconds at each start
    if words[:1] == ["test"]:
        os.chdir(root)
        for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
            del os.environ[name]  # tests have their own folders and are never in production
        os.execv(python, [str(python), "-m", "pytest", *_spread(words), *words[1:]])
    os.environ.setdefault("MOTCUA_DATA", str(root / "var"))
    os.execv(python, [str(python), "-m", "motcua.cli", *words])


def _spread(words: Sequence[str]) -> list[str]:
    """Two processes unless the caller says how many."""
    told = any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in words)
    return [] if told else ["-n", "2", "--dist", "loadgroup"]
