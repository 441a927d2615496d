"""How does what the key book names become a key that signs?

Everything here needs the signing library; `keys` loads it when the first key of a process is asked for.
"""

from collections.abc import Callable
from datetime import datetime

from motcua.core.refusals import refuse
from motcua.documents.signing.port import Signer
from motcua.documents.signing.trusting import certificates, refuse_out_of_its_days
from motcua.documents.signing.writing import PLAIN, Manner
from motcua.integrations.signing.csc.client import RemoteSigner, Service
from motcua.integrations.signing.deferred.client import TokenElsewhere
from motcua.integrations.signing.keys import ELSEWHERE, Entry, Holder, KeyStore
from motcua.integrations.signing.pkcs11.client import TokenSigner
from motcua.integrations.signing.software.authority import NO_LEGAL_VALUE, Issued
from motcua.integrations.signing.software.client import SoftwareSigner
from motcua.integrations.signing.time_stamping.client import HttpTimeStamper


def named_key(store: KeyStore, holder: Holder, entry: Entry, at: datetime) -> Signer:
    """The key an entry names. Refused `certificate_over`, `key_elsewhere`.

    OSError, ValueError, KeyError, TypeError for an entry, or files of it, that cannot be read.
    """
    return _in_its_days(_MADE[entry["kind"]](store, holder, entry), at)


def token_elsewhere(store: KeyStore, holder: Holder, entry: Entry) -> TokenElsewhere:
    """The certificate of a token that lies in the holder's own machine."""
    chain = store.content(entry, "chain")
    certificate = store.content(entry, "certificate")
    return TokenElsewhere(holder.name, certificate, (chain,) if chain else (), manner=_manner(store))


def demonstration_key(store: KeyStore, holder: Holder, issued: Issued, authority: Issued) -> SoftwareSigner:
    """A key that a demonstration made: every paper it signs says that it has no legal value."""
    return SoftwareSigner(
        holder.name,
        issued.key,
        issued.certificate,
        (authority.certificate,),
        manner=_manner(store),
        mark=NO_LEGAL_VALUE,
    )


def _in_its_days(signer: Signer, at: datetime) -> Signer:
    """A service is asked for its certificate when it signs."""
    if isinstance(signer, SoftwareSigner | TokenSigner):
        for own in certificates((signer.certificate,)):
            refuse_out_of_its_days(own, at)
    return signer


def _manner(store: KeyStore) -> Manner:
    """B-B, or B-LTA where a time-stamp authority is named."""
    url = store.time_stamp()
    return Manner(HttpTimeStamper(url), store.believed()) if url else PLAIN


def _software(store: KeyStore, holder: Holder, entry: Entry) -> Signer:
    key, certificate, chain = (store.content(entry, what) for what in ("key", "certificate", "chain"))
    return SoftwareSigner(holder.name, key, certificate, (chain,) if chain else (), manner=_manner(store))


def _token(store: KeyStore, holder: Holder, entry: Entry) -> Signer:
    certificate, chain, pin = (store.content(entry, what) for what in ("certificate", "chain", "pin_file"))
    return TokenSigner(
        holder.name,
        str(entry["module"]),
        str(entry["token"]),
        pin.decode().strip(),
        str(entry["label"]),
        certificate,
        (chain,) if chain else (),
        manner=_manner(store),
    )


def _remote(store: KeyStore, holder: Holder, entry: Entry) -> Signer:
    secret, pin = (store.content(entry, what).decode().strip() for what in ("secret_file", "pin_file"))
    service = Service(str(entry["url"]).rstrip("/"), secret)
    return RemoteSigner(holder.name, service, str(entry["credential"]), pin, manner=_manner(store))


def _elsewhere(_store: KeyStore, holder: Holder, _entry: Entry) -> Signer:
    raise refuse(
        "key_elsewhere",
        f"Khóa của {holder.name} nằm trên thiết bị cắm ở máy riêng. Hãy ký ở trang “Ký số” bằng thiết bị đó.",
    )


_MADE: dict[str, Callable[[KeyStore, Holder, Entry], Signer]] = {
    "software": _software,
    "pkcs11": _token,
    "csc": _remote,
    ELSEWHERE: _elsewhere,
}
