"""`motcua import-dossiers`: dossiers that another system settled come in from a CSV file, whole or not at all."""

import argparse
from pathlib import Path

from config import clock
from motcua.cli import progress
from motcua.core.refusals import Refused
from motcua.dossiers.actions.recording import Imported, import_recorded, take_back_recorded
from motcua.dossiers.recorded.terms import COLUMNS

HELP = "Nhập hồ sơ đã kết thúc ở hệ thống cũ từ tệp CSV; sai một dòng thì không nhập gì."
NEEDS_DATABASE = True
_MOST_NAMED = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, or the import that is taken back."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("file", metavar="TỆP.csv", type=Path, nargs="?", help="các cột: " + ", ".join(COLUMNS))
    which.add_argument("--take-back", metavar="SỐ", type=int, help="rút lại cả một lần nhập")
    parser.add_argument("--why", metavar="LÝ_DO", default="", help="lý do rút lại")


def run(args: argparse.Namespace) -> int:
    """0: done or done before; 1: refused, each line is named."""
    try:
        if args.file is None:
            rows = take_back_recorded(number=args.take_back, why=args.why, at=clock.now())
            print(f"Đã rút lại lần nhập {args.take_back}: {rows} hồ sơ.")
        else:
            _tell(import_recorded(file=args.file, at=clock.now()))
    except Refused as refused:
        progress.say(refused.refusal.text)
        return 1
    return 0


def _tell(done: Imported) -> None:
    if done.already:
        print("Mọi hồ sơ trong tệp đã được nhập từ trước, không ghi gì thêm.")
        return
    print(f"Lần nhập {done.number}: đã nhập {done.rows} hồ sơ từ hệ thống cũ.")
    if done.left_out:
        print(f"Không nhập các cột: {', '.join(done.left_out)}.")
    if done.unknown:
        more = " …" if len(done.unknown) > _MOST_NAMED else ""
        named = ", ".join(done.unknown[:_MOST_NAMED])
        print(f"{len(done.unknown)} mã thủ tục không có trong danh mục, vẫn giữ theo mã cũ: {named}{more}")
