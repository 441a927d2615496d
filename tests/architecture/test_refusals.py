"""Does every no of the office say what to do next?"""

import ast
import re

import pytest

from motcua.documents.files.inspecting import SENTENCES
from tests.architecture.source_tree import Module, module, product, where

# How a sentence begins that tells a person what to do.
NEXT_STEP = re.compile(r"\b([Hh]ãy|[Đđ]ề nghị|[Nn]hờ)\b|(^|[.;:,] )([Cc]họn|[Gg]ửi|[Xx]em|[Bb]ấm)\b")


def text_of(node: ast.expr) -> str | None:
    """The text of a literal, filled-in parts as "…"; None where it is computed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.BinOp):
        left, right = text_of(node.left), text_of(node.right)
        return None if left is None or right is None else left + right
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"_", "gettext", "str"} and node.args:
        return text_of(node.args[0])
    return None


def refusals(source: Module) -> list[tuple[str, str]]:
    """Place and text of every refusal written in a module."""
    return [
        (where(source, node), text)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"refuse", "Refusal"}
        and len(node.args) > 1
        if (text := text_of(node.args[1])) is not None
    ]


def helpless(source: Module) -> list[str]:
    """Refusals that leave the person standing there."""
    return [f"{place} {text}" for place, text in refusals(source) if not NEXT_STEP.search(text)]


def test_there_are_refusals_to_look_at():
    assert sum(len(refusals(source)) for source in product()) > 50


def test_every_refusal_says_what_to_do_next():
    assert [found for source in product() for found in helpless(source)] == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_file_that_is_refused_is_told_what_to_send_instead(code):
    assert NEXT_STEP.search(SENTENCES[code])


def test_every_refusal_is_a_whole_sentence():
    found = [
        f"{place} {text}" for source in product() for place, text in refusals(source) if text[-1:] not in ".…"
    ]
    assert found == []


@pytest.mark.parametrize("text", ["Không được.", "Thành phần không có trong danh mục.", "Chưa xem hồ sơ."])
def test_the_check_sees_a_helpless_refusal(text):
    assert helpless(module(f"refuse('x', {text!r})"))
    assert not helpless(module(f"refuse('x', {text!r} f' Hãy làm lại trước {{day}}.')"))
