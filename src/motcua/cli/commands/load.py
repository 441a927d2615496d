"""How does a data file come into a folder? All or nothing, and the report says what and why."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import transaction

from config import clock
from motcua.cli.kinds import KINDS, lend_what_is_missing, load
from motcua.core.yaml_files import read_yaml

HELP = f"Nạp một tệp dữ liệu YAML ({', '.join(KINDS)}); sai một chỗ thì không nạp gì."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and the form of the report."""
    parser.add_argument("file", metavar="TỆP.yaml", type=Path)
    parser.add_argument("--json", action="store_true", help="in báo cáo dạng JSON")


def run(args: argparse.Namespace) -> int:
    """Load the file; exit code 1 when it was refused.

    Outside production what the file leaves open (decisions, approvals, processes) is lent, marked minh họa.
    """
    lend = not settings.PRODUCTION
    with transaction.atomic():
        report = load(read_yaml(args.file), file=args.file.name, at=clock.now(), lend=lend)
        if lend and not report.refused:
            lend_what_is_missing()
    if args.json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        print("\n".join(report.lines()))
    return 1 if report.refused else 0
