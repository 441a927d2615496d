"""Does a link hold for what the database keeps as JSON? Millions are proved in a night, so two readings there are.

The quick one sorts the keys and hashes: where the digest comes out, it was of exactly this text. Where it does not,
the careful one reads again as the link was once made: text in NFC, whole numbers of any length, never a fraction.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from typing import Any

import orjson

from motcua.core.chain import Written, canonical, follows

Covered = Callable[[dict[str, Any]], dict[str, Any]]


def stored_follows(digest: str, previous: str, text: str, covered: Covered) -> bool:
    """Whether `digest` is the link, after `previous`, of what `covered` takes of the JSON object in `text`."""
    return _quickly(digest, previous, text, covered) or follows(
        digest, previous, _written_down(text, covered)
    )


def _quickly(digest: str, previous: str, text: str, covered: Covered) -> bool:
    try:
        content = orjson.dumps(covered(orjson.loads(text)), option=orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError):
        return False
    return hashlib.sha256(previous.encode() + b"\n" + content).hexdigest() == digest


def _written_down(text: str, covered: Covered) -> Written | None:
    """The canonical form; None where it has none."""
    try:
        stored = covered(_DECODER.decode(text))
        written = _ENCODER.encode(stored)
        return Written(written if unicodedata.is_normalized("NFC", written) else canonical(stored).decode())
    except (TypeError, ValueError):
        return None


class _Fraction:
    """A number that could never have been written: whoever writes it down is refused."""

    def __init__(self, text: str) -> None:
        self.text = text


_DECODER = json.JSONDecoder(parse_float=_Fraction)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
