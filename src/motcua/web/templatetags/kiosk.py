"""What do pages of the kiosk draw? A code to take along, five faces (`{% load kiosk %}`)."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.documents.qr_codes import qr_svg

register = template.Library()
# The mouth of each face, from very bad to very good: how far its middle lies below its ends.
_MOUTHS = {1: -14, 2: -7, 3: 0, 4: 8, 5: 15}


@register.simple_tag
def kiosk_qr(address: str) -> SafeString:
    """The code of a page of this product, as a phone opens it from anywhere."""
    drawn = mark_safe(qr_svg(settings.PUBLIC_ADDRESS.rstrip("/") + address))
    return format_html('<div class="mc-kiosk__qr" role="img" aria-label="{}">{}</div>', _("Mã QR"), drawn)


@register.simple_tag
def kiosk_face(number: int) -> SafeString:
    """The face that says how satisfied somebody is, 1 to 5."""
    curve = _MOUTHS[number]
    return format_html(
        '<svg viewBox="0 0 100 100" aria-hidden="true" focusable="false"><circle cx="50" cy="50" r="45" fill="none" '
        'stroke="currentColor" stroke-width="5"/><circle cx="34" cy="40" r="5" fill="currentColor"/><circle cx="66" '
        'cy="40" r="5" fill="currentColor"/><path d="M30 66Q50 {} 70 66" fill="none" stroke="currentColor" '
        'stroke-width="5" stroke-linecap="round"/></svg>',
        66 + 2 * curve,
    )
