"""`motcua bench`: how fast is it, beside its peers, in one run?"""

import argparse
import importlib
import pkgutil
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

from django.conf import settings

from motcua.cli import bench
from motcua.cli.bench.machine import machine_lines
from motcua.cli.bench.office import own_folder, own_office
from motcua.cli.bench.tables import Options, as_markdown, as_text
from motcua.cli.children import listen_to_stops
from motcua.cli.progress import step

HELP = "Đo tốc độ bên cạnh các phần mềm tương tự, trong cơ sở dữ liệu riêng; in kết quả thành bảng."
NEEDS_DATABASE = False  # never the user's own
_PAGES = ("http", "lists", "search", "online")
_PAPERS = ("papers", "signing", "files", "verify")
_KNOWN = ("due", "flow", "batch", *_PAGES, *_PAPERS, "races", "hall", "faults", "programmes")
# What is asked for together: a paper from its setting over signature and seal to its keeping and checking.
_TOGETHER = {"papers": _PAPERS}
DOCUMENTS = Path(settings.ROOT) / "docs" / "bench"


def names() -> list[str]:
    """The benchmarks there are."""
    found = {module.name for module in pkgutil.iter_modules(bench.__path__)}
    return [name for name in _KNOWN if name in found]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="TÊN", choices=[*names(), "all"], help=", ".join([*names(), "all"]))
    parser.add_argument("--rounds", type=_positive, default=3, help="số vòng, lấy trung vị (mặc định 3)")
    parser.add_argument("--seconds", type=_seconds, default=3.0, help="số giây mỗi phép đo (mặc định 3)")
    parser.add_argument("--size", type=_count, default=0, help="cỡ dữ liệu, theo từng phép đo")
    parser.add_argument(
        "--office",
        type=Path,
        metavar="THƯ_MỤC",
        help="chép văn phòng minh họa đã có trong thư mục dữ liệu này, đang dừng, thay vì làm mới",
    )
    parser.add_argument("--write", action="store_true", help="ghi vào docs/bench/TÊN.md")


def run(args: argparse.Namespace) -> int:
    """Measure and print; with --write also a document for each. Told to stop, it puts down what it started."""
    listen_to_stops()
    for name in _asked(args.name):
        module = importlib.import_module(f"{bench.__name__}.{name}")
        document, text = _measured(name, module, args)
        print(text, flush=True)
        if args.write:
            DOCUMENTS.mkdir(parents=True, exist_ok=True)
            (DOCUMENTS / f"{name}.md").write_text(document, encoding="utf-8")
    return 0


def _asked(name: str) -> list[str]:
    """What a name stands for, as far as it is there."""
    there = names()
    return there if name == "all" else [one for one in _TOGETHER.get(name, (name,)) if one in there]


def _measured(name: str, module: ModuleType, args: argparse.Namespace) -> tuple[str, str]:
    """The document and the text for the terminal."""
    with ExitStack() as stack:
        folder = stack.enter_context(own_folder(args.data.path))
        if module.NEEDS_DATABASE:
            with step(f"{name}: chuẩn bị văn phòng riêng"):
                stack.enter_context(own_office(folder, made=args.office))
        asked = f"./motcua bench {name} --rounds {args.rounds} --seconds {args.seconds:g} --size {args.size}"
        about = machine_lines(asked=asked, folder=folder, with_database=module.NEEDS_DATABASE)
        with step(f"{name}: đo"):
            tables = module.measure(Options(args.rounds, args.seconds, args.size, folder))
    head = f"# bench {name}\n\n{module.HELP}\n\n" + "\n".join(f"- {line}" for line in about)
    return f"{head}\n\n{as_markdown(tables)}", "\n".join([*about, "", as_text(tables), ""])


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _positive(text: str) -> int:
    number = _count(text)
    if not number:
        raise ValueError(text)
    return number


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 86_400:
        raise ValueError(text)
    return seconds


_positive.__name__ = "số nguyên dương"
_count.__name__ = "số nguyên không âm"
_seconds.__name__ = "số giây dương"
