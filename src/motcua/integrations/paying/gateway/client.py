"""How does the office speak with its payment gateway? Sends people there, reads what it tells, asks it."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from motcua.integrations.paying.gateway.map import (
    MOST_BYTES,
    Envelope,
    envelope_of,
    headers_of,
    pay_address,
    read_told,
    sealed,
)
from motcua.integrations.signing.posting import posted
from motcua.payments.message import Message
from motcua.payments.models import PaymentOrder


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway: its address, our name there, the shared secret, seconds to wait for an answer."""

    url: str
    merchant: str
    secret: str
    timeout: float = 8.0

    def address(self, order: PaymentOrder, return_url: str) -> str:
        """Where the person is sent to pay the order; coming back to `return_url` proves nothing."""
        fields = {
            "merchant": self.merchant,
            "reference": order.reference,
            "amount": str(order.amount),
            "currency": "VND",
            "expires": order.expires_at.isoformat(timespec="seconds"),
            "return_url": return_url,
        }
        return pay_address(self.url, fields, self.secret)

    def told(self, headers: Mapping[str, str], body: bytes) -> Message:
        """A message that the gateway sent, judged by its signature."""
        return self._message("callback", envelope_of(headers, body[: MOST_BYTES + 1]))

    def ask(self, reference: str, at: datetime) -> Message | None:
        """What the gateway says of an order now; None for silence or an answer that is not its own."""
        nonce = secrets.token_hex(16)
        body = json.dumps({"merchant": self.merchant, "reference": reference}).encode()
        question = sealed(self.secret, body, nonce=nonce, at=at)
        try:
            answer = json.loads(posted(f"{self.url}/query", body, headers_of(question), timeout=self.timeout))
            said = Envelope(
                answer["timestamp"], answer["nonce"], answer["signature"], answer["body"].encode()
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        message = self._message("query", said)
        ours = said.nonce == nonce and message.reference == reference
        return message if ours and message.signed and message.readable else None

    def _message(self, via: str, envelope: Envelope) -> Message:
        digest, text = sha256(envelope.body).hexdigest(), envelope.body.decode(errors="replace")
        if len(envelope.body) > MOST_BYTES or not envelope.holds(self.secret):
            return Message(via, "", digest, signed=False)
        text = text.replace("\x00", "")
        try:
            told = read_told(envelope.body, self.merchant)
        except ValueError:
            return Message(
                via, text, digest, signed=True, readable=False, nonce=envelope.nonce, said_at=envelope.said_at
            )
        return Message(
            via,
            text,
            digest,
            signed=True,
            nonce=envelope.nonce,
            said_at=envelope.said_at,
            reference=told.reference,
            transaction=told.transaction,
            amount=told.amount,
            paid=told.paid,
        )


def gateway_from(said: Mapping[str, str]) -> Gateway | None:
    """The gateway that the settings name; None where the office has none."""
    if not (said.get("url") and said.get("merchant") and said.get("secret")):
        return None
    return Gateway(said["url"].rstrip("/"), said["merchant"], said["secret"])
