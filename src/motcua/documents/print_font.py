"""Which characters can the printed page show? What the font lacks is named, never dropped."""

from functools import lru_cache
from pathlib import Path

import fontpkg_noto_serif  # type: ignore[import-untyped]  # font files only
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

FOLDER = Path(fontpkg_noto_serif.ROOT) / "files"
FAMILY: str = fontpkg_noto_serif.FAMILY
_BLANKS = frozenset(map(ord, "\n \u00a0"))


@lru_cache(maxsize=1)
def shown_characters() -> frozenset[int]:
    """Code points that the upright and the italic face both hold."""
    faces = [TTFont(path, lazy=True) for path in sorted(FOLDER.glob("*.ttf"))]
    covered = frozenset.intersection(*(frozenset(face.getBestCmap()) for face in faces))
    for face in faces:
        face.close()
    return frozenset(code for code in covered if chr(code).isprintable()) | _BLANKS


def printable(text: str) -> str:
    """The text with each character the font lacks written as `[U+738B]`, so that a paper can always be made."""
    shown = _letters()
    if shown.issuperset(text):
        return text
    return "".join(char if char in shown else _named(char) for char in text)


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    return frozenset(map(chr, shown_characters()))


def _named(char: str) -> str:
    return " " if char in "\t\r\v\f\u2028\u2029" else f"[U+{ord(char):04X}]"
