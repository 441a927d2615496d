"""What must a key be able to do so that a paper can be signed with it, wherever the key lies?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.documents.signing.terms import Look, SignatureField

POINTS_OF_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page in points from its lower left corner; `page` counts from 0, -1 is the last."""

    page: int
    left: float
    bottom: float
    width: float
    height: float

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Left, bottom, right, top in whole points."""
        return (
            round(self.left),
            round(self.bottom),
            round(self.left + self.width),
            round(self.bottom + self.height),
        )


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the signature shows: `image` a PNG with transparent ground where the office has one, else `lines` are drawn.

    `mark` is printed across it: a key without legal value says so on every paper it signs.
    """

    look: Look
    box: Box
    lines: tuple[str, ...]
    image: bytes = b""
    mark: str = ""


class Signer(Protocol):
    """A key with its certificate, in a file, on a token or at a signing service."""

    @property
    def holder(self) -> str:
        """The name in the certificate."""

    def sign(
        self, pdf: bytes, *, field: SignatureField, appearance: Appearance | None, at: datetime
    ) -> bytes:
        """The PDF with one more signature, all that stood before unchanged.

        Raises Refused `key_unavailable` where the key cannot be reached, `time_stamp_silent` where the time-stamp
        authority does not answer, `pdf_unreadable` for what is no PDF; then nothing has been signed.
        """


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom a check believes: certificates of `roots` and those between (`others`), lists of revoked ones (`crls`).

    Each as PEM or DER.
    """

    roots: tuple[bytes, ...] = ()
    others: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
