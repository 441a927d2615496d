"""Which certificates lead to somebody the office trusts, on a given moment? Never asks the network."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from asn1crypto import crl, pem, x509
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.core.moments import local
from motcua.core.refusals import refuse
from motcua.documents.signing.port import Trust


def context_of(trust: Trust, at: datetime, *, holder: x509.Certificate | None = None) -> ValidationContext:
    """What the library needs to judge a holder's certificate as of that moment. ValueError for what is none.

    Where the office has a list of revoked certificates of the issuer, the list must answer for the holder.
    """
    listed = holder is not None and any(one.issuer == holder.issuer for one in revocation_lists(trust.crls))
    rule = RevocationCheckingRule.CRL_REQUIRED if listed else RevocationCheckingRule.CHECK_IF_DECLARED_SOFT
    return ValidationContext(
        trust_roots=list(certificates(trust.roots)),
        other_certs=list(certificates(trust.others)),
        crls=list(revocation_lists(trust.crls)),
        moment=at,
        allow_fetching=False,
        # Lists count that the office holds now, though they were made after the moment looked at.
        revinfo_policy=CertRevTrustPolicy(
            RevocationCheckingPolicy(rule, RevocationCheckingRule.CHECK_IF_DECLARED_SOFT),
            retroactive_revinfo=True,
        ),
    )


@lru_cache(maxsize=32)
def certificates(sources: tuple[bytes, ...]) -> tuple[x509.Certificate, ...]:
    """Every certificate in the sources."""
    return tuple(x509.Certificate.load(der) for der in _ders(sources))


@lru_cache(maxsize=32)
def revocation_lists(sources: tuple[bytes, ...]) -> tuple[Any, ...]:
    """Every list of revoked certificates in the sources."""
    return tuple(crl.CertificateList.load(der) for der in _ders(sources))


def store_of(chain: tuple[bytes, ...]) -> SimpleCertificateStore:
    """The certificates above a holder's own, to stand in the signature beside it."""
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(certificates(chain))
    return store


def in_its_days(certificate: x509.Certificate, at: datetime) -> bool:
    """Its first and its last moment counted."""
    first: datetime = certificate.not_valid_before
    last: datetime = certificate.not_valid_after
    return first <= at <= last


def refuse_out_of_its_days(own: x509.Certificate, at: datetime) -> None:
    """No paper is signed that every check would refuse afterwards. Refused: `certificate_over`."""
    if not in_its_days(own, at):
        first, last = own.not_valid_before, own.not_valid_after
        raise refuse(
            "certificate_over",
            f"Chứng thư số chỉ dùng được từ {local(first):%d/%m/%Y} đến {local(last):%d/%m/%Y} nên chưa ký. "
            "Văn bản và số vẫn được giữ; hãy gia hạn chứng thư rồi ký lại.",
        )


def _ders(sources: Iterable[bytes]) -> Iterator[bytes]:
    for source in sources:
        if pem.detect(source):
            yield from (der for _name, _headers, der in pem.unarmor(source, multiple=True))
        else:
            yield source
