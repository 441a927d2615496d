"""How is a QR code drawn? As SVG from the payload, the same bytes for the same payload."""

import segno

# Readers take the mask from the code itself, so every mask is read alike; weighing all eight against each other
# would take four fifths of the drawing time.
_MASK = 2
_QUIET = 2  # modules around the code, besides the white of the paper
_LIGHT, _DARK = b"\x00", b"\x01"


def qr_svg(payload: str) -> str:
    """An SVG image of the code with its quiet zone, error correction M or better, without size or style of its own."""
    matrix = segno.make_qr(payload, error="m", mask=_MASK, boost_error=True).matrix
    side = len(matrix) + 2 * _QUIET
    drawn = "".join(_runs(bytes(row), y + _QUIET) for y, row in enumerate(matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="paper__qr">'
        f'<path stroke="#000" d="{drawn}"/></svg>'
    )


def _runs(row: bytes, y: int) -> str:
    """The dark modules of a row as strokes along its middle."""
    strokes = []
    start = row.find(_DARK)
    while start >= 0:
        end = row.find(_LIGHT, start)
        end = len(row) if end < 0 else end
        strokes.append(f"M{start + _QUIET} {y}.5h{end - start}")
        start = row.find(_DARK, end)
    return "".join(strokes)
