"""`motcua daily-head`: the signed head of a day; with --check, does the day still fit a head that was published?"""

import argparse
import sys
from datetime import date
from pathlib import Path

from config import clock
from motcua.core.head_statement import read_head
from motcua.core.refusals import Refused
from motcua.dossiers.actions.daily_heads import record_daily_heads, sign_daily_heads
from motcua.dossiers.heads import differences, signed_head, signed_heads

HELP = "In đầu ngày đã ký, hoặc đối chiếu một tệp đầu ngày đã công bố với dữ liệu hiện nay."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which day, or which file to compare."""
    parser.add_argument(
        "--day", metavar="NGÀY", type=date.fromisoformat, help="yyyy-mm-dd; mặc định ngày mới nhất"
    )
    parser.add_argument("--check", metavar="TỆP", type=Path, help="tệp đầu ngày đã công bố (JSON)")
    parser.add_argument("--key", metavar="KHÓA", help="16 ký tự của khóa đã công bố; khác là báo")


def run(args: argparse.Namespace) -> int:
    """0: printed, or everything fits; 1: something differs; 2: the file is none."""
    if args.check:
        return _check(args.check, args.key)
    try:
        record_daily_heads(at=clock.now())
        sign_daily_heads(at=clock.now())
    except Refused as refused:
        print(refused.refusal.text, file=sys.stderr)
        return 1
    newest = signed_heads(1)
    head = signed_head(args.day) if args.day else (newest[0] if newest else None)
    if head is None:
        print("Chưa có đầu ngày nào của ngày này: một ngày được ghi sau nửa đêm.", file=sys.stderr)
        return 1
    print(head.text, end="")
    return 0


def _check(path: Path, key: str | None) -> int:
    try:
        head = read_head(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    found = differences(head)
    if key and key.lower() != head.key_id:
        found.insert(0, f"tệp ký bằng khóa {head.key_id}, không phải khóa {key}")
    for what in found:
        print(f"ngày {head.day:%d/%m/%Y}: {what}", file=sys.stderr)
    if found:
        return 1
    print(f"Ngày {head.day:%d/%m/%Y} còn nguyên như đã công bố (khóa {head.key_id}).")
    return 0
