"""Which files does the outside world send? Good ones and bad ones, made here."""

import io
from typing import Any

from PIL import Image


def plain_pdf(*, pad: int = 0, more: str = "", catalog: str = "", page: str = "") -> bytes:
    """A PDF of one empty page with a right xref; `pad` bytes of a comment make it larger."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} >>",
        *([more] if more else []),
    ]
    body = b"%PDF-1.7\n" + (b"%" + b"x" * pad + b"\n" if pad else b"")
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    xref = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    body += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n".encode()
    return body


def picture(
    kind: str,
    *,
    size: tuple[int, int] = (400, 560),
    mode: str = "RGB",
    more: Image.Exif | None = None,
    **words: Any,
) -> bytes:
    """A picture in a format of Pillow's, with a dark corner at the top left."""
    drawn = Image.new(mode, size, "white")
    drawn.paste(0 if mode in {"L", "1"} else (0, 0, 0), (0, 0, size[0] // 4, size[1] // 4))
    into = io.BytesIO()
    drawn.save(into, kind, **({"exif": more} if more is not None else {}), **words)
    return into.getvalue()
