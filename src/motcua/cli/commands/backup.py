"""`motcua backup DIR`: a consistent copy of the office while it works."""

import argparse
from pathlib import Path

from config import clock
from motcua.cli import progress
from motcua.cli.children import listen_to_stops
from motcua.cli.disk import size_text
from motcua.cli.postgres import database_of, refuse_no_cluster
from motcua.cli.safekeeping.backing_up import back_up, needed_bytes
from motcua.core.moments import local

HELP = "Sao lưu cơ sở dữ liệu và tệp, cả khi đang phục vụ; chỉ hiện ra khi đã trọn vẹn."
NEEDS_DATABASE = False  # an older database is copied as it is, not brought up to date first


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("target", metavar="NƠI_LƯU", type=Path, help="thư mục mới cho bản sao lưu")
    parser.add_argument(
        "--with-key",
        action="store_true",
        help="lưu cả khóa bí mật của thư mục (giữ được các phiên đăng nhập; hãy cất bản này thật kín)",
    )


def run(args: argparse.Namespace) -> int:
    """Copy, and say what was copied."""
    listen_to_stops()
    target = args.target.expanduser().resolve()
    if not args.given:
        refuse_no_cluster(args.data)
    with database_of(args.data, given=args.given) as url:
        needed = size_text(needed_bytes(args.data, url))
        with progress.step(f"Sao lưu vào {target} (cần nhiều nhất chừng {needed})"):
            manifest, digest = back_up(args.data, url, target, at=clock.now(), with_key=args.with_key)
    rows = manifest.contents.rows
    print(f"Bản sao lưu: {target}")
    print(f"Thời điểm: {local(manifest.taken_at):%H:%M:%S ngày %d/%m/%Y}; {size_text(manifest.size)}")
    print(
        f"Hồ sơ: {rows.get('dossiers_dossier', 0)}; bước: {rows.get('dossiers_step', 0)}; bảng: {len(rows)}"
    )
    print(f"SHA-256 của manifest.json: {digest}")
    return 0
