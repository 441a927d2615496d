"""How is a QR code drawn? As SVG from the payload, the same bytes for the same payload."""

from io import BytesIO

import segno


def qr_svg(payload: str) -> str:
    """An SVG image of the code with its quiet zone, error correction M or better, without size or style of its own."""
    drawn = BytesIO()
    code = segno.make_qr(payload, error="m", boost_error=True)
    code.save(
        drawn,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        nl=False,
        svgclass="paper__qr",
        lineclass=None,
    )
    return drawn.getvalue().decode("utf-8")
