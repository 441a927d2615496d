"""`motcua recount`: do the sums of the reports still say what the dossiers say?"""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from config import clock
from motcua.reports.actions.folding import make_anew
from motcua.reports.recounting import MOST_TOLD, Recount, recount

HELP = "Đếm lại mọi hồ sơ và so với số cộng dồn của báo cáo; khác ở đâu thì nêu ô đó."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to mend, and how to print."""
    parser.add_argument("--write", action="store_true", help="cộng lại từ đầu nếu có chỗ khác")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")


def run(args: argparse.Namespace) -> int:
    """0: nothing differs; 1: something did. Only with --write the sums are made anew."""
    found = recount()
    mended = args.write and not found.holds
    if mended:
        make_anew(at=clock.now())
    if args.json:
        print(json.dumps(_body(found, mended), ensure_ascii=False))
    else:
        _tell(found, mended)
    return 0 if found.holds else 1


def _tell(found: Recount, mended: bool) -> None:
    for one in found.cells:
        print(one.words, file=sys.stderr)
    for dossier_id in found.dossiers:
        print(f"hồ sơ số nội bộ {dossier_id}: phần đã cộng khác hồ sơ", file=sys.stderr)
    if found.holds:
        print("Số cộng dồn khớp với hồ sơ.")
        return
    most = (
        f" (mỗi loại nêu tối đa {MOST_TOLD})" if MOST_TOLD in map(len, (found.cells, found.dossiers)) else ""
    )
    print(f"Có {len(found.cells)} số và {len(found.dossiers)} hồ sơ không khớp{most}.", file=sys.stderr)
    then = "Đã cộng lại từ đầu." if mended else "Hãy chạy lại với --write để cộng lại từ đầu."
    print(then, file=sys.stderr)


def _body(found: Recount, mended: bool) -> dict[str, Any]:
    cells = [asdict(one) | {"day": one.day.isoformat()} for one in found.cells]
    return {"ok": found.holds, "cells": cells, "dossiers": list(found.dossiers), "mended": mended}
