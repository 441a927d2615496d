"""How is a large file given in small pieces? So short that a slow screen holds up no page (RFC 9110, 14)."""

import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse

MOST_BYTES = 1_000_000
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def piece_of(path: Path, content_type: str, request: HttpRequest) -> HttpResponse:
    """What `Range` asks for, at most a megabyte (206); a browser asks on. Without one: a file that is small as a whole.

    Only the simple form `bytes=a-b` is understood, as browsers send it for films; 416 behind the end.
    """
    size = path.stat().st_size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None and size <= MOST_BYTES:
        return _with_headers(HttpResponse(path.read_bytes(), content_type=content_type))
    first = int(asked[1]) if asked else 0
    if first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    last = min(int(asked[2]) if asked and asked[2] else size - 1, first + MOST_BYTES - 1, size - 1)
    with path.open("rb") as file:
        file.seek(first)
        piece = HttpResponse(file.read(max(0, last - first + 1)), status=206, content_type=content_type)
    piece.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _with_headers(piece)


def _with_headers(response: HttpResponse) -> HttpResponse:
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
