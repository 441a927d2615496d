"""Do the books and the tests say the same? Clause ↔ test, requirement ↔ test, generated pages, docs/where.md."""

import re

import pytest

from tests.architecture.source_tree import ROOT
from tools.docs_build import Stated, read_toml, stale_pages, stated_by_tests

STATED = stated_by_tests()
CLAUSES = read_toml("rules.toml")["rule"]
REQUIREMENTS = read_toml("requirements.toml")["requirement"]


def codes(kind: str) -> set[str]:
    return {mark.code for mark in STATED if mark.kind == kind}


def test_every_clause_of_the_rule_book_has_a_test():
    assert sorted(set(CLAUSES) - codes("rule")) == []


def test_every_clause_that_a_test_names_is_in_the_rule_book():
    assert sorted(codes("rule") - set(CLAUSES)) == []


def test_every_requirement_of_the_list_has_a_test():
    assert sorted(set(REQUIREMENTS) - codes("requirement")) == []


def test_every_requirement_that_a_test_names_is_on_the_list():
    assert sorted(codes("requirement") - set(REQUIREMENTS)) == []


def test_every_requirement_names_a_known_source_and_group():
    book = read_toml("requirements.toml")
    for entry in REQUIREMENTS.values():
        assert entry["source"] in book["sources"]
        assert entry["group"] in book["groups"]


def test_the_generated_pages_are_current():
    assert stale_pages() == [], "run python tools/docs_build.py"


def test_every_file_that_where_md_names_is_there():
    named = re.findall(
        r"`((?:src|data|docs|tests|frontend|tools)/[^`]*)`", (ROOT / "docs/where.md").read_text("utf-8")
    )
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_decision_records_are_numbered_without_gaps_and_say_what_was_refused():
    records = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [record.name[:4] for record in records] == [
        f"{number:04}" for number in range(1, len(records) + 1)
    ]
    for record in records:
        headings = re.findall(r"^## (.+)$", record.read_text("utf-8"), re.M)
        assert headings == ["Context", "Decision", "Consequences", "Refused"], record.name


def test_marks_are_read_from_functions_classes_modules_and_parameters(tmp_path):
    (tmp_path / "test_x.py").write_text(
        "import pytest\n"
        "CASES = [pytest.param(1, marks=pytest.mark.rule('c1'))]\n"
        "@pytest.mark.requirement('R-1', 'R-2')\n"
        "def test_a(): ...\n"
        "@pytest.mark.rule('c2')\n"
        "class TestB:\n"
        "    @pytest.mark.requirement('R-3')\n"
        "    def test_b(self): ...\n"
    )
    assert stated_by_tests(tmp_path) == [
        Stated("requirement", "R-1", "test_x.py::test_a"),
        Stated("requirement", "R-2", "test_x.py::test_a"),
        Stated("requirement", "R-3", "test_x.py::TestB::test_b"),
        Stated("rule", "c1", "test_x.py"),
        Stated("rule", "c2", "test_x.py::TestB::test_b"),
    ]


def test_a_mark_whose_code_is_computed_is_not_guessed(tmp_path):
    (tmp_path / "test_x.py").write_text("import pytest\n@pytest.mark.rule(CLAUSE)\ndef test_a(): ...\n")
    with pytest.raises(ValueError, match="plain text"):
        stated_by_tests(tmp_path)
