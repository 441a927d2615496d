"""Is everything there that a document shows or leads to? Every picture and every page of the project it names."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_NAMED = re.compile(r"\]\(([^)\s]+)\)")


def lacking(document: Path) -> list[str]:
    """What the document names in this project and is not there."""
    named = {one.split("#")[0] for one in _NAMED.findall(document.read_text(encoding="utf-8"))}
    ours = {one for one in named if one and "://" not in one and not one.startswith("mailto:")}
    return sorted(one for one in ours if not (document.parent / one).exists())


def test_there_are_guides_with_pictures() -> None:
    assert len(DOCUMENTS) > 40
    assert sum(one.count("![") for one in (page.read_text(encoding="utf-8") for page in DOCUMENTS)) > 40


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_picture_and_page_that_a_document_names_is_there(document: Path) -> None:
    assert lacking(document) == []
