"""Does a signed PDF hold: unchanged, by whom, with a certificate that was good when it was signed?"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from asn1crypto.parser import parse
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator.errors import PathError

from motcua.core.moments import VN
from motcua.documents.signing.port import Trust
from motcua.documents.signing.running import finished
from motcua.documents.signing.terms import Verdict
from motcua.documents.signing.trusting import context_of, in_its_days
from motcua.documents.signing.verdicts import Checked, FoundSignature, said_of

# What the reader of the library raises for files made to break it; each means: nothing can be said of this file.
_BROKEN = (
    PdfError,
    PathError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    RecursionError,
    OSError,
)


def check(pdf: bytes, *, trust: Trust, at: datetime) -> Checked:
    """Judge a file as of `at`: the moment since which it is known to exist, else now.

    A certificate that ran out or was revoked only after that moment does no harm to what was signed before it.
    Never raises for what is in the file.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        embedded = list(reader.embedded_regular_signatures)
    except _BROKEN:
        return Checked(Verdict.UNREADABLE, said_of(Verdict.UNREADABLE))
    if not embedded:
        return Checked(Verdict.UNSIGNED, said_of(Verdict.UNSIGNED))
    found = tuple(_judged(signature, trust, at) for signature in embedded)
    worst = next((one for one in found if not one.holds), None)
    if worst:
        return Checked(worst.verdict, worst.text, found)
    if _goes_on(embedded[-1], reader):
        return Checked(Verdict.EDITED_LATER, said_of(Verdict.EDITED_LATER), found)
    return Checked(Verdict.VALID, said_of(Verdict.VALID), found)


def _judged(signature: EmbeddedPdfSignature, trust: Trust, at: datetime) -> FoundSignature:
    try:
        holder, issuer = _names(signature.signer_cert)
        status = finished(_status(signature, trust, at))
    except _BROKEN:
        return FoundSignature(str(signature.field_name), "", "", Verdict.ALTERED, said_of(Verdict.ALTERED))
    verdict = _verdict(status) if _nothing_hidden(signature) else Verdict.ALTERED
    return FoundSignature(
        field=str(signature.field_name),
        holder=holder,
        issuer=issuer,
        verdict=verdict,
        text=said_of(verdict),
        signed_at=_local(status.signer_reported_dt),
        stamped_at=_local(_stamped(status)),
    )


async def _status(signature: EmbeddedPdfSignature, trust: Trust, at: datetime) -> PdfSignatureStatus:
    """As of the trusted time stamp where the signature has one, else as of the moment given."""
    holder = signature.signer_cert
    status = await async_validate_pdf_signature(
        signature, context_of(trust, at, holder=holder), ts_validation_context=context_of(trust, at)
    )
    stamped = _stamped(status)
    if stamped is None or stamped >= at:
        return status
    return await async_validate_pdf_signature(
        signature, context_of(trust, stamped, holder=holder), ts_validation_context=context_of(trust, at)
    )


def _nothing_hidden(signature: EmbeddedPdfSignature) -> bool:
    """Is the room kept for the signature empty behind it? No signature covers what could stand there."""
    _class, _method, _tag, header, content, trailer = parse(signature.pkcs7_content, strict=False)
    return not any(signature.pkcs7_content[len(header) + len(content) + len(trailer) :])


def _stamped(status: PdfSignatureStatus) -> datetime | None:
    """The moment a trusted authority vouches for."""
    stamp = status.timestamp_validity
    return stamp.timestamp if stamp and stamp.valid and stamp.trusted else None


def _verdict(status: PdfSignatureStatus) -> Verdict:
    if not (status.intact and status.valid):
        return Verdict.ALTERED
    if status.coverage not in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION):
        return Verdict.EDITED_LATER
    if status.modification_level is ModificationLevel.OTHER or status.docmdp_ok is False:
        return Verdict.EDITED_LATER
    return _of_certificate(status)


def _of_certificate(status: PdfSignatureStatus) -> Verdict:
    problem = status.trust_problem_indic
    if status.revoked:
        return Verdict.REVOKED
    if problem is None:
        return Verdict.VALID if status.trusted else Verdict.STRANGER
    if problem in _OF_PROBLEM:
        return _OF_PROBLEM[problem]
    return Verdict.DOUBTFUL if _in_its_days(status) else Verdict.EXPIRED


def _in_its_days(status: PdfSignatureStatus) -> bool:
    certificate, moment = status.signing_cert, status.validation_time
    return moment is None or in_its_days(certificate, moment)


_OF_PROBLEM = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: Verdict.STRANGER,
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: Verdict.WRONG_USE,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: Verdict.WRONG_USE,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Verdict.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Verdict.EXPIRED,
    AdESIndeterminate.REVOKED_NO_POE: Verdict.REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Verdict.REVOKED,
}


def _goes_on(last: EmbeddedPdfSignature, reader: PdfFileReader) -> bool:
    """Does the file go on after its last signature with anything but proofs and time stamps for it?"""
    integrity = last.summarise_integrity_info()
    if integrity["coverage"] is SignatureCoverageLevel.ENTIRE_FILE:
        return False
    level = getattr(integrity.get("diff_result"), "modification_level", ModificationLevel.OTHER)
    return bool(level > ModificationLevel.LTA_UPDATES)


def _names(certificate: x509.Certificate) -> tuple[str, str]:
    """Holder and issuer as they are called, the common name first."""
    return _called(certificate.subject), _called(certificate.issuer)


def _called(name: x509.Name) -> str:
    parts = name.native
    said = parts.get("common_name") or parts.get("organization_name") or name.human_friendly
    return str(next(_each(said), ""))


def _each(said: object) -> Iterator[object]:
    if isinstance(said, list):
        yield from said
    else:
        yield said


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(VN) if moment else None
