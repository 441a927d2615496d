"""How is the visible part of a signature drawn? Set by typst as a small page, taken over into the signed file."""

from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from motcua.documents.print_font import printable
from motcua.documents.signing.port import Appearance
from motcua.documents.signing.terms import Look
from motcua.documents.typesetting import set_by

_ALT = {
    Look.HAND: "Chữ ký của người có thẩm quyền",
    Look.SEAL: "Con dấu của cơ quan",
    Look.WORDS: "Thông tin ký số của cơ quan",
}
# The drawing carries no moment of its own: the same look makes the same bytes, so that it is drawn once.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class _Page(PdfContent):
    """The first page of a PDF held in memory, as the content of a stamp."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self.pdf = pdf

    def render(self) -> bytes:
        """Take the page over and name it."""
        writer = self._ensure_writer
        drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(self.pdf)))
        self.resources.xobject["/Look"] = drawn
        left, bottom, right, top = drawn.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Look Do"


def stamp_style(appearance: Appearance) -> StaticStampStyle:
    """The look as the signing library places it: no frame, no ground."""
    return StaticStampStyle(background=_Page(drawing(appearance)), border_width=0, background_opacity=1.0)


@lru_cache(maxsize=256)
def drawing(appearance: Appearance) -> bytes:
    """One page of the size of the field, PDF."""
    look = {
        "look": appearance.look.value,
        "width": appearance.box.width,
        "height": appearance.box.height,
        "lines": [printable(line) for line in appearance.lines],
        "image": list(appearance.image) or None,
        "mark": printable(appearance.mark),
        "alt": _ALT[appearance.look],
    }
    return set_by("signature.typ", look, moment=_EPOCH)
