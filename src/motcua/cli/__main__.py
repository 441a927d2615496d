"""Which command was asked for, on which data folder, and how did it end?"""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import ModuleType

import django
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from config.clock import CLOCK_FILE, read_shift
from motcua.cli import commands
from motcua.cli.data_folder import DataFolder, building_site, ensure_secret_key, open_folder
from motcua.cli.postgres import Cluster, database_of
from motcua.core.refusals import Refused, refuse

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def main(words: Sequence[str]) -> int:
    """Run one command. Exit code 0 done, 1 a refusal or finding, 2 wrong usage."""
    common, rest = _common_parser().parse_known_args(words)
    modules = _modules()
    if not rest or rest[0] not in modules:
        return _show_help(modules, asked=rest[:1] in ([], ["-h"], ["--help"], ["help"]))
    try:
        with _folder_of(rest[0], common.data) as folder:
            given = os.environ.get("DATABASE_URL", "")
            _settle_environment(folder, starts_empty=rest[0] == "up" and "--empty" in rest)
            command = _load(modules[rest[0]])
            return _run(command, rest, folder, given)
    except Refused as refused:
        print(refused.refusal.text, file=sys.stderr)
    except (OperationalError, psycopg.OperationalError) as error:
        print(f"Cơ sở dữ liệu không trả lời: {error}Hãy kiểm tra DATABASE_URL hoặc đĩa.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
    return REFUSED


def _common_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    where = os.environ.get("MOTCUA_DATA", "var")
    parser.add_argument("--data", metavar="THƯ_MỤC", default=where, help="thư mục dữ liệu")
    return parser


def _modules() -> dict[str, str]:
    """Command word → module; the module `db_url` is the command `db-url`."""
    found = pkgutil.iter_modules(commands.__path__, f"{commands.__name__}.")
    return {module.name.rpartition(".")[2].replace("_", "-"): module.name for module in found}


@contextmanager
def _folder_of(word: str, path: str) -> Iterator[DataFolder]:
    """What is restored is built beside its place, so that nothing half restored is ever taken for an office."""
    if word != "restore":
        yield open_folder(path)
        return
    with building_site(path) as site:
        yield site


def _settle_environment(folder: DataFolder, *, starts_empty: bool) -> None:
    """What the settings read, here and in the processes that the command starts."""
    os.environ["MOTCUA_DATA"] = str(folder.path)
    os.environ.setdefault("DATABASE_URL", Cluster(folder).url)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if os.environ.get("MOTCUA_PRODUCTION") != "1":
        ensure_secret_key(folder)
        _refuse_broken_clock(folder)
    if starts_empty:
        folder.keep_empty()
    if folder.is_kept_empty:
        os.environ["MOTCUA_EMPTY"] = "1"


def _refuse_broken_clock(folder: DataFolder) -> None:
    """Refused: `clock_file` where the demonstration's clock cannot be read."""
    try:
        read_shift(folder.path)
    except (ValueError, KeyError, TypeError) as error:
        raise refuse(
            "clock_file",
            f"Tệp {folder.path / CLOCK_FILE} đã hỏng nên không biết giờ minh họa. "
            "Hãy xóa tệp đó (giờ minh họa bắt đầu lại từ bước cuối) rồi chạy lại.",
        ) from error


def _load(module: str) -> ModuleType:
    """Set Django up, then import the command, which may use everything. Refused: `settings`."""
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise refuse("settings", str(error)) from error
    return importlib.import_module(module)


def _run(command: ModuleType, words: list[str], folder: DataFolder, given: str) -> int:
    """Read the command's own words (wrong ones end with exit code 2) and run it beside a running database."""
    parser = argparse.ArgumentParser(
        prog=f"motcua {words[0]}", description=command.HELP, parents=[_common_parser()], allow_abbrev=False
    )
    command.add_arguments(parser)
    args = parser.parse_args(words[1:])
    with ExitStack() as stack:
        if command.NEEDS_DATABASE:
            url = stack.enter_context(database_of(folder, given=given))
            importlib.import_module("motcua.cli.preparation").prepare(folder, url)
        args.data, args.given = folder, given
        code: int = command.run(args)
        return code


def _show_help(modules: dict[str, str], *, asked: bool) -> int:
    stream = sys.stdout if asked else sys.stderr
    print("Dùng: ./motcua LỆNH [--data THƯ_MỤC] …   (./motcua LỆNH --help để xem cách dùng)", file=stream)
    print("Các lệnh: " + ", ".join(["test", *sorted(modules)]), file=stream)
    return DONE if asked else WRONG_USAGE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
