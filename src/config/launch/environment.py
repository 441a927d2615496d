"""Is the environment beside the script the one the lock file names? If not, make it so."""

import importlib.util
import os
import sys
from pathlib import Path

from config.launch.fingerprints import fingerprint, stamped
from config.launch.steps import Stop, run, step

RUNTIME_LOCK = "requirements.txt"
TEST_LOCK = "requirements-test.txt"  # holds all of the runtime lock, with the same versions
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


def ensure_environment(root: Path, *, for_tests: bool) -> Path:
    """Bring `.venv` to the lock file; nothing happens when it is there already. Raises Stop."""
    python = python_of(root)
    if not python.exists() or _is_of_another_python(root):
        with step("Tạo môi trường Python"):
            run([sys.executable, "-m", "venv", "--clear", "--without-pip", root / ".venv"], advice=_NO_PIP)
    if not _is_current(root, for_tests=for_tests):
        _install(root, for_tests=for_tests)
    return python


def _is_of_another_python(root: Path) -> bool:
    """The system's Python was replaced by a newer one under the same name: its libraries are not found."""
    stamp = stamped(root / ".venv" / _STAMP).split()
    return len(stamp) == 3 and stamp[2] != os.path.realpath(python_of(root))


def _is_current(root: Path, *, for_tests: bool) -> bool:
    """An environment made for the tests serves too."""
    kind, has, _ = [*stamped(root / ".venv" / _STAMP).split(), "", "", ""][:3]
    if kind == TEST_LOCK:
        return has == fingerprint([root / TEST_LOCK])
    return not for_tests and kind == RUNTIME_LOCK and has == fingerprint([root / RUNTIME_LOCK])


def _install(root: Path, *, for_tests: bool) -> None:
    stamp = root / ".venv" / _STAMP
    once_for_tests = stamped(stamp).startswith(TEST_LOCK)
    lock = TEST_LOCK if for_tests or once_for_tests else RUNTIME_LOCK
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
