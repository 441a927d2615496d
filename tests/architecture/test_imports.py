"""Does knowledge flow one way? The import contract, and no import hidden in a function."""

import ast
import os
import subprocess
import sys

from tests.architecture.source_tree import ROOT, SRC, Module, functions, module, product, where


def hidden_imports(source: Module) -> list[str]:
    """Imports inside functions: they hide a cycle."""
    return [
        where(source, node)
        for function in functions(source.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def test_the_import_contract_is_kept():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
        "--no-logo",
    ]
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout


def test_no_import_hides_in_a_function():
    assert [found for source in product() for found in hidden_imports(source)] == []
    assert hidden_imports(module("def f():\n    import os"))
