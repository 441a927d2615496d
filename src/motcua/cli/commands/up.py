"""How is a folder served: database, tables, data, clock, pages and jobs, until somebody says stop?"""

import argparse
import os
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.conf import settings

from config import clock
from motcua.cli import progress
from motcua.cli.address import Address, free_address, until_ready
from motcua.cli.children import Child, Family, family, listen_to_stops
from motcua.cli.data_folder import DataFolder, held
from motcua.cli.office_day import office_hours, set_clock
from motcua.cli.postgres import Cluster, database_of
from motcua.cli.preparation import alone, collect_served_files, let_go, seed, update_tables
from motcua.cli.safekeeping.upgrading import keep_before_upgrade
from motcua.cli.supervision import Watch
from motcua.cli.voices import PACKAGE, can_be_made, make_voice
from motcua.core.moments import local
from motcua.core.refusals import Refused, refuse
from motcua.queueing.recordings import voice_in

HELP = "Chuẩn bị mọi thứ và phục vụ hệ thống; Ctrl-C dừng tất cả."
NEEDS_DATABASE = False  # shows the start of the database as a step of its own

_WEB_THREADS = 4
_WEB_POOL = 8
_LIVE_POOL = 4
_MOST_STREAMS = 4096


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000; 0: cổng trống bất kỳ)")
    parser.add_argument(
        "--live-port", type=int, default=0, help="cổng báo tức thì cho màn hình (mặc định: cổng trống bất kỳ)"
    )
    parser.add_argument("--empty", action="store_true", help="không tạo văn phòng minh họa")
    parser.add_argument("--clock", type=_moment, metavar="THỜI_ĐIỂM", help="giờ bắt đầu, chỉ khi minh họa")
    parser.add_argument("--ready-file", type=Path, metavar="TỆP", help="ghi địa chỉ khi đã phục vụ được")


def run(args: argparse.Namespace) -> int:
    """Serve until a signal (exit code 0), or until what died does not come back (Refused)."""
    listen_to_stops()
    if args.clock and settings.PRODUCTION:
        raise refuse("clock_in_production", "Hệ thống thật luôn theo giờ thật. Hãy bỏ --clock rồi chạy lại.")
    with ExitStack() as stack:
        if not stack.enter_context(held(args.data.up_lock, wait=False)):
            raise _already_served(args.data)
        address = stack.enter_context(free_address(args.host, args.port))
        # Where screens listen: another port of the same host.
        beside = 0 if args.live_port == address.port else args.live_port
        live = stack.enter_context(free_address(address.host, beside))
        args.data.address.write_text(address.url)
        if args.ready_file:
            args.ready_file.unlink(missing_ok=True)  # left by a start that was killed
        with progress.step("Khởi động PostgreSQL"):
            url = stack.enter_context(database_of(args.data, given=args.given))
        _prepare(args, url)
        try:
            _serve(args, address, live)
        except KeyboardInterrupt:
            progress.say("Đã dừng.")
    return 0


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("thời điểm phải có múi giờ, ví dụ 2022-05-16T14:59:00+07:00")
    return local(moment)


def _prepare(args: argparse.Namespace, url: str) -> None:
    with alone():
        with progress.step("Cập nhật cấu trúc bảng"):
            update_tables(keep=lambda: keep_before_upgrade(args.data, url, at=clock.real_now()))
        with progress.step("Nạp dữ liệu"):
            lines = seed(at=args.clock or clock.now())
    for line in lines:
        progress.say(f"    {line}")
    with progress.step("Chuẩn bị giao diện"):
        collect_served_files()
    _give_voice()
    if not settings.PRODUCTION:
        shown = set_clock(args.data.path, wanted=args.clock, hours=office_hours())
        progress.say(f"  Đồng hồ minh họa: {local(shown):%H:%M ngày %d/%m/%Y}")
    let_go()


