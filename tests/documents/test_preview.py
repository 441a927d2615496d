"""The page shows the same words as the paper, and text of people stays text."""

from dataclasses import asdict, replace
from html.parser import HTMLParser
from typing import Any

import pytest

from motcua.documents.laying_out import lay_out
from motcua.documents.papers import Paper
from motcua.documents.preview import preview
from tests.documents import papers

# What steers the look and is never shown as text.
_LOOK = {"page", "kind", "align", "share", "dense", "payload", "svg", "alt", "title"}


class _Read(HTMLParser):
    """Text and tags of a page, as a browser would find them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


def texts(value: Any) -> list[str]:
    """Every text of a sheet that a reader is meant to see."""
    if isinstance(value, str):
        return [line for line in value.split("\n") if line]
    if isinstance(value, dict):
        return [text for key, inner in value.items() if key not in _LOOK for text in texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in texts(inner)]
    return []


@pytest.mark.requirement("R-303")
@pytest.mark.parametrize("paper", papers.EVERY_PAPER.values(), ids=papers.EVERY_PAPER)
def test_every_word_of_the_paper_stands_on_the_page(paper: Paper) -> None:
    read = _Read(preview(paper))
    shown = read.words
    missing = [text for text in texts(asdict(lay_out(paper))) if " ".join(text.split()) not in shown]
    assert missing == []


def test_markup_in_a_name_stays_text() -> None:
    name = "<script>alert(1)</script> & Con"
    read = _Read(preview(replace(papers.RECEIPT, applicant=replace(papers.LAN, name=name))))
    assert name in read.words
    assert all(tag != "script" for tag, _ in read.tags)


@pytest.mark.parametrize("paper", papers.EVERY_PAPER.values(), ids=papers.EVERY_PAPER)
def test_the_page_is_styled_by_classes_only(paper: Paper) -> None:
    assert all("style" not in attrs for _, attrs in _Read(preview(paper)).tags)


def test_tables_name_their_columns_and_codes_say_what_they_are() -> None:
    read = _Read(preview(papers.SUPPLEMENT))
    heads = [attrs for tag, attrs in read.tags if tag == "th"]
    assert {attrs["scope"] for attrs in heads} == {"col", "colgroup"}
    images = [attrs for tag, attrs in _Read(preview(papers.RECEIPT)).tags if attrs.get("role") == "img"]
    assert [attrs["aria-label"] for attrs in images] == ["Mã QR để tra cứu hồ sơ"]
