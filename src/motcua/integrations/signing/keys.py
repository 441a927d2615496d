"""Which key signs for a person, which for an agency, and whom does a check believe? Read from the data folder.

`signing.toml` names keys that lie elsewhere and the time-stamp authority (docs/operations.md); a demonstration makes
keys of its own for everybody else.
"""

import fcntl
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.core.refusals import Refused, refuse
from motcua.documents.signing.port import Signer, Trust
from motcua.documents.signing.trusting import certificates, refuse_out_of_its_days
from motcua.documents.signing.writing import PLAIN, Manner
from motcua.integrations.signing.csc.client import RemoteSigner, Service
from motcua.integrations.signing.deferred.client import TokenElsewhere
from motcua.integrations.signing.pkcs11.client import TokenSigner
from motcua.integrations.signing.software.authority import (
    NO_LEGAL_VALUE,
    Issued,
    Lifetime,
    new_authority,
    new_certificate,
    new_revocation_list,
)
from motcua.integrations.signing.software.client import SoftwareSigner
from motcua.integrations.signing.time_stamping.client import HttpTimeStamper

Entry = dict[str, Any]
ELSEWHERE = "deferred"
# Only a program on the very machine that shows the page: an address elsewhere would be sent what is to be signed.
_LOCAL = re.compile(r"https?://(127\.0\.0\.1|localhost):[1-9][0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key: `who` is `person-12` or `unit-hcmc.q11`, the rest stands in the certificate."""

    who: str
    name: str
    organisation: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class KeyStore:
    """The keys of an office in its data folder; only a demonstration makes keys itself."""

    folder: Path
    demonstration: bool

    def signer(self, holder: Holder, at: datetime) -> Signer:
        """The key of the holder. Refused `no_key` where there is none, `key_unavailable` where it cannot be read,
        `certificate_over` out of the days of its certificate."""
        try:
            entry = self._configured().get(holder.who)
            if entry is not None:
                return _in_its_days(_MADE[entry["kind"]](self, holder, entry), at)
            if self.demonstration:
                return self._own(holder, at)
        except (OSError, ValueError, KeyError, TypeError) as gone:
            raise _unavailable() from gone
        raise refuse(
            "no_key",
            f"Chưa có khóa ký số cho {holder.name}. Hãy in ra ký tay, hoặc đề nghị quản trị cấu hình khóa.",
        )

    def elsewhere(self, holder: Holder) -> TokenElsewhere | None:
        """The token in the holder's own machine, where its certificate is registered. Refused `key_unavailable`."""
        try:
            entry = self._configured().get(holder.who)
            if entry is None or entry["kind"] != ELSEWHERE:
                return None
            chain = _file(self, entry, "chain")
            return TokenElsewhere(holder.name, _file(self, entry, "certificate"), (chain,) if chain else ())
        except (OSError, ValueError, KeyError, TypeError) as gone:
            raise _unavailable() from gone

    def local_service(self) -> str:
        """Where the page asks the token's program on the same machine (`http://127.0.0.1:14141`), else nothing."""
        address = str(_read_toml(self.folder / "signing.toml").get("local_service", ""))
        return address if _LOCAL.fullmatch(address) else ""

    def trust(self, at: datetime) -> Trust:
        """The authorities the office believes and the lists of revoked certificates it holds."""
        try:
            if self.demonstration:
                self._authority(at)
            return _read_trust(self.folder)
        except OSError as gone:
            raise _unavailable() from gone

    def image(self, who: str) -> bytes:
        """The image of a signature or seal that the office keeps as PNG, else nothing."""
        file = self.folder / "images" / f"{who}.png"
        return file.read_bytes() if file.is_file() else b""

    def manner(self) -> Manner:
        """B-B, or B-LTA where a time-stamp authority is named."""
        url = _read_toml(self.folder / "signing.toml").get("time_stamp")
        return Manner(HttpTimeStamper(str(url)), _read_trust(self.folder)) if url else PLAIN

    def _configured(self) -> dict[str, Entry]:
        return {str(key["for"]): key for key in _read_toml(self.folder / "signing.toml").get("key", [])}

    def _own(self, holder: Holder, at: datetime) -> SoftwareSigner:
        authority = self._authority(at)
        issued = self._kept(
            holder.who,
            lambda: new_certificate(
                authority,
                Lifetime.around(at),
                name=holder.name,
                organisation=holder.organisation,
                title=holder.title,
            ),
        )
        return SoftwareSigner(
            holder.name,
            issued.key,
            issued.certificate,
            (authority.certificate,),
            manner=self.manner(),
            mark=NO_LEGAL_VALUE,
        )

    def _authority(self, at: datetime) -> Issued:
        authority = self._kept("ca", lambda: new_authority(Lifetime.around(at)))
        revoked = self.folder / "trust" / "demonstration.crl"
        if not revoked.is_file():
            with self._alone():
                _write(self.folder / "trust" / "demonstration.pem", authority.certificate)
                _write(revoked, new_revocation_list(authority, at))
        return authority

    def _kept(self, name: str, make: Callable[[], Issued]) -> Issued:
        """The key of that name, made once for every process alike."""
        key, certificate = (self.folder / "demonstration" / f"{name}.{end}" for end in ("key", "pem"))
        if not certificate.is_file():
            with self._alone():
                if not certificate.is_file():
                    issued = make()
                    _write(key, issued.key)
                    _write(certificate, issued.certificate)
        return Issued(key.read_bytes(), certificate.read_bytes())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _in_its_days(signer: Signer, at: datetime) -> Signer:
    """A service is asked for its certificate when it signs."""
    if isinstance(signer, SoftwareSigner | TokenSigner):
        for own in certificates((signer.certificate,)):
            refuse_out_of_its_days(own, at)
    return signer


def _software(store: KeyStore, holder: Holder, entry: Entry) -> Signer:
    key, certificate, chain = (_file(store, entry, what) for what in ("key", "certificate", "chain"))
    return SoftwareSigner(holder.name, key, certificate, (chain,) if chain else (), manner=store.manner())


def _token(store: KeyStore, holder: Holder, entry: Entry) -> Signer:
    certificate, chain, pin = (_file(store, entry, what) for what in ("certificate", "chain", "pin_file"))
    return TokenSigner(
        holder.name,
        str(entry["module"]),
        str(entry["token"]),
        pin.decode().strip(),
        str(entry["label"]),
        certificate,
        (chain,) if chain else (),
        manner=store.manner(),
    )


def _remote(store: KeyStore, holder: Holder, entry: Entry) -> Signer:
    secret, pin = (_file(store, entry, what).decode().strip() for what in ("secret_file", "pin_file"))
    service = Service(str(entry["url"]).rstrip("/"), secret)
    return RemoteSigner(holder.name, service, str(entry["credential"]), pin, manner=store.manner())


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


def _file(store: KeyStore, entry: Entry, what: str) -> bytes:
    return (store.folder / str(entry[what])).read_bytes() if entry.get(what) else b""


def _read_toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _read_trust(folder: Path) -> Trust:
    files = sorted((folder / "trust").glob("*")) if (folder / "trust").is_dir() else []
    return _trust_of(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=4)
def _trust_of(files: tuple[tuple[Path, int], ...]) -> Trust:
    read = {file: file.read_bytes() for file, _changed in files}
    roots = tuple(content for file, content in read.items() if file.suffix in {".pem", ".crt", ".cer"})
    return Trust(roots, (), tuple(content for file, content in read.items() if file.suffix == ".crl"))


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, for the owner only."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(f"{file.suffix}.new")
    fresh.touch(mode=0o600)
    fresh.write_bytes(content)
    fresh.replace(file)


def _unavailable() -> Refused:
    return refuse(
        "key_unavailable",
        "Không mở được kho khóa ký nên chưa ký. Văn bản và số vẫn được giữ; hãy báo người quản trị.",
    )
