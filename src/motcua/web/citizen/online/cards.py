"""The identity card's QR, read once in this browser: by a scanner, a paste, or a picture of the card's back."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.core.cccd_qr import read_cccd_qr
from motcua.core.refusals import Refused
from motcua.documents.files.codes import codes_in_picture
from motcua.web.citizen.online.holding import Filing, filing_page
from motcua.web.citizen.session import next_address

_CARD = "identity_card"
_MOST_BYTES = 12_000_000


def card_in(request: HttpRequest) -> dict[str, Any]:
    """What the card said, by the names the forms know; empty where none was read."""
    kept = request.session.get(_CARD)
    return kept if isinstance(kept, dict) else {}


@filing_page
@require_POST
def read_card(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Read it and go back to the page; the picture itself is kept nowhere."""
    back = next_address(request, f"/nop-ho-so/{filing.code}/")
    picture = request.FILES.get("card")
    try:
        text = request.POST.get("cccd_qr", "")
        if picture is not None:
            text = next(iter(codes_in_picture(picture.read(_MOST_BYTES), name=str(picture.name))), "")
        card = asdict(read_cccd_qr(text))
        request.session[_CARD] = {key: _plain(value) for key, value in card.items()}
        messages.success(request, _("Đã đọc thẻ căn cước: những ô còn trống được điền sẵn. Hãy xem lại."))
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    return redirect(back)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
