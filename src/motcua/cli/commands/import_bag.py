"""`motcua import-bag --check`: is a bag whole, do its chains and signatures hold? Each difference is named."""

import argparse
import sys
import zipfile
from pathlib import Path

from config import clock
from motcua.dossiers.archive.bag_signatures import judged_pdfs
from motcua.dossiers.archive.bags import bag_faults, open_bag
from motcua.integrations.signing.office import key_store

HELP = "Kiểm tra một gói BagIt đã xuất: từng tệp, từng chuỗi bước, từng chữ ký số; nêu từng chỗ khác."
NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which bag; nothing but checking is done with it."""
    parser.add_argument("--check", metavar="GÓI", type=Path, required=True, help="thư mục hoặc tệp .zip")


def run(args: argparse.Namespace) -> int:
    """Print what is said of each PDF's signatures, then what differs; 1 if anything, 2 where there is no bag."""
    try:
        with open_bag(args.check) as bag:
            faults = list(bag_faults(bag))
            pdfs = list(judged_pdfs(bag, trust=key_store().believed(), now=clock.now()))
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        print(f"Không mở được gói: {error}", file=sys.stderr)
        return 2
    for pdf in pdfs:
        print(pdf.words)
    faults += [f"{pdf.name}: kết quả đã ký số bị sửa. {pdf.checked.text}" for pdf in pdfs if pdf.is_fault]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"Có {len(faults)} chỗ khác.", file=sys.stderr)
        return 1
    print("Gói nguyên vẹn: mọi tệp khớp danh mục, mọi chuỗi bước khớp.")
    return 0
