"""Is every page and fragment shown by something?"""

import ast
import re
from collections.abc import Iterable

from tests.architecture.source_tree import PRODUCT, product, templates

# Django looks for these by itself.
FOUND_BY_NAME = re.compile(r"(4\d\d|500|403_csrf)\.html|django/forms/.*|.*/forms/.*|registration/.*")
NAME = re.compile(r"[\w\-./{}]+\.html")


def patterns_of_templates_named() -> set[str]:
    """Every template name in code and templates; where a part is filled in, a pattern."""
    named: set[str] = set()
    for source in product():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.update(re.escape(name) for name in NAME.findall(node.value))
            elif isinstance(node, ast.JoinedStr):
                named.add("".join(_part(part) for part in node.values))
    for path in templates():
        named.update(re.escape(name) for name in NAME.findall(path.read_text("utf-8")))
    return named


def _part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w\-]+"


def unused(names: Iterable[str], named: set[str]) -> list[str]:
    """Template names that nothing names."""
    any_of_them = re.compile("|".join(f"(?:{pattern})" for pattern in sorted(named)))
    return sorted(
        name for name in names if not FOUND_BY_NAME.fullmatch(name) and not any_of_them.fullmatch(name)
    )


def test_every_template_is_used():
    names = [path.as_posix().split("/templates/", 1)[1] for path in templates()]
    assert unused(names, patterns_of_templates_named()) == []


def test_the_check_sees_an_unused_template():
    assert unused(["counter/old.html", "404.html", "counter/new.html"], {r"counter/new\.html"}) == [
        "counter/old.html"
    ]


def test_no_template_holds_a_script_or_style_of_its_own():
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\son\w+=\"|\sstyle=\"")
    assert [
        path.relative_to(PRODUCT).as_posix() for path in templates() if inline.search(path.read_text("utf-8"))
    ] == []
    assert inline.search("<script>alert(1)</script>")
    assert inline.search('<p style="color:red">')
    assert not inline.search('<script src="app.js"></script>')
