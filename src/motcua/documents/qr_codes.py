"""How is a QR code drawn? As SVG from the payload, the same bytes for the same payload."""

from io import BytesIO

import segno

# Readers take the mask from the code itself, so every mask is read alike; weighing all eight against each other
# would take four fifths of the drawing time.
_MASK = 2


def qr_svg(payload: str) -> str:
    """An SVG image of the code with its quiet zone, error correction M or better, without size or style of its own."""
    drawn = BytesIO()
    code = segno.make_qr(payload, error="m", mask=_MASK, boost_error=True)
    code.save(
        drawn,
        kind="svg",
        border=2,
        xmldecl=False,
        omitsize=True,
        nl=False,
        svgclass="paper__qr",
        lineclass=None,
    )
    return drawn.getvalue().decode("utf-8")
