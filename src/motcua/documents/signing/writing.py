"""How does a signature come into a PDF? As PAdES: B-B, and B-LTA where a time-stamp authority is known."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, TypeVar

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSigningSession, PdfTBSDocument
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import async_add_validation_info
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from motcua.core.refusals import refuse
from motcua.documents.signing.drawing import stamp_style
from motcua.documents.signing.elsewhere import Hole
from motcua.documents.signing.port import Appearance, Trust
from motcua.documents.signing.running import finished
from motcua.documents.signing.terms import SignatureField
from motcua.documents.signing.trusting import context_of

DIGEST = "sha256"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Manner:
    """How an office signs: its time-stamp authority, and whom the proof inside the file must lead to."""

    stamper: TimeStamper | None = None
    trust: Trust | None = None


PLAIN = Manner()


def sign_with(
    key: signers.Signer,
    pdf: bytes,
    *,
    field: SignatureField,
    appearance: Appearance | None,
    at: datetime,
    manner: Manner = PLAIN,
) -> bytes:
    """The PDF signed with a key of the library. Raises Refused as `Signer.sign` says."""

    async def work() -> bytes:
        session = _session(key, pdf, field=field, appearance=appearance, at=at, manner=manner)
        known = await session.perform_presign_validation(session.pdf_out)
        size = await session.estimate_signature_container_size(known)
        ready = session.prepare_tbs_document(validation_info=known, bytes_reserved=size)
        prepared, output = ready.digest_tbs_document()
        attributes = PdfCMSSignedAttributes(signing_time=at)
        done = await ready.perform_signature(prepared.document_digest, attributes)
        _refuse_another_key(output, field, prepared.document_digest)
        await done.post_signature_processing(output)
        return output.getvalue()  # type: ignore[attr-defined, no-any-return]  # a BytesIO where none was given

    return told(lambda: finished(work()))


def _refuse_another_key(output: Any, field: SignatureField, digest: bytes) -> None:
    """What a token or service gave back is a signature over this paper by the key of the certificate."""
    found = PdfFileReader(output, strict=False).embedded_signatures
    [made] = [one for one in found if one.field_name == field.value]
    intact, valid = validate_sig_integrity(
        made.signer_info, made.signer_cert, expected_content_type="data", actual_digest=digest
    )
    if not (intact and valid):
        raise refuse(
            "key_unavailable",
            "Khóa ký trả về chữ ký không đúng với chứng thư số và văn bản nên không nhận. Văn bản và số vẫn được giữ; "
            "hãy báo người quản trị kiểm tra khóa và chứng thư.",
        )


def make_hole(
    key: signers.Signer,
    pdf: bytes,
    *,
    field: SignatureField,
    appearance: Appearance | None,
    at: datetime,
    manner: Manner = PLAIN,
) -> Hole:
    """The PDF made ready for a signature whose value comes later; there is room for a trusted moment too.

    Refused `pdf_unreadable`, `time_stamp_silent`.
    """

    async def work() -> Hole:
        # The proof that lasts is added behind the finished signature (`lasting`).
        room = Manner(manner.stamper)
        session = _session(key, pdf, field=field, appearance=appearance, at=at, manner=room)
        size = await session.estimate_signature_container_size(None)
        ready = session.prepare_tbs_document(validation_info=None, bytes_reserved=size)
        prepared, output = ready.digest_tbs_document()
        content = output.getvalue()  # type: ignore[attr-defined]  # a BytesIO where none was given
        start, end = prepared.reserved_region_start, prepared.reserved_region_end
        return Hole(content, prepared.document_digest, start, end)

    return told(lambda: finished(work()))


def fill_hole(hole: Hole, cms: Any) -> bytes:
    """The signed PDF: the finished signature put into the room kept for it."""
    output = BytesIO(hole.content)
    prepared = PreparedByteRangeDigest(hole.digest, hole.region_start, hole.region_end)
    PdfTBSDocument.resume_signing(output, prepared, cms)
    return output.getvalue()


def lasting(pdf: bytes, *, manner: Manner, at: datetime) -> bytes:
    """The PDF whose newest signature carries its own proof under an archive time stamp: B-LTA.

    As it was where the office has no authority. Refused `time_stamp_silent`, `signing_failed` (nothing proves the
    certificate).
    """
    stamper = manner.stamper
    if stamper is None:
        return pdf

    async def work() -> bytes:
        output, context = BytesIO(pdf), context_of(manner.trust or Trust(), at)
        newest = PdfFileReader(output, strict=False).embedded_regular_signatures[-1]
        await async_add_validation_info(newest, context, in_place=True)
        writer = IncrementalPdfFileWriter(output, strict=False)
        await signers.PdfTimeStamper(stamper).async_timestamp_pdf(writer, DIGEST, context, in_place=True)
        return output.getvalue()

    return told(lambda: finished(work()))


def _session(
    key: signers.Signer,
    pdf: bytes,
    *,
    field: SignatureField,
    appearance: Appearance | None,
    at: datetime,
    manner: Manner,
) -> PdfSigningSession:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    worker = signers.PdfSigner(
        _said(field, manner, at),
        signer=key,
        timestamper=manner.stamper,
        stamp_style=stamp_style(appearance) if appearance else None,
        new_field_spec=_field(field, appearance, writer),
    )
    session = worker.init_signing_session(writer)
    # The office's clock says when, also on a day that is played again.
    session.system_time = at
    return session


def _said(field: SignatureField, manner: Manner, at: datetime) -> signers.PdfSignatureMetadata:
    lasts = manner.stamper is not None and manner.trust is not None
    return signers.PdfSignatureMetadata(
        field_name=field.value,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=lasts,
        use_pades_lta=lasts,
        validation_context=context_of(manner.trust or Trust(), at) if lasts else None,
    )


def _field(
    field: SignatureField, appearance: Appearance | None, writer: IncrementalPdfFileWriter
) -> fields.SigFieldSpec:
    if appearance is None:
        return fields.SigFieldSpec(sig_field_name=field.value)
    pages = int(writer.root["/Pages"]["/Count"])
    page = appearance.box.page % pages
    return fields.SigFieldSpec(sig_field_name=field.value, on_page=page, box=appearance.box.corners)


def told(work: Callable[[], Made]) -> Made:
    """What the library and the ways to key and clock could not do, as the office says no."""
    try:
        return work()
    except TimestampRequestError as silent:
        raise refuse(
            "time_stamp_silent",
            "Máy chủ cấp dấu thời gian không trả lời nên chưa ký. Văn bản và số vẫn được giữ; hãy ký lại sau ít phút.",
        ) from silent
    except (PdfError, ValueError) as broken:
        raise refuse(
            "pdf_unreadable", "Tệp không đọc được như một văn bản PDF nên chưa ký. Hãy tạo lại văn bản."
        ) from broken
    except SigningError as failed:
        raise refuse(
            "signing_failed",
            "Chưa ký được văn bản này. Văn bản và số vẫn được giữ; hãy thử lại hoặc báo người quản trị.",
            reason=str(failed),
        ) from failed
