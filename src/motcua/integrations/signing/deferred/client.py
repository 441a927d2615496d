"""How is signed in two visits: prepared here, the value made by a token elsewhere, completed here?

The protocol for the local program: docs/ky-so-tai-may.md.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.sign.signers.pdf_cms import ExternalSigner, PdfCMSSignedAttributes

from motcua.core.refusals import refuse
from motcua.documents.signing.elsewhere import Prepared
from motcua.documents.signing.port import Appearance
from motcua.documents.signing.running import finished
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.trusting import certificates, in_its_days, store_of
from motcua.documents.signing.writing import DIGEST, PLAIN, Manner, fill_hole, lasting, make_hole, told


@dataclass(frozen=True, slots=True)
class TokenElsewhere:
    """The certificate registered for a holder (PEM or DER) and those above it; see `KeyElsewhere`."""

    holder: str
    certificate: bytes
    chain: tuple[bytes, ...] = ()
    manner: Manner = PLAIN

    def prepare(
        self, pdf: bytes, *, field: SignatureField, appearance: Appearance | None, at: datetime
    ) -> Prepared:
        """A certificate that ran out is refused before anybody walks to the token."""
        if not in_its_days(_own(self.certificate), at):
            raise refuse(
                "certificate_not_in_force",
                f"Chứng thư số của {self.holder} đã hết hạn hoặc chưa có hiệu lực. Hãy đăng ký chứng thư mới rồi ký.",
            )
        return prepare(
            pdf,
            certificate=self.certificate,
            chain=self.chain,
            field=field,
            appearance=appearance,
            at=at,
            manner=self.manner,
        )

    def complete(self, prepared: Prepared, value: bytes, *, at: datetime) -> bytes:
        """See `complete`."""
        return complete(replace(prepared, chain=self.chain), value, at=at, manner=self.manner)


def prepare(
    pdf: bytes,
    *,
    certificate: bytes,
    chain: tuple[bytes, ...] = (),
    field: SignatureField,
    appearance: Appearance | None,
    at: datetime,
    manner: Manner = PLAIN,
) -> Prepared:
    """First visit. Raises Refused `certificate_unreadable`, `pdf_unreadable`, `time_stamp_silent`."""
    own = _own(certificate)
    key = _external(own, chain, None)
    hole = make_hole(key, pdf, field=field, appearance=appearance, at=at, manner=manner)
    attributes = finished(
        key.signed_attrs(hole.digest, DIGEST, PdfCMSSignedAttributes(signing_time=at), use_pades=True)
    )
    return Prepared(hole, attributes.dump(), certificate, chain)


def complete(prepared: Prepared, value: bytes, *, at: datetime, manner: Manner = PLAIN) -> bytes:
    """Second visit: the signed PDF, B-LTA where a time-stamp authority is known.

    Refused `signature_value_wrong` for a value not of this key over this text, and as `lasting`.
    """
    own = _own(prepared.certificate)
    public = load_der_public_key(own.public_key.dump())
    try:
        if not isinstance(public, rsa.RSAPublicKey):
            raise InvalidSignature
        public.verify(value, prepared.to_sign, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as wrong:
        raise refuse(
            "signature_value_wrong",
            "Chữ ký gửi về không khớp với văn bản và chứng thư số nên không nhận. Hãy ký lại từ đầu.",
        ) from wrong
    key = _external(own, prepared.chain, value)
    attributes = cms.CMSAttributes.load(prepared.to_sign)
    made = told(
        lambda: finished(
            key.async_sign_prescribed_attributes(DIGEST, signed_attrs=attributes, timestamper=manner.stamper)
        )
    )
    return lasting(fill_hole(prepared.hole, made), manner=manner, at=at)


def _external(own: x509.Certificate, chain: tuple[bytes, ...], value: bytes | None) -> ExternalSigner:
    return ExternalSigner(
        signing_cert=own,
        embed_roots=False,
        cert_registry=store_of(chain),
        signature_value=value if value is not None else own.public_key.byte_size,
    )


def _own(certificate: bytes) -> x509.Certificate:
    try:
        [own] = certificates((certificate,))
        if own.public_key.algorithm != "rsa":
            raise ValueError("only RSA")
        return own
    except ValueError as broken:
        raise refuse(
            "certificate_unreadable",
            "Không đọc được chứng thư số (cần chứng thư RSA). Hãy cắm lại thiết bị rồi chọn lại chứng thư.",
        ) from broken
