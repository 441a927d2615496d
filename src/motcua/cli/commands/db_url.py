"""Where is the database of this folder?"""

import argparse
import os

HELP = "In địa chỉ kết nối tới cơ sở dữ liệu của thư mục dữ liệu."
NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def run(args: argparse.Namespace) -> int:
    """Print the address, whether the database runs or not."""
    print(os.environ["DATABASE_URL"])
    return 0
