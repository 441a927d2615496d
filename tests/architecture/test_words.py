"""Does the code speak the office's words? Every table, state, act, role and path has its entry in the glossary."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum

import pytest
from django.apps import apps

from motcua.dossiers.terms import Act, Channel, Path, State
from motcua.organisation.terms import Role
from tests.architecture.source_tree import Module, module, product, where
from tools.docs_build import read_toml

TERMS = read_toml("glossary.toml")["term"]
FORBIDDEN = {synonym: word for word, entry in TERMS.items() for synonym in entry.get("forbidden", [])}
BANNED_FILES = {"services", "utils", "helpers", "managers", "signals", "common", "misc"}


def snake(name: str) -> str:
    """ProcedureVersion as procedure_version."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def defined_names(source: Module) -> Iterator[tuple[ast.AST, str]]:
    """Every name that the module gives: classes, functions, arguments, variables, fields."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, node.name
        elif isinstance(node, ast.arg):
            yield node, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node, node.id


def forbidden_words(source: Module) -> list[str]:
    """Names that say a thing with a word the glossary rules out."""
    found = []
    for node, name in defined_names(source):
        said = f"_{snake(name)}_"
        found += [
            f"{where(source, node)} {name}: say {word}"
            for bad, word in FORBIDDEN.items()
            if f"_{bad}_" in said
        ]
    return found


@pytest.mark.parametrize("words", [State, Act, Role, Path, Channel], ids=lambda words: words.__name__)
def test_every_state_act_role_path_and_channel_has_its_official_term(words: type[StrEnum]):
    assert [word.value for word in words if word.value not in TERMS] == []


def test_every_table_has_its_official_term():
    ours = [model for model in apps.get_models() if model.__module__.startswith("motcua.")]
    assert sorted(snake(model.__name__) for model in ours if snake(model.__name__) not in TERMS) == []


def test_every_entry_has_a_term_in_vietnamese():
    assert [word for word, entry in TERMS.items() if not entry.get("vi", "").strip()] == []


def test_no_forbidden_synonym_is_a_name_in_the_code():
    assert [found for source in product() for found in forbidden_words(source)] == []


def test_no_word_is_both_official_and_forbidden():
    assert sorted(set(TERMS) & set(FORBIDDEN)) == []


def test_no_file_has_a_name_that_says_nothing():
    paths = {source.path for source in product()}
    assert sorted(path for path in paths if BANNED_FILES & set(path.removesuffix(".py").split("/"))) == []


def test_every_module_says_which_question_it_answers():
    assert [
        source.path for source in product() if source.text.strip() and not ast.get_docstring(source.tree)
    ] == []


@pytest.mark.parametrize(
    "bad", ["class Customer: ...", "def reject(): ...", "customer_name = 1", "def f(hoso): ..."]
)
def test_the_check_sees_a_forbidden_word(bad):
    assert forbidden_words(module(bad))


def test_the_check_reads_whole_words_only():
    assert not forbidden_words(module("rejection_note = delicate = 1"))
