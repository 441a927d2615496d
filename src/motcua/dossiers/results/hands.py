"""Who signs a result with which key?"""

from dataclasses import dataclass

from motcua.documents.signing.port import Signer
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose key this is; `image` of the signature or seal as PNG where the office has one."""

    actor: Actor
    signer: Signer
    image: bytes = b""
