"""What does the office say, under its signature, of all chains at the end of a day? Pure; anybody can check it.

A published head is a JSON file: the statement, the public key (Ed25519, RFC 8032, base64) and the signature over the
statement as `motcua.core.chain.canonical` writes it. Each statement holds the SHA-256 of the one before.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from motcua.core.chain import canonical

KIND = "motcua-dau-ngay"
VERSION = 1
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A statement with the signature over it; `key` and `signature` in base64."""

    statement: Mapping[str, Any]
    key: str
    signature: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.statement["day"])

    @property
    def digest(self) -> str:
        """What the next statement names as its `previous`."""
        return digest_of(self.statement)

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the public key, as it is printed."""
        return hashlib.sha256(base64.b64decode(self.key)).hexdigest()[:16]

    @property
    def text(self) -> str:
        """The file that is published."""
        body = {
            "kind": KIND,
            "version": VERSION,
            "statement": dict(self.statement),
            "key": self.key,
            "signature": self.signature,
        }
        return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def digest_of(statement: Mapping[str, Any]) -> str:
    """SHA-256 of a statement as it is signed."""
    return hashlib.sha256(canonical(statement)).hexdigest()


def sign(statement: Mapping[str, Any], key: Ed25519PrivateKey) -> SignedHead:
    """The statement under the key."""
    signature = base64.b64encode(key.sign(canonical(statement))).decode()
    return SignedHead(statement, base64.b64encode(key.public_key().public_bytes_raw()).decode(), signature)


def signature_fits(head: SignedHead) -> bool:
    """Whether the key named beside the statement signed it."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(head.key, validate=True))
        key.verify(base64.b64decode(head.signature, validate=True), canonical(head.statement))
    except (InvalidSignature, ValueError, TypeError, binascii.Error):
        return False
    return True


def read_head(text: str) -> SignedHead:
    """A published file. Raises ValueError with words for who asked where it is none."""
    if len(text) > _MOST_BYTES:
        raise ValueError("tệp quá lớn, không phải tệp đầu ngày")
    try:
        body = json.loads(text)
        statement = body["statement"]
        known = body["kind"] == KIND and body["version"] == VERSION and isinstance(statement, dict)
        date.fromisoformat(statement["day"])
        head = SignedHead(statement, str(body["key"]), str(body["signature"]))
        canonical(statement)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("tệp không phải tệp đầu ngày do hệ thống công bố") from error
    if not known:
        raise ValueError("tệp không phải tệp đầu ngày do hệ thống công bố")
    return head
