"""How is a file encrypted at rest? AES-256-GCM in chunks, one key a file, itself locked with the master key.

Chunks are numbered and the last is marked, so that none can be taken out, moved or cut off unseen. The name (the
SHA-256 of the plain bytes) is authenticated with each chunk: a file put in another's place does not open. A key
serves one file only, so its numbers need no random part.
"""

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
CHUNK = 1 << 20  # plain bytes
_MARK = b"MCF1"
_TAG = 16
_NONCE = 12


class BrokenSeal(Exception):
    """The bytes are not what was written under this name and key."""


def new_key() -> bytes:
    """A fresh key for one file, or a master key."""
    return os.urandom(KEY_BYTES)


def wrap(key: bytes, master: bytes, name: str) -> bytes:
    """The file's key locked with the master key; opens only for this name."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(master).encrypt(nonce, key, name.encode())


def unwrap(wrapped: bytes, master: bytes, name: str) -> bytes:
    """Raises BrokenSeal with another master key or another name."""
    try:
        return AESGCM(master).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], name.encode())
    except InvalidTag as error:
        raise BrokenSeal(name) from error


def sealed(content: bytes, key: bytes, name: str) -> Iterator[bytes]:
    """What is written for the content, chunk by chunk."""
    cipher, bound = AESGCM(key), name.encode()
    yield _MARK
    view, last = memoryview(content), max(0, (len(content) - 1) // CHUNK)
    for place in range(last + 1):
        plain = view[place * CHUNK : (place + 1) * CHUNK]
        yield cipher.encrypt(_nonce(place, final=place == last), plain, bound)


def opened(file: BinaryIO, key: bytes, name: str) -> Iterator[bytes]:
    """The plain content, chunk by chunk, each proved before it is given. Raises BrokenSeal."""
    cipher, bound = AESGCM(key), name.encode()
    if _read(file, len(_MARK)) != _MARK:
        raise BrokenSeal(name)
    block, place = _read(file, CHUNK + _TAG), 0
    while True:
        following = _read(file, CHUNK + _TAG) if len(block) == CHUNK + _TAG else b""
        try:
            yield cipher.decrypt(_nonce(place, final=not following), block, bound)
        except InvalidTag as error:
            raise BrokenSeal(name) from error
        if not following:
            return
        block, place = following, place + 1


def _nonce(place: int, *, final: bool) -> bytes:
    return place.to_bytes(_NONCE - 1, "big") + bytes([final])


def _read(file: BinaryIO, count: int) -> bytes:
    """So many bytes, fewer only at the end (a network store may give fewer at a time)."""
    parts: list[bytes] = []
    while count > 0 and (part := file.read(count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
