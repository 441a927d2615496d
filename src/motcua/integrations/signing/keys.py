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
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from motcua.core.refusals import Refused, refuse
from motcua.core.whole_files import write_private
from motcua.documents.signing.elsewhere import KeyElsewhere
from motcua.documents.signing.port import Signer, Trust
from motcua.integrations.signing.software.authority import (
    Issued,
    Lifetime,
    new_authority,
    new_certificate,
    new_revocation_list,
)

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
                named: Signer = _opening().named_key(self, holder, entry, at)
                return named
            if self.demonstration:
                return self._own(holder, at)
        except (OSError, ValueError, KeyError, TypeError) as gone:
            raise _unavailable() from gone
        raise refuse(
            "no_key",
            f"Chưa có khóa ký số cho {holder.name}. Hãy in ra ký tay, hoặc đề nghị quản trị cấu hình khóa.",
        )

    def elsewhere(self, holder: Holder) -> KeyElsewhere | None:
        """The token in the holder's own machine, where its certificate is registered. Refused `key_unavailable`."""
        try:
            entry = self._configured().get(holder.who)
            if entry is None or entry["kind"] != ELSEWHERE:
                return None
            token: KeyElsewhere = _opening().token_elsewhere(self, holder, entry)
            return token
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
            return self.believed()
        except OSError as gone:
            raise _unavailable() from gone

    def believed(self) -> Trust:
        """What lies in the folder of trusted certificates. OSError where it cannot be read."""
        files = sorted((self.folder / "trust").glob("*")) if (self.folder / "trust").is_dir() else []
        return _trust_of(tuple((file, file.stat().st_mtime_ns) for file in files))

    def image(self, who: str) -> bytes:
        """The image of a signature or seal that the office keeps as PNG, else nothing."""
        file = self.folder / "images" / f"{who}.png"
        return file.read_bytes() if file.is_file() else b""

    def time_stamp(self) -> str:
        """The address of the time-stamp authority, else nothing."""
        return str(_read_toml(self.folder / "signing.toml").get("time_stamp") or "")

    def content(self, entry: Entry, what: str) -> bytes:
        """The file that an entry names for something, else nothing. OSError where it cannot be read."""
        return (self.folder / str(entry[what])).read_bytes() if entry.get(what) else b""

    def _configured(self) -> dict[str, Entry]:
        return {str(key["for"]): key for key in _read_toml(self.folder / "signing.toml").get("key", [])}

    def _own(self, holder: Holder, at: datetime) -> Signer:
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
        own: Signer = _opening().demonstration_key(self, holder, issued, authority)
        return own

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


def _opening() -> ModuleType:
    """What makes a key sign brings the signing library: a process loads it when the first key is asked for."""
    return import_module("motcua.integrations.signing.opening")


def _read_toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@lru_cache(maxsize=4)
def _trust_of(files: tuple[tuple[Path, int], ...]) -> Trust:
    read = {file: file.read_bytes() for file, _changed in files}
    roots = tuple(content for file, content in read.items() if file.suffix in {".pem", ".crt", ".cer"})
    return Trust(roots, (), tuple(content for file, content in read.items() if file.suffix == ".crl"))


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, for the owner only."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(file, content, replace=True)


def _unavailable() -> Refused:
    return refuse(
        "key_unavailable",
        "Không mở được kho khóa ký nên chưa ký. Văn bản và số vẫn được giữ; hãy báo người quản trị.",
    )
