"""How is signed with a key that lies in a file?"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from asn1crypto import keys
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.sign.signers import SimpleSigner

from motcua.core.refusals import refuse
from motcua.documents.signing.port import Appearance
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.trusting import certificates, store_of
from motcua.documents.signing.writing import PLAIN, Manner, sign_with


@dataclass(frozen=True, slots=True)
class SoftwareSigner:
    """A private key (PEM) with its certificate and those above it (PEM); can be sent to another process."""

    holder: str
    key: bytes
    certificate: bytes
    chain: tuple[bytes, ...] = ()
    manner: Manner = PLAIN
    mark: str = ""

    def sign(
        self, pdf: bytes, *, field: SignatureField, appearance: Appearance | None, at: datetime
    ) -> bytes:
        """See `Signer.sign`; the mark of a key without legal value goes into what is shown."""
        shown = replace(appearance, mark=self.mark) if appearance and self.mark else appearance
        key = library_signer(self.key, self.certificate, self.chain)
        return sign_with(key, pdf, field=field, appearance=shown, at=at, manner=self.manner)


class _ReadOnce(SimpleSigner):
    """The library's signer, but the private key is read and proved once, not for each signature (40 ms each)."""

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """PKCS#1 v1.5 over the data."""
        return _private(self.signing_key.dump()).sign(data, padding.PKCS1v15(), hashes.SHA256())


@lru_cache(maxsize=64)
def _private(der: bytes) -> rsa.RSAPrivateKey:
    key = serialization.load_der_private_key(der, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("only RSA keys lie in files")
    return key


@lru_cache(maxsize=64)
def library_signer(key: bytes, certificate: bytes, chain: tuple[bytes, ...]) -> SimpleSigner:
    """The RSA key as the library takes it; Refused `key_unavailable` for what is no key or certificate."""
    try:
        private = serialization.load_pem_private_key(key, password=None).private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        [own] = certificates((certificate,))
        _private(private)
        return _ReadOnce(
            signing_cert=own,
            signing_key=keys.PrivateKeyInfo.load(private),
            cert_registry=store_of(chain),
            embed_roots=False,
        )
    except (ValueError, TypeError) as broken:
        raise refuse(
            "key_unavailable",
            "Không đọc được khóa ký nên chưa ký. Văn bản và số vẫn được giữ; hãy báo người quản trị kiểm tra kho khóa.",
        ) from broken
