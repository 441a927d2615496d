"""A person on a slow line loads at most 100 KB for the first page, everything that the page asks for counted."""

import gzip
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.cast import BINH_THOI, at

pytestmark = pytest.mark.usefixtures("seeded")
MOST = 100_000
BIRTH, EXTRACT = "1.001193", "2.000635"
PAGES = [
    "/",
    "/thu-tuc/?q=khai+sinh",
    f"/thu-tuc/{BIRTH}/",
    f"/don-vi/{BINH_THOI}/",
    "/su-kien/sinh-con/",
    "/tra-cuu/",
]
_ASKED = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/static/[^"]+)"')
_FONT = re.compile(r"@font-face\s*\{([^}]*)\}")
_SOURCE = re.compile(r'url\("?([^")]+\.woff2)"?\)')
_RANGE = re.compile(r"unicode-range:([^;}]+)")
_WEIGHT = re.compile(r"font-weight:(\d+)")


def squeezed(content: bytes) -> int:
    """Bytes on the wire as the server sends them."""
    return len(gzip.compress(content, 6))


def file_of(address: str) -> bytes:
    path = finders.find(address.removeprefix(settings.STATIC_URL).split("?")[0])
    assert path, address
    return Path(str(path)).read_bytes()


def covers(said: str, letter: str) -> bool:
    """Whether a face is for this letter."""
    for part in said.replace(" ", "").split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        if int(first, 16) <= ord(letter) <= int(last or first, 16):
            return True
    return False


def fonts_for(css: str, page: str) -> int:
    """The files a browser fetches for the letters of the page: of each weight the last face that is for a letter."""
    letters = {letter for letter in re.sub(r"<[^>]+>", "", page) if letter > " "}
    faces: dict[str, list[tuple[str, str]]] = {}
    for face in _FONT.findall(css):
        source, said, weight = _SOURCE.search(face), _RANGE.search(face), _WEIGHT.search(face)
        if source is None:
            continue  # the system's own, until ours are there
        assert said, face
        assert weight, face
        faces.setdefault(weight.group(1), []).append((source.group(1), said.group(1)))
    assert len(faces) == 2
    fetched = {
        next((name for name, said in reversed(of_weight) if covers(said, letter)), "")
        for of_weight in faces.values()
        for letter in letters
    }
    return sum(len(file_of(f"{settings.STATIC_URL}{name}")) for name in fetched if name)


@pytest.mark.requirement("R-302")
@pytest.mark.parametrize("address", PAGES)
def test_the_first_load_of_a_public_page_is_light(
    client: Client, office_clock: Callable[[datetime], None], address: str
) -> None:
    office_clock(at("2026-11-23 10:00"))
    page = client.get(address)
    assert page.status_code == 200
    shown = page.content.decode()
    asked = {one for one in _ASKED.findall(shown) if not one.endswith((".ico", ".webmanifest"))}
    assert any(one.endswith(".css") for one in asked)
    weights = {one: squeezed(file_of(one)) for one in asked}
    css = "".join(file_of(one).decode() for one in asked if one.endswith(".css"))
    weights |= {"page": squeezed(page.content), "fonts": fonts_for(css, shown)}
    assert sum(weights.values()) <= MOST, weights
