"""Is the environment beside the script the one the lock file names? If not, make it so."""

import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from config.launch.fingerprints import fingerprint, stamped
from config.launch.steps import Stop, run, step

RUNTIME_LOCK = "requirements.txt"
TEST_LOCK = "requirements-test.txt"  # holds all of the runtime lock, with the same versions
BENCH_LOCK = "requirements-bench.txt"  # holds all of the test lock, with the same versions
_GROWING = (RUNTIME_LOCK, TEST_LOCK, BENCH_LOCK)
_TOOLS_LOCK = "requirements-tools.txt"
_STAMP = "motcua-lock"

_NO_PIP = (
    "Python này thiếu cả pip lẫn ensurepip. "
    "Hãy cài gói python3-venv hoặc python3-pip của hệ điều hành rồi chạy lại."
)
_NO_NETWORK = (
    "Không cài được thư viện. Hãy kiểm tra kết nối mạng tới kho gói Python (hoặc máy chủ đệm đã khai báo), "
    "dung lượng đĩa còn trống, rồi chạy lại."
)


def python_of(root: Path) -> Path:
    """The interpreter that runs the product."""
    return root / ".venv" / "bin" / "python"


def lock_for(words: Sequence[str]) -> str:
    """Which lock file the command needs: tests and benchmarks bring tools and peers of their own."""
    return {"test": TEST_LOCK, "bench": BENCH_LOCK}.get(words[0] if words else "", RUNTIME_LOCK)


def ensure_environment(root: Path, *, lock: str) -> Path:
    """Bring `.venv` to the lock file; nothing happens when it is there already. Raises Stop."""
    python = python_of(root)
    if not python.exists() or _is_of_another_python(root):
        with step("Tạo môi trường Python"):
            run([sys.executable, "-m", "venv", "--clear", "--without-pip", root / ".venv"], advice=_NO_PIP)
    if not _is_current(root, lock=lock):
        _install(root, lock=lock)
    return python


def _is_of_another_python(root: Path) -> bool:
    """The system's Python was replaced by a newer one under the same name: its libraries are not found."""
    stamp = stamped(root / ".venv" / _STAMP).split()
    return len(stamp) == 3 and stamp[2] != os.path.realpath(python_of(root))


def _is_current(root: Path, *, lock: str) -> bool:
    """An environment made for more, the tests for example, serves too."""
    kind, has, _ = [*stamped(root / ".venv" / _STAMP).split(), "", "", ""][:3]
    return _serves(kind, lock) and has == fingerprint([root / kind])


def _serves(kind: str, lock: str) -> bool:
    return kind in _GROWING and _GROWING.index(kind) >= _GROWING.index(lock)


def _install(root: Path, *, lock: str) -> None:
    stamp = root / ".venv" / _STAMP
    kind = stamped(stamp).partition(" ")[0]
    lock = kind if _serves(kind, lock) else lock  # what was once made for the tests stays so
    stamp.unlink(missing_ok=True)
    uv = _uv(root)
    with step("Cài thư viện theo bản khóa"):
        if uv:
            words: list[str | Path] = ["pip", "sync", "--quiet", "--require-hashes", "--python"]
            run(
                [uv, *words, python_of(root), root / lock],
                advice=_NO_NETWORK,
                environ={"UV_LINK_MODE": _link_mode()},
            )
        else:
            _install_with_pip(root, root / lock)
    stamp.write_text(f"{lock} {fingerprint([root / lock])} {os.path.realpath(python_of(root))}\n")


def _link_mode() -> str:
    """Hard links are fastest; uv itself copies where the cache lies on another disk."""
    return os.environ.get("UV_LINK_MODE", "hardlink")


def _uv(root: Path) -> Path | None:
    """The installer, in a folder of its own; None where it has no build for this machine (pip serves)."""
    tools = root / ".tools"
    uv = tools / "bin" / "uv"
    stamp = tools / _STAMP
    wanted = fingerprint([root / _TOOLS_LOCK])
    if uv.exists() and stamped(stamp) == wanted:
        return uv
    with step("Lấy công cụ cài đặt"):
        pip = _pip(root)
        words: list[str | Path] = ["install", "--quiet", "--upgrade", "--require-hashes", "--target", tools]
        try:
            run([*pip, *words, "-r", root / _TOOLS_LOCK], advice=_NO_NETWORK)
        except Stop:
            return None
        stamp.write_text(wanted)
    return uv if uv.exists() else None


def _pip(root: Path) -> list[str | Path]:
    """A pip to start from: this Python's own, or a fresh one in a small environment."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    home = root / ".tools" / "pip"
    if not (home / "bin" / "python").exists():
        run([sys.executable, "-m", "venv", "--clear", home], advice=_NO_PIP)
    return [home / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]


def _install_with_pip(root: Path, lock: Path) -> None:
    words: list[str | Path] = [
        "--python",
        python_of(root),
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        lock,
    ]
    run([*_pip(root), *words], advice=_NO_NETWORK)
