"""Was anything changed behind the office's back? Each record carries the hash of the one before it.

Kept are the link of each record, the count and head of each chain, and a daily root over all heads. A changed
record breaks its link, a cut tail the count and head, a vanished chain the root.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from types import NoneType
from typing import Any
from uuid import UUID

import orjson

GENESIS = "0" * 64
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Link:
    """One record as it is stored: the hash before it, what it says, its own hash."""

    previous: str
    content: Mapping[str, Any]
    digest: str


class Written(str):
    """A part of a content that is in its canonical form already."""

    __slots__ = ()


def canonical(content: object) -> bytes:
    """The one way to write a content down: UTF-8 JSON, keys sorted, text in NFC, moments in UTC.

    Takes None, bool, int, str, date, time, aware datetime, Decimal, UUID, lists and mappings with text keys.
    Raises TypeError for anything else (a float has no single way to be written) and ValueError for a naive
    datetime or two keys that are the same text.
    """
    return _at_once(content) or _written(content).encode()


# What a library writes as it is written here; more is left to `_written`, which alone says what is refused.
_COMMON = frozenset({NoneType, bool, int, str, datetime})
_HOLDING = frozenset({dict, list, tuple})
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def _at_once(content: object) -> bytes | None:
    """The same by a library, many times faster; None for what it would write otherwise, or at all."""
    if not _are_common((content,)):
        return None
    try:
        written = orjson.dumps(content, default=_moment_text, option=_OPTIONS)
    except TypeError:
        return None
    # Only ASCII stands between two texts or for a sign in them: it composes with nothing but what may follow here.
    return written if written.isascii() or unicodedata.is_normalized("NFC", written.decode()) else None


def _are_common(values: Iterable[Any]) -> bool:
    """Whether a collection holds common values alone; a key that is no text, the library refuses itself."""
    if set(map(type, values)) <= _COMMON:
        return True
    for value in values:
        kind = type(value)
        if kind in _COMMON or issubclass(kind, StrEnum):
            continue
        if kind not in _HOLDING or not _are_common(value.values() if kind is dict else value):
            return False
    return True


def _written(value: Any) -> str:
    return _WRITERS.get(type(value), _written_of_a_kind)(value)


def _text(value: str) -> str:
    return _quoted(value if value.isascii() else unicodedata.normalize("NFC", value))


def _list(values: Iterable[Any]) -> str:
    writer, other = _WRITERS.get, _written_of_a_kind
    return f"[{','.join([writer(type(value), other)(value) for value in values])}]"


def _mapping(mapping: Mapping[Any, Any]) -> str:
    named = mapping if _is_plainly_named(mapping) else _by_name(mapping)
    writer, other, written = _WRITERS.get, _written_of_a_kind, []
    for name in sorted(named):
        value = named[name]
        written.append(f"{_quoted(name)}:{writer(type(value), other)(value)}")
    return f"{{{','.join(written)}}}"


def _is_plainly_named(mapping: Mapping[Any, Any]) -> bool:
    """Whether every key is a text as it is written: nearly all are ASCII."""
    return set(map(type, mapping)) <= {str} and "".join(mapping).isascii()


def _by_name(mapping: Mapping[Any, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise TypeError(f"a chained content has text keys only, not {key!r}")
        name = unicodedata.normalize("NFC", str(key))
        if name in named:
            raise ValueError(f"the key {key!r} is there twice")
        named[name] = value
    return named


def _moment(value: datetime) -> str:
    return f'"{_moment_text(value)}"'


def _moment_text(value: datetime) -> str:
    return _moment_once(value, value.fold)


# A dossier's facts have ten moments, nearly all the same; equal ones are written the same in whatever zone, but for
# the hour that a clock put back shows twice.
@lru_cache(maxsize=256)
def _moment_once(value: datetime, _fold: int) -> str:
    if value.utcoffset() is None:
        raise ValueError(f"{value!r} has no zone: it names no moment")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    str: _text,
    dict: _mapping,
    list: _list,
    tuple: _list,
    datetime: _moment,
    Written: str,
}


def _written_of_a_kind(value: object) -> str:
    """What is an int, a text, a mapping or a list by its ancestors, and the other scalars."""
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, str):
        return _text(str(value))
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return _list(value)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date | time):
        return f'"{value.isoformat()}"'
    if isinstance(value, Decimal | UUID):
        return _quoted(str(value))
    raise TypeError(f"{type(value).__name__} has no canonical form")


def link(previous: str, content: Mapping[str, Any] | Written) -> str:
    """The SHA-256 (64 hex digits) of a content that follows the record hashed `previous`, first `GENESIS`."""
    if not _DIGEST.fullmatch(previous):
        raise ValueError(f"{previous!r} is not a hash of 64 hex digits")
    return hashlib.sha256(previous.encode() + b"\n" + canonical(content)).hexdigest()


def follows(digest: str, previous: str, content: Mapping[str, Any] | Written | None) -> bool:
    """Whether a kept digest is the link of this content after `previous`; a content that could never have been
    written (a number slipped in as a float, a naive moment) is a changed one, not an error."""
    if content is None:
        return False
    try:
        return digest == link(previous, content)
    except (TypeError, ValueError):
        return False


def walk(links: Iterable[Link], *, count: int | None = None, head: str | None = None) -> int | None:
    """The place (from 0) of the first link that does not fit, or None when the chain is whole.

    With `count` and `head`, as kept beside the chain, a missing record at the end is found too: its place is
    where the next record should have stood; a record too many is named by its own place.
    """
    previous, place = GENESIS, 0
    for place, record in enumerate(links, start=1):
        if count is not None and place > count:
            return count
        if record.previous != previous or not follows(record.digest, previous, record.content):
            return place - 1
        previous = record.digest
    if count is not None and place < count:
        return place
    if head is not None and head != previous:
        return max(place - 1, 0)
    return None


def root(heads: Iterable[tuple[str, int, str]]) -> str:
    """One hash over all chains (id, count, head), in any order; ValueError for an id given twice."""
    digest = hashlib.sha256()
    before: str | None = None
    for chain_id, count, head in sorted(heads):
        if chain_id == before:
            raise ValueError(f"the chain {chain_id!r} is there twice")
        before = chain_id
        digest.update(canonical([chain_id, count, head]) + b"\n")
    return digest.hexdigest()
