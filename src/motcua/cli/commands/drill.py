"""`motcua drill`: would the backup bring the office back? Tried, timed and put away again."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from config import clock
from motcua.cli.children import listen_to_stops
from motcua.cli.disk import size_text
from motcua.cli.postgres import database_of, refuse_no_cluster
from motcua.cli.progress import step
from motcua.cli.safekeeping.backing_up import back_up
from motcua.cli.safekeeping.manifest import Manifest
from motcua.core.moments import local
from motcua.core.refusals import refuse

HELP = "Diễn tập phục hồi: sao lưu, phục hồi vào thư mục tạm, kiểm lại, in kết quả kèm thời gian, rồi xóa."
NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where there is room."""
    parser.add_argument(
        "--in",
        dest="room",
        type=Path,
        metavar="NƠI_TẠM",
        help="ổ đĩa để diễn tập (mặc định: thư mục dữ liệu)",
    )


def run(args: argparse.Namespace) -> int:
    """Back up the office as it runs, restore it elsewhere, say whether it is the same; 1 if not."""
    listen_to_stops()
    if not args.given:
        refuse_no_cluster(args.data)
    room = (args.room or args.data.path).expanduser().resolve()
    if not room.is_dir():
        raise refuse("no_room", f"Không có thư mục {room}. Hãy tạo thư mục đó hoặc chọn nơi khác bằng --in.")
    with tempfile.TemporaryDirectory(prefix="drill-", dir=room) as name:
        place = Path(name)
        begun = time.monotonic()
        with database_of(args.data, given=args.given) as url, step("Sao lưu"):
            manifest, _ = back_up(args.data, url, place / "backup", at=clock.now())
        copied = time.monotonic()
        with step("Phục hồi vào thư mục tạm, kiểm lại"):
            code, answer, said = _restore(place / "backup", place / "office")
        done = time.monotonic()
    _tell(manifest, copied - begun, done - copied)
    return _judge(code, answer, said)


def _restore(backup: Path, office: Path) -> tuple[int, dict[str, Any], str]:
    """By the command an operator would use, on a server of its own even where the office has another."""
    environ = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MOTCUA_DATA"}
    }
    words = [sys.executable, "-m", "motcua.cli", "restore", str(backup), "--data", str(office), "--json"]
    done = subprocess.run(
        words, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr.strip()


def _tell(manifest: Manifest, backing_up: float, restoring: float) -> None:
    print(f"Diễn tập phục hồi, dữ liệu lúc {local(manifest.taken_at):%H:%M:%S ngày %d/%m/%Y}")
    print(f"  Sao lưu: {_seconds(backing_up)}, {size_text(manifest.size)}")
    print(f"  Phục hồi và kiểm lại: {_seconds(restoring)}")


def _judge(code: int, answer: dict[str, Any], said: str) -> int:
    if not answer:
        print(f"  Không phục hồi được: {said.splitlines()[-1] if said else f'mã {code}'}")
        print("KHÔNG ĐẠT. Hãy báo người phụ trách và kiểm tra ổ đĩa.")
        return 1
    print(
        f"  Khớp bản kê: {answer['rows']} dòng của {answer['tables']} bảng, {answer['heads']} đầu chuỗi; "
        f"{answer['dossiers']} hồ sơ, {answer['steps']} bước"
    )
    print(f"  Chỗ không khớp khi tính lại: {answer['findings']}")
    print("ĐẠT." if code == 0 else "KHÔNG ĐẠT. Hãy chạy motcua verify và báo người phụ trách.")
    return code


def _seconds(count: float) -> str:
    return f"{count:.1f} giây".replace(".", ",")
