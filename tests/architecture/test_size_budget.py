"""Is every piece small enough to be read in one go? (module 400, function 40, view 25, class 150, template 120)"""

import ast

from tests.architecture.source_tree import Module, functions, module, modules, templates, where

MODULE, FUNCTION, VIEW, CLASS, TEMPLATE = 400, 40, 25, 150, 120


def too_long(source: Module) -> list[str]:
    """Pieces of a module over the budget, with their length."""
    found = [f"{source.path}: {lines} lines"] if (lines := len(source.text.splitlines())) > MODULE else []
    for node in ast.walk(source.tree):
        limit = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > limit:
            found.append(f"{where(source, node)} {node.name}: {_length(node)} lines")
    return found


def _length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def long_views(source: Module) -> list[str]:
    """Views over the budget: functions of web that take a request and answer with a response."""
    return [
        f"{where(source, node)} {node.name}: {_length(node)} lines"
        for node in functions(source.tree)
        if source.area == "web" and _is_view(node) and _length(node) > VIEW
    ]


def _is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    takes = node.args.args[0].arg if node.args.args else ""
    return takes == "request" and node.returns is not None and "Response" in ast.unparse(node.returns)


def test_no_module_class_or_function_outgrows_the_budget():
    assert [found for source in modules("src", "tests", "tools") for found in too_long(source)] == []


def test_a_view_reads_the_request_makes_one_call_and_shows():
    assert [found for source in modules("src/motcua/web") for found in long_views(source)] == []


def test_no_template_outgrows_the_budget():
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in templates()}
    assert {name: lines for name, lines in lengths.items() if lines > TEMPLATE} == {}


def test_the_checks_see_what_is_too_long():
    body = "    pass\n"
    assert too_long(module("def f():\n" + body * FUNCTION))
    assert not too_long(module("def f():\n" + body * (FUNCTION - 1)))
    assert too_long(module("class C:\n" + body * CLASS))
    assert too_long(module("x = 1\n" * (MODULE + 1)))
    view = "def page(request) -> HttpResponse:\n" + body * VIEW
    assert long_views(module(view, "src/motcua/web/counter/receive.py"))
    assert not long_views(module(view, "src/motcua/dossiers/queries.py"))
