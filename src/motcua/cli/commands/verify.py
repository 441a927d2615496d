"""`motcua verify`: does everything recorded still fit together?"""

import argparse
import dataclasses
import json
import sys

from motcua.cli.verifying import findings_of_one_moment

HELP = "Tính lại mọi chuỗi băm và kiểm đếm; liệt kê chỗ không khớp."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to print."""
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")


def run(args: argparse.Namespace) -> int:
    """Print what does not fit; 1 if anything."""
    findings = findings_of_one_moment()
    if args.json:
        body = {"ok": not findings, "findings": [dataclasses.asdict(finding) for finding in findings]}
        print(json.dumps(body, ensure_ascii=False))
        return 1 if findings else 0
    for finding in findings:
        print(f"{finding.chain} #{finding.seq}: {finding.what}", file=sys.stderr)
    if findings:
        print(
            f"Có {len(findings)} chỗ không khớp. Hãy giữ nguyên dữ liệu và báo người phụ trách.",
            file=sys.stderr,
        )
        return 1
    print("Mọi chuỗi bước và nhật ký đều khớp.")
    return 0
