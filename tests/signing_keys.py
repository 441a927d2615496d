"""Keys, certificates and papers with which the tests sign, and the independent program that looks at the outcome."""

import shutil
import subprocess
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from motcua.core.moments import VN
from motcua.documents.signing.port import Appearance, Box, Trust
from motcua.documents.signing.terms import Look, SignatureField
from motcua.documents.typesetting import typeset
from motcua.integrations.signing.software.authority import (
    NO_LEGAL_VALUE,
    Issued,
    Lifetime,
    new_authority,
    new_certificate,
    new_revocation_list,
)
from motcua.integrations.signing.software.client import SoftwareSigner
from tests.documents.papers import APOLOGY

AT = datetime(2026, 11, 20, 9, 5, tzinfo=VN)
LATER = AT + timedelta(days=30)
AROUND = Lifetime.around(AT)
VAN = "Nguyễn Thị Tường Vân"
AGENCY = "Ủy ban nhân dân phường Bình Thới"
HAND = Appearance(Look.HAND, Box(-1, 330, 300, 170, 70), (VAN,))
SEAL = Appearance(Look.SEAL, Box(-1, 285, 284, 102, 102), ("ỦY BAN NHÂN DÂN", "PHƯỜNG BÌNH THỚI"))


@cache
def authority() -> Issued:
    """The authority that the office trusts."""
    return new_authority(AROUND)


@cache
def certified(name: str, *, lifetime: Lifetime = AROUND, of: str = "", stamps_time: bool = False) -> Issued:
    """A key certified by the trusted authority, or by another one named `of`."""
    above = new_authority(AROUND, name=of) if of else authority()
    return new_certificate(above, lifetime, name=name, organisation=AGENCY, stamps_time=stamps_time)


def trust(*, revoked: dict[bytes, datetime] | None = None) -> Trust:
    """Whom the office trusts, with its list of revoked certificates."""
    return Trust((authority().certificate,), (), (new_revocation_list(authority(), LATER, revoked),))


def in_software(issued: Issued, **more) -> SoftwareSigner:
    """The key in a file."""
    return SoftwareSigner(
        "", issued.key, issued.certificate, (authority().certificate,), mark=NO_LEGAL_VALUE, **more
    )


@cache
def paper() -> bytes:
    """A paper of the office as it is typeset."""
    return typeset(APOLOGY)


@cache
def signed_by_person() -> bytes:
    """The paper with the signature of the person."""
    return in_software(certified(VAN)).sign(paper(), field=SignatureField.PERSON, appearance=HAND, at=AT)


@cache
def signed_by_both() -> bytes:
    """The same, then of the agency."""
    agency = in_software(certified(AGENCY))
    return agency.sign(signed_by_person(), field=SignatureField.AGENCY, appearance=SEAL, at=AT)


def pdfsig(pdf: bytes, folder: Path) -> str:
    """What poppler's own checker says of the file."""
    program = shutil.which("pdfsig")
    assert program, "poppler-utils is missing"
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    return subprocess.run([program, file], capture_output=True, text=True, check=False).stdout
