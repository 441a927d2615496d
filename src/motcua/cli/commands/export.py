"""`motcua export`: dossiers as a bag (BagIt) with steps, results and files; by code, or a unit and a period."""

import argparse
from datetime import date
from pathlib import Path

from config import clock
from motcua.cli import progress
from motcua.cli.verifying import of_one_moment
from motcua.core import journal
from motcua.core.refusals import Refused
from motcua.dossiers.archive.bagging import bag, dossiers_to_bag
from motcua.dossiers.archive.packing import into_folder
from motcua.dossiers.models import Dossier

HELP = "Xuất hồ sơ thành gói BagIt: theo mã, hoặc theo cơ quan và kỳ kết thúc."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which dossiers, and where to."""
    parser.add_argument(
        "--to-folder", metavar="THƯ_MỤC", type=Path, required=True, help="thư mục mới hoặc trống"
    )
    parser.add_argument("--code", metavar="MÃ", help="một hồ sơ")
    parser.add_argument("--unit", metavar="CƠ_QUAN", help="mã cơ quan, cùng với --first và --last")
    parser.add_argument(
        "--first", metavar="NGÀY", type=date.fromisoformat, help="kết thúc từ ngày (yyyy-mm-dd)"
    )
    parser.add_argument("--last", metavar="NGÀY", type=date.fromisoformat, help="đến hết ngày (yyyy-mm-dd)")


def run(args: argparse.Namespace) -> int:
    """Write the bag; 2 for words that do not fit together, 1 where a file is lost."""
    if args.code:
        dossiers, of = Dossier.objects.filter(code=args.code), args.code
    elif args.unit and args.first and args.last:
        dossiers, of = dossiers_to_bag(args.unit, first=args.first, last=args.last), args.unit
    else:
        progress.say("Hãy ghi --code, hoặc --unit cùng --first và --last.")
        return 2
    chosen = dossiers.select_related("version", "unit")
    if not chosen.exists():
        progress.say("Không có hồ sơ nào như vậy.")
        return 1
    now = clock.now()
    detail = {"of": of, "first": str(args.first or ""), "last": str(args.last or "")}
    journal.record(
        chain="system", at=now, actor_id=None, actor_name="", action="export", subject=of, detail=detail
    )
    try:
        with of_one_moment():
            count = into_folder(bag(chosen.iterator(200), made_at=now, of=of), args.to_folder)
    except Refused as refused:
        progress.say(refused.refusal.text)
        return 1
    except OSError as error:
        why = error.strerror or "không ghi được"
        progress.say(f"Chưa ghi được gói ({why}). Không có gói dở dang; hãy chọn nơi còn chỗ rồi chạy lại.")
        return 1
    print(f"Đã ghi {count} tệp vào {args.to_folder}. Kiểm tra: ./motcua import-bag --check {args.to_folder}")
    return 0
