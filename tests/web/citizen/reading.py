"""How do the tests read a page? As its visitor: by text and by links."""

import re
from html import unescape
from typing import Any

from django.test import Client

# What Django's test client answers: a response of any kind with the client's own marks.
Response = Any
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)


def html_of(page: Response) -> str:
    """The main part of the page."""
    found = _MAIN.search(page.content.decode())
    assert found is not None
    return found.group()


def text_of(page: Response) -> str:
    """What a visitor reads in the main part, spaces squeezed."""
    return _plain(html_of(page))


def links_of(page: Response) -> dict[str, str]:
    """Text → address of the links of the main part."""
    return {_plain(text): unescape(address) for address, text in _LINK.findall(html_of(page))}


def procedures_on(client: Client, address: str) -> list[str]:
    """Codes of the procedures that a list shows, over all its pages, in order."""
    codes: list[str] = []
    while address:
        page = client.get(address)
        assert page.status_code == 200
        shown = re.findall(r'class="mc-list__title"><a [^>]*href="/thu-tuc/([0-9.]+)/"', html_of(page))
        codes += [code for code in shown if code not in codes]
        following = re.search(r'<a [^>]*href="([^"]*)"[^>]*rel="next"', html_of(page))
        address = "/thu-tuc/" + unescape(following.group(1)).removeprefix("/thu-tuc/") if following else ""
    return codes


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", _SCRIPT.sub(" ", markup))).split())
