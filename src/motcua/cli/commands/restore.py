"""`motcua restore DIR --data NEW`: a backup put up as an office, and proved to be the same."""

import argparse
import json
from contextlib import ExitStack
from pathlib import Path

from motcua.cli import progress
from motcua.cli.children import listen_to_stops
from motcua.cli.data_folder import place_of_site
from motcua.cli.postgres import database_of
from motcua.cli.preparation import known_migrations, let_go, update_tables
from motcua.cli.safekeeping.manifest import Manifest, read_manifest
from motcua.cli.safekeeping.restoring import (
    fill_database,
    moved_at_the_end,
    put_back_files,
    refuse_full_disk,
    refuse_newer_backup,
    refuse_taken,
)
from motcua.cli.verifying import findings_of_one_moment
from motcua.core.moments import local
from motcua.dossiers.verification import Finding

HELP = "Phục hồi một bản sao lưu vào thư mục dữ liệu mới, rồi kiểm lại từng chuỗi và từng con số."
NEEDS_DATABASE = False  # works on a folder that is being built


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """From where, and how to print."""
    parser.add_argument("backup", metavar="BẢN_SAO_LƯU", type=Path, help="thư mục mà motcua backup đã ghi")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")


def run(args: argparse.Namespace) -> int:
    """Put it up in the folder `--data`, which appears only when all is there; 1 if verify finds anything.

    `args.data` is the building site beside it.
    """
    listen_to_stops()
    backup, place = args.backup.expanduser().resolve(), place_of_site(args.data)
    refuse_taken(place)
    with progress.step("Kiểm bản sao lưu"):
        manifest = read_manifest(backup)
    refuse_newer_backup(manifest, known_migrations())
    refuse_full_disk(place, manifest)
    put_back_files(backup, args.data)
    with ExitStack() as stack:
        stack.enter_context(moved_at_the_end(args.data, place))
        url = stack.enter_context(database_of(args.data, given=args.given))
        with progress.step("Phục hồi cơ sở dữ liệu, so với bản kê"):
            fill_database(backup, url, manifest)
        with progress.step("Cập nhật cấu trúc bảng"):
            update_tables()
        with progress.step("Tính lại mọi chuỗi băm"):
            findings = findings_of_one_moment()
        let_go()
    _tell(args.json, place.path, manifest, findings)
    return 1 if findings else 0


def _tell(as_json: bool, place: Path, manifest: Manifest, findings: list[Finding]) -> None:
    rows = manifest.contents.rows
    if as_json:
        body = {
            "data": str(place),
            "taken_at": manifest.taken_at.isoformat(),
            "tables": len(rows),
            "rows": sum(rows.values()),
            "heads": len(manifest.contents.heads),
            "dossiers": rows.get("dossiers_dossier", 0),
            "steps": rows.get("dossiers_step", 0),
            "findings": len(findings),
        }
        print(json.dumps(body, ensure_ascii=False))
        return
    print(f"Đã phục hồi vào {place} theo bản lưu lúc {local(manifest.taken_at):%H:%M:%S ngày %d/%m/%Y}.")
    print(
        f"Khớp bản kê: {sum(rows.values())} dòng của {len(rows)} bảng, {len(manifest.contents.heads)} đầu chuỗi; "
        f"{rows.get('dossiers_dossier', 0)} hồ sơ, {rows.get('dossiers_step', 0)} bước."
    )
    if findings:
        for finding in findings:
            print(f"{finding.chain} #{finding.seq}: {finding.what}")
        print("Những chỗ trên đã sai từ trước khi sao lưu. Hãy giữ nguyên dữ liệu và báo người phụ trách.")
    else:
        print("Mọi chuỗi bước và nhật ký đều khớp.")
    print(f"Chạy tiếp bằng: ./motcua up --data {place}")
