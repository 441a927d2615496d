"""With which key does an official vouch for an electronic copy? Their own, where one is set up (TT 01/2023/TT-VPCP)."""

import io
from datetime import datetime

import pikepdf

from config import clock
from motcua.core.moments import local
from motcua.core.refusals import Refused
from motcua.documents.signing.port import POINTS_OF_MM, Appearance, Box, Signer
from motcua.documents.signing.terms import Look, SignatureField
from motcua.dossiers.actions.digitising import SignCopy
from motcua.integrations.signing.office import key_store, person_of
from motcua.web.staff.requests import StaffRequest

_WIDTH, _HEIGHT, _EDGE = 70 * POINTS_OF_MM, 16 * POINTS_OF_MM, 5 * POINTS_OF_MM


def own_signature(request: StaffRequest) -> SignCopy | None:
    """What signs a PDF for this official; None where they have no key. Refused: `key_unavailable`."""
    store = key_store()
    try:
        signer = store.signer(person_of(request.actor, request.unit), clock.now())
    except Refused as refused:
        if refused.refusal.code == "no_key":
            return None
        raise
    unit = request.unit.name

    def sign(pdf: bytes, at: datetime) -> bytes | None:
        return _signed(signer, pdf, at, unit)

    return sign


def _signed(signer: Signer, pdf: bytes, at: datetime, unit: str) -> bytes | None:
    """At the top right of page 1, as the decree asks of copies (30/2020/NĐ-CP, Phụ lục I); what cannot be signed
    stays as it is."""
    lines = (
        unit,
        f"{signer.holder} đã đối chiếu với bản giấy",
        f"Thời gian ký: {local(at).isoformat(timespec='seconds')}",
    )
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            left, _bottom, right, top = (float(side) for side in opened.pages[0].mediabox)
        width = min(_WIDTH, right - left - 2 * _EDGE)
        box = Box(0, right - _EDGE - width, top - _EDGE - _HEIGHT, width, _HEIGHT)
        look = Appearance(Look.WORDS, box, lines)
        return signer.sign(pdf, field=SignatureField.PERSON, appearance=look, at=at)
    except (pikepdf.PdfError, IndexError, ValueError):
        return None
    except Refused as refused:
        if refused.refusal.code == "pdf_unreadable":
            return None
        raise
