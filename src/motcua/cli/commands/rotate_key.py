"""`motcua rotate-key`: a new master key for the stored files; the files themselves are not rewritten."""

import argparse

from motcua.cli import progress
from motcua.documents.files.rotating import rotate

HELP = "Đổi khóa chính mã hóa tệp; các tệp không phải ghi lại."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(args: argparse.Namespace) -> int:
    """Rotate, and say which key now opens everything."""
    with progress.step("Bọc lại khóa của từng tệp"):
        done = rotate()
    print(f"Khóa hiện tại: {done.key_id}; {done.files} tệp đã chuyển sang khóa này.")
    if done.let_go:
        print(f"Khóa không còn dùng: {', '.join(done.let_go)}.")
    print("Hãy lưu riêng tệp file_keys (hoặc MOTCUA_FILE_KEYS) ở nơi an toàn: mất khóa là mất tệp.")
    return 0
