"""The process that reads bar codes off strange pictures: `python -m motcua.documents.files.code_reader`."""

import io
import json
from collections.abc import Mapping
from typing import Any

import zxingcpp
from PIL import Image, UnidentifiedImageError

from motcua.documents.files.serving import serve
from motcua.documents.files.unfit import Unfit

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_LONGEST_SIDE = 2400
_MOST_POINTS = 50_000_000


def read(question: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """The texts of the QR codes, as JSON."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > _MOST_POINTS:
                raise Unfit("image_too_large")
            grey = image.convert("L")
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise Unfit("image_broken") from error
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    seen = zxingcpp.read_barcodes(grey, formats=_QR)
    return {}, json.dumps([one.text for one in seen], ensure_ascii=False).encode()


if __name__ == "__main__":
    serve(read)