def _give_voice() -> None:
    """Once, where the machine can speak; an office without a voice shows its calls."""
    folder = Path(settings.VOICE_FOLDER)
    if voice_in(folder) is not None:
        return
    if not can_be_made():
        progress.say(f"  Chưa có giọng gọi số: cài {PACKAGE} rồi chạy ./motcua voice.")
        return
    try:
        with progress.step("Tạo giọng gọi số"):
            make_voice(folder)
    except Refused as refused:  # an office opens without it
        progress.say(f"  {refused.refusal.text}")


def _serve(args: argparse.Namespace, address: Address, live: Address) -> None:
    cluster = None if args.given else Cluster(args.data)
    with family() as children:
        with progress.step("Khởi động máy chủ"):
            _start(children, args.data, address, live)
            until_ready(address, alive=children.refuse_if_one_died, log=args.data.logs / "web.log")
        try:
            _tell(args, address)
            Watch(args.data, children, cluster, args.given).stay()
        finally:
            for file in filter(None, (args.ready_file, args.data.address)):
                file.unlink(missing_ok=True)


def _start(children: Family, folder: DataFolder, address: Address, live: Address) -> None:
    web = ("granian", "--interface", "wsgi", "--no-ws", "--workers", "2", "--respawn-failed-workers")
    # Letters and codes lead to where this office is served, unless its address was given.
    named = {} if "MOTCUA_ADDRESS" in os.environ else {"MOTCUA_ADDRESS": address.url}
    # A worker told to stop while it still starts may not hear it: it is ended for good after a while.
    patience = ("--workers-kill-timeout", "5")
    where = ("--host", address.host, "--port", str(address.port), "--blocking-threads", str(_WEB_THREADS))
    children.add(
        Child(
            "máy chủ trang",
            (*web, *patience, *where, "config.wsgi:application"),
            folder.logs / "web.log",
            {"MOTCUA_POOL": str(_WEB_POOL)} | _live_address(live) | named,
        )
    )
    children.add(_live(folder, live))
    jobs = ("django", "procrastinate", "--skip-checks", "worker", "--shutdown-graceful-timeout", "5")
    children.add(Child("việc chạy nền", jobs, folder.logs / "jobs.log", named))


def _live(folder: DataFolder, live: Address) -> Child:
    """Open streams are cut at once when it ends: screens come back by themselves."""
    server = ("granian", "--interface", "asgi", "--no-ws", "--workers", "1", "--respawn-failed-workers")
    room = ("--backlog", str(_MOST_STREAMS), "--backpressure", str(_MOST_STREAMS))
    where = ("--host", live.host, "--port", str(live.port), "--workers-kill-timeout", "1")
    words = (*server, *room, *where, "config.live:application")
    return Child("báo tức thì", words, folder.logs / "live.log", {"MOTCUA_POOL": str(_LIVE_POOL)})


def _live_address(live: Address) -> dict[str, str]:
    """Where pages send screens to listen: as the operator says, by the proxy, or at the port itself."""
    if "MOTCUA_LIVE" in os.environ:
        return {}
    return {"MOTCUA_LIVE": "/live/" if settings.PRODUCTION else f":{live.port}"}


def _tell(args: argparse.Namespace, address: Address) -> None:
    if args.ready_file:
        fresh = args.ready_file.with_name(args.ready_file.name + ".new")
        fresh.write_text(address.url + "\n")
        os.replace(fresh, args.ready_file)
    progress.say(f"Một Cửa đang phục vụ tại {address.url} (Ctrl-C để dừng).")


def _already_served(folder: DataFolder) -> Exception:
    where = folder.address.read_text() if folder.address.is_file() else "một cổng khác"
    return refuse(
        "already_served",
        f"Thư mục {folder.path} đang được phục vụ tại {where}. "
        "Hãy dùng địa chỉ đó, dừng nó trước, hoặc chọn thư mục khác bằng --data.",
    )
