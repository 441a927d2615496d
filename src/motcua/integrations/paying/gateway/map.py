"""How do we and the gateway say things to each other? Signed texts, JSON, addresses; nothing is sent here.

A message is signed with HMAC-SHA256 over `timestamp.nonce.body` under the secret that both share.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

TIMESTAMP, NONCE, SIGNATURE = "X-Gateway-Timestamp", "X-Gateway-Nonce", "X-Gateway-Signature"
PAID = "paid"
_STATES = (PAID, "failed", "pending")
_CURRENCY = "VND"
_LONGEST = 64
MOST_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message with what it is signed by: `timestamp` in seconds since 1970."""

    timestamp: str
    nonce: str
    signature: str
    body: bytes

    @property
    def said_at(self) -> datetime | None:
        """When it was signed; None where that is no moment."""
        if not (self.timestamp.isascii() and self.timestamp.isdigit() and len(self.timestamp) <= 11):
            return None
        return datetime.fromtimestamp(int(self.timestamp), UTC)

    def holds(self, secret: str) -> bool:
        """Whether the signature is right; compared in constant time."""
        plain = 1 <= len(self.nonce) <= _LONGEST and self.nonce.isascii() and self.nonce.isalnum()
        expected = sign(secret, self.timestamp, self.nonce, self.body)
        return plain and hmac.compare_digest(expected.encode(), self.signature.encode())


@dataclass(frozen=True, slots=True)
class Told:
    """What the gateway says of a payment: `amount` in đồng, `paid` whether the money came."""

    reference: str
    transaction: str
    amount: int
    paid: bool


def sign(secret: str, timestamp: str, nonce: str, body: bytes) -> str:
    """The signature, 64 hex digits."""
    text = f"{timestamp}.{nonce}.".encode() + body
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def sealed(secret: str, body: bytes, *, nonce: str, at: datetime) -> Envelope:
    """The message, signed now."""
    timestamp = str(int(at.timestamp()))
    return Envelope(timestamp, nonce, sign(secret, timestamp, nonce, body), body)


def headers_of(envelope: Envelope) -> dict[str, str]:
    """What is sent beside the body."""
    return {
        "Content-Type": "application/json",
        TIMESTAMP: envelope.timestamp,
        NONCE: envelope.nonce,
        SIGNATURE: envelope.signature,
    }


def envelope_of(headers: Mapping[str, str], body: bytes) -> Envelope:
    """A message as it came."""
    return Envelope(headers.get(TIMESTAMP, ""), headers.get(NONCE, ""), headers.get(SIGNATURE, ""), body)


def read_told(body: bytes, merchant: str) -> Told:
    """What is said. Raises ValueError for what is not to be read, of another merchant, or no đồng."""
    try:
        said = json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(said, dict) or said.get("merchant") != merchant or said.get("currency") != _CURRENCY:
        raise ValueError("not a message for this merchant in đồng")
    state, amount = said.get("status"), said.get("amount")
    if state not in _STATES or type(amount) is not int or not 0 < amount < 10**12:
        raise ValueError("a payment has a state and an amount in whole đồng")
    return Told(_text(said, "reference", 20), _text(said, "transaction", _LONGEST), amount, state == PAID)


def _text(said: Mapping[str, Any], name: str, most: int) -> str:
    text = said.get(name)
    if not isinstance(text, str) or not 0 < len(text) <= most or not text.isascii() or not text.isprintable():
        raise ValueError(f"{name} is no plain text")
    return text


def pay_address(url: str, fields: Mapping[str, str], secret: str) -> str:
    """Where the person is sent: the fields in order, signed together."""
    query = urlencode(sorted(fields.items()))
    signature = hmac.new(secret.encode(), query.encode(), hashlib.sha256).hexdigest()
    return f"{url}/pay?{query}&signature={signature}"


def pay_address_holds(query: str, secret: str) -> bool:
    """Whether the query of such an address is as it was signed."""
    plain, _, signature = query.rpartition("&signature=")
    expected = hmac.new(secret.encode(), plain.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)
