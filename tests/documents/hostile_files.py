"""Which files does the outside world send? Good ones and bad ones, made here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf
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


def encrypted_pdf(*, user: str = "mật khẩu") -> bytes:
    """Locked: also one that opens without a word but may not be changed."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        pdf.save(into, encryption=pikepdf.Encryption(owner="chủ", user=user))
    return into.getvalue()


def signed_pdf(*, catalog: str = "") -> bytes:
    """A PDF with a signature field whose value names the bytes it covers (the signature itself is empty)."""
    value = "<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 10] /Contents <00> >>"
    return plain_pdf(catalog=f"/AcroForm << /SigFlags 3 /Fields [] >> {catalog}", more=value)


def huge_png(width: int, height: int) -> bytes:
    """Few bytes that unpack to a very large picture, all black, one bit a point."""
    packed, row = zlib.compressobj(9), b"\x00" * (1 + (width + 7) // 8)
    body = b"".join(packed.compress(row) for _ in range(height)) + packed.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def office_zip(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP with these parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return into.getvalue()


_DOCX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def docx(more: Mapping[str, bytes] | None = None, *, types: bytes = _DOCX) -> bytes:
    """A Word text as far as its list of parts goes."""
    words = b"<w:document>" + b"chu " * 200 + b"</w:document>"
    return office_zip({"[Content_Types].xml": types, "word/document.xml": words, **(more or {})})


def xlsx() -> bytes:
    """An Excel table as far as its list of parts goes."""
    return office_zip({"[Content_Types].xml": _XLSX, "xl/workbook.xml": b"<workbook/>"})
