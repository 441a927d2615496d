"""What must a key be able to do that lies in somebody's own machine: made ready here, signed there, completed here?"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.core.refusals import refuse
from motcua.documents.signing.port import Appearance
from motcua.documents.signing.terms import SignatureField

LONGEST_VALUE = 1024  # bytes of a signature value: RSA of 8,192 bits


@dataclass(frozen=True, slots=True)
class Hole:
    """A PDF ready to be signed: `content` with room for the signature, `digest` of all but that room (SHA-256)."""

    content: bytes
    digest: bytes
    region_start: int
    region_end: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """What waits for its value: the PDF with room in it, and `to_sign`, the bytes the token signs (RSA, SHA-256)."""

    hole: Hole
    to_sign: bytes
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    @property
    def digest(self) -> bytes:
        """SHA-256 of `to_sign`: what a token is given that takes hashes only."""
        return hashlib.sha256(self.to_sign).digest()


class KeyElsewhere(Protocol):
    """A certificate registered for its holder, whose key never comes here."""

    @property
    def holder(self) -> str:
        """The name in the certificate."""

    @property
    def certificate(self) -> bytes:
        """As PEM or DER."""

    def prepare(
        self, pdf: bytes, *, field: SignatureField, appearance: Appearance | None, at: datetime
    ) -> Prepared:
        """First visit.

        Refused `certificate_unreadable`, `certificate_not_in_force`, `pdf_unreadable`, `time_stamp_silent`.
        """

    def complete(self, prepared: Prepared, value: bytes, *, at: datetime) -> bytes:
        """Second visit: the signed PDF. Refused `signature_value_wrong`, `time_stamp_silent`, `signing_failed`."""


def values_of(sent: Mapping[str, object]) -> dict[str, bytes]:
    """Signature values by the code of their dossier, as they come in base64. Refused `signature_value_wrong`."""
    return {code: _value(value) for code, value in sent.items()}


def _value(sent: object) -> bytes:
    try:
        if isinstance(sent, str) and len(sent) <= 2 * LONGEST_VALUE:
            return base64.b64decode(sent, validate=True)
    except (binascii.Error, ValueError):
        pass
    raise refuse(
        "signature_value_wrong",
        "Giá trị chữ ký phải viết bằng base64. Hãy tải lại tệp yêu cầu và ký lại từ đầu.",
    )
