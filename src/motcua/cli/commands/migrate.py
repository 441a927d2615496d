"""Are the tables of this folder the newest?"""

import argparse

HELP = "Cập nhật cấu trúc bảng của cơ sở dữ liệu."
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(args: argparse.Namespace) -> int:
    """Nothing is left to do: every command that needs the database brings it up to date first."""
    return 0
