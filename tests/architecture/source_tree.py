"""Which files are ours, and what do they say? Read once for all tests of the shape of the code."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
PRODUCT = SRC / "motcua"


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its path below the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def area(self) -> str:
        """The area of the product the file lies in ("" outside src/motcua)."""
        parts = self.path.split("/")
        return parts[2] if self.path.startswith("src/motcua/") and len(parts) > 3 else ""


def module(text: str, path: str = "src/motcua/dossiers/snippet.py") -> Module:
    """A piece of code as if it lay at `path`: shows that a check can fail."""
    return Module(path, text, ast.parse(text))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file below the folders, migrations aside."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(_read(path) for path in paths if "migrations" not in path.parts)


@cache
def _read(path: Path) -> Module:
    return module(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())


def product() -> tuple[Module, ...]:
    """Every Python file of the product."""
    return modules("src/motcua")


def templates() -> list[Path]:
    """Every page and fragment of the product."""
    return sorted(path for path in PRODUCT.rglob("*.html") if "templates" in path.parts)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def where(source: Module, node: ast.AST) -> str:
    """File and line, as an editor opens it."""
    return f"{source.path}:{getattr(node, 'lineno', 1)}"


@cache
def kept_files() -> tuple[str, ...]:
    """Every file of the repository, tracked or about to be; what git ignores is not ours."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive has no git
        listed = [path.relative_to(ROOT).as_posix() for folder in ("src", "tests", "docs", "tools", "data")
                  for path in (ROOT / folder).rglob("*")]  # fmt: skip
    return tuple(name for name in listed if (ROOT / name).is_file() and "__pycache__" not in name)
