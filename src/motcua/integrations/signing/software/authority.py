"""Who certifies the keys of a demonstration? An authority of its own in the data folder, without legal value."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NO_LEGAL_VALUE = "Không có giá trị pháp lý"
AUTHORITY_NAME = "CA trình diễn Một Cửa - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_BITS = 2048
_BEFORE, _AFTER = (
    timedelta(days=365 * 12),
    timedelta(days=365 * 20),
)  # a demonstration may play any day around


@dataclass(frozen=True, slots=True)
class Issued:
    """A key and its certificate, both PEM."""

    key: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Lifetime:
    """From when until when a certificate holds (aware)."""

    start: datetime
    end: datetime

    @classmethod
    def around(cls, at: datetime) -> "Lifetime":
        """Long before and after, so that the demonstration's clock can be set to any day."""
        return cls(at - _BEFORE, at + _AFTER)


def new_authority(lifetime: Lifetime, *, name: str = AUTHORITY_NAME) -> Issued:
    """A certification authority that certifies itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    called = _name(name)
    made = (
        _begun(called, called, key.public_key(), lifetime)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certifies=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _issued(key, made)


def new_certificate(
    authority: Issued,
    lifetime: Lifetime,
    *,
    name: str,
    organisation: str = "",
    title: str = "",
    stamps_time: bool = False,
) -> Issued:
    """A key for a person, an agency or (`stamps_time`) a time-stamp authority, certified by the authority."""
    above = x509.load_pem_x509_certificate(authority.certificate)
    above_key = _private(authority)
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    begun = (
        _begun(_name(name, organisation, title), above.subject, key.public_key(), lifetime)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certifies=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above_key.public_key()), critical=False
        )
    )
    if stamps_time:
        begun = begun.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return _issued(key, begun.sign(above_key, hashes.SHA256()))


def new_revocation_list(
    authority: Issued, at: datetime, revoked: dict[bytes, datetime] | None = None
) -> bytes:
    """The list of revoked certificates (PEM of the certificate → when), made at that moment, PEM."""
    above = x509.load_pem_x509_certificate(authority.certificate)
    listed = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(above.subject)
        .last_update(at)
        .next_update(at + _AFTER)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(_private(authority).public_key()),
            critical=False,
        )
    )
    for certificate, since in (revoked or {}).items():
        number = x509.load_pem_x509_certificate(certificate).serial_number
        listed = listed.add_revoked_certificate(
            x509.RevokedCertificateBuilder().serial_number(number).revocation_date(since).build()
        )
    return listed.sign(_private(authority), hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _begun(
    name: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, lifetime: Lifetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(lifetime.start)
        .not_valid_after(lifetime.end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(name: str, organisation: str = "", title: str = "") -> x509.Name:
    # X.509 holds 64 letters in each of these.
    said = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organisation[:64])]
    said += [(NameOID.TITLE, title[:64]), (NameOID.COMMON_NAME, name[:64])]
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in said if text])


def _usage(*, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certifies,
        content_commitment=not certifies,
        key_cert_sign=certifies,
        crl_sign=certifies,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _private(issued: Issued) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(issued.key, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("the authority's key is not of the kind it makes")
    return key


def _issued(key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> Issued:
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Issued(private, certificate.public_bytes(serialization.Encoding.PEM))
