"""How does a page of a file look, small? Drawn in the process that opens strange files."""

import io
from typing import Any

import pypdfium2
from PIL import Image, ImageSequence

from motcua.documents.files.unfit import Unfit

MOST_WIDTH = 1200
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


def _of_pdf(content: bytes, page: int, width: int) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    try:
        sheet = document[page - 1]
        wide, high = sheet.get_size()
        scale = min(width / max(wide, 1), width * _RATIO / max(high, 1))
        picture: Any = sheet.render(scale=scale).to_pil()
        return picture.copy()  # type: ignore[no-any-return]
    finally:
        document.close()


def _of_image(content: bytes, page: int) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF"]) as image:
        if page == 1:
            image.draft("RGB", (MOST_WIDTH, MOST_WIDTH))
            return image.copy()
        return ImageSequence.Iterator(image)[page - 1].copy()
