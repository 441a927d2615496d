"""How is signed with a key at a signing service (CSC API v2: credentials/info, credentials/authorize, signHash)?"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography.hazmat.primitives import hashes
from pyhanko.sign.signers.pdf_cms import Signer as LibrarySigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.core.refusals import Refused, refuse
from motcua.documents.signing.port import Appearance
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.trusting import refuse_out_of_its_days
from motcua.documents.signing.writing import PLAIN, Manner, sign_with
from motcua.integrations.signing.posting import posted

_SHA256 = "2.16.840.1.101.3.4.2.1"
_RSA_WITH_SHA256 = "1.2.840.113549.1.1.11"


@dataclass(frozen=True, slots=True)
class Service:
    """A signing service: `url` up to and without `/csc/v2`, the OAuth token of the office, seconds to wait."""

    url: str
    token: str
    timeout: float = 10.0

    def ask(self, what: str, said: dict[str, Any]) -> dict[str, Any]:
        """One call; Refused `key_unavailable` for silence, a fault or an answer that is none."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        try:
            body = json.dumps(said).encode()
            told = json.loads(posted(f"{self.url}/csc/v2/{what}", body, headers, timeout=self.timeout))
        except (OSError, ValueError) as silent:
            raise _unavailable() from silent
        if not isinstance(told, dict):
            raise _unavailable()
        return told


@dataclass(frozen=True, slots=True)
class RemoteSigner:
    """A credential at a signing service; `pin` where the service asks one for each signature."""

    holder: str
    service: Service
    credential: str
    pin: str = ""
    manner: Manner = PLAIN

    def sign(
        self, pdf: bytes, *, field: SignatureField, appearance: Appearance | None, at: datetime
    ) -> bytes:
        """See `Signer.sign`; only the hash of what is signed goes to the service, never the paper."""
        key = _Credential(self)
        refuse_out_of_its_days(key.own, at)
        return sign_with(key, pdf, field=field, appearance=appearance, at=at, manner=self.manner)


class _Credential(LibrarySigner):
    """The credential as the library takes it."""

    def __init__(self, remote: RemoteSigner) -> None:
        self.remote = remote
        own, *above = _chain_of(remote)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(above)
        self.own, self.size = own, own.public_key.byte_size
        super().__init__(
            signing_cert=own,
            cert_registry=store,
            embed_roots=False,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """PKCS#1 v1.5 over the data, made by the service from its hash."""
        if dry_run:
            return bytes(self.size)
        digest = hashes.Hash(hashes.SHA256())
        digest.update(data)
        hashed = base64.b64encode(digest.finalize()).decode()
        return _signed_hash(self.remote, hashed)


def _chain_of(remote: RemoteSigner) -> list[x509.Certificate]:
    told = remote.service.ask(
        "credentials/info", {"credentialID": remote.credential, "certificates": "chain", "certInfo": False}
    )
    try:
        found = [x509.Certificate.load(base64.b64decode(one)) for one in told["cert"]["certificates"]]
        if not found or told["key"]["status"] != "enabled":
            raise _unavailable()
        return found
    except (KeyError, TypeError, ValueError, binascii.Error) as broken:
        raise _unavailable() from broken


def _signed_hash(remote: RemoteSigner, hashed: str) -> bytes:
    asked: dict[str, Any] = {
        "credentialID": remote.credential,
        "hashAlgorithmOID": _SHA256,
        "hashes": [hashed],
    }
    allowed = asked | {"numSignatures": 1}
    if remote.pin:
        allowed["authData"] = [{"id": "PIN", "value": remote.pin}]
    try:
        permit = remote.service.ask("credentials/authorize", allowed)["SAD"]
        told = remote.service.ask(
            "signatures/signHash", asked | {"SAD": permit, "signAlgo": _RSA_WITH_SHA256}
        )
        [value] = told["signatures"]
        return base64.b64decode(value)
    except (KeyError, TypeError, ValueError, binascii.Error) as broken:
        raise _unavailable() from broken


def _unavailable() -> Refused:
    return refuse(
        "key_unavailable",
        "Dịch vụ ký số từ xa không trả lời hoặc không cho ký nên chưa ký. Văn bản và số vẫn được giữ; hãy ký lại sau.",
    )
