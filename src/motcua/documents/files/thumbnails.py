"""How does a page of a file look, small, or as a reading machine wants it? Drawn in the process for strange files."""

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
from PIL import Image, ImageSequence

from motcua.documents.files.pictures import MOST_SIDE
from motcua.documents.files.unfit import Unfit

MOST_WIDTH = 1200
READING_DPI = 200
_LONGEST_READ = 4700  # pixels: A3 at that dpi, whatever size a page says it has
_RATIO = 3  # a page is never drawn higher than so many times its width
_QUALITY = 80


def page_picture(content: bytes, media_type: str, *, page: int, width: int) -> bytes:
    """Page `page` (from 1) as a JPEG of at most that width in pixels. Raises Unfit `no_picture`."""
    try:
        drawn = _of_pdf(content, page, width) if media_type.endswith("/pdf") else _of_image(content, page)
        drawn.thumbnail((width, width * _RATIO))
        into = io.BytesIO()
        drawn.convert("RGB").save(into, "JPEG", quality=_QUALITY)
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError, EOFError) as error:
        raise Unfit("no_picture") from error
    return into.getvalue()


def page_to_read(content: bytes, media_type: str, *, page: int) -> bytes:
    """Page `page` (from 1) as a grey PNG of 200 dpi. Raises Unfit `no_picture`."""
    try:
        if media_type.endswith("/pdf"):
            drawn = _drawn(
                content, page, lambda wide, high: min(READING_DPI / 72, _LONGEST_READ / max(wide, high, 1))
            )
        else:
            drawn = _of_image(content, page, MOST_SIDE)
        into = io.BytesIO()
        drawn.convert("L").save(into, "PNG", dpi=(READING_DPI, READING_DPI), compress_level=1)
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError, EOFError) as error:
        raise Unfit("no_picture") from error
    return into.getvalue()


def _of_pdf(content: bytes, page: int, width: int) -> Image.Image:
    return _drawn(content, page, lambda wide, high: min(width / max(wide, 1), width * _RATIO / max(high, 1)))


def _drawn(content: bytes, page: int, scale: Callable[[float, float], float]) -> Image.Image:
    """A page of a PDF; `scale` in pixels a point, from its width and height in points."""
    document = pypdfium2.PdfDocument(content)
    try:
        sheet = document[page - 1]
        picture: Any = sheet.render(scale=scale(*sheet.get_size())).to_pil()
        return picture.copy()  # type: ignore[no-any-return]
    finally:
        document.close()


def _of_image(content: bytes, page: int, side: int = MOST_WIDTH) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF"]) as image:
        if page == 1:
            image.draft("RGB", (side, side))
            return image.copy()
        return ImageSequence.Iterator(image)[page - 1].copy()
