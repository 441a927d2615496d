"""How do pictures of a paper become its electronic copy? One PDF/A, a page for each picture, nothing drawn anew."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pikepdf import Array, Dictionary, Name, Object, Pdf
from PIL import Image, ImageCms

from motcua.core.refusals import refuse

DPI = 200
MOST_PAGES = 200
# A picture whose paper nobody measured is laid on no more than A4: then it has 200 dpi or more (30/2020/NĐ-CP).
_A4 = (210 / 25.4 * 72, 297 / 25.4 * 72)  # points
_SPACES = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray}


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A picture (JPEG or PNG as the store keeps it) and by how many degrees it is turned clockwise."""

    content: bytes
    turn: int = 0


def bind(pages: Sequence[ScannedPage], *, title: str, at: datetime) -> bytes:
    """The pages as PDF/A-2b in their order. The same pages make the same bytes at the same moment.

    Refused: `scan_empty`, `scan_too_long`, `scan_not_a_picture`.
    """
    if not pages:
        raise refuse("scan_empty", "Chưa có trang nào. Hãy chụp hoặc chọn ảnh rồi ghép.", field="pages")
    if len(pages) > MOST_PAGES:
        raise refuse(
            "scan_too_long", f"Nhiều nhất {MOST_PAGES} trang một giấy tờ. Hãy chia nhỏ.", field="pages"
        )
    into = io.BytesIO()
    with Pdf.new() as pdf:
        for page in pages:
            _add(pdf, page)
        _describe(pdf, title, at)
        pdf.save(into, deterministic_id=True, min_version="1.7")
    return into.getvalue()


def pages_of(content: bytes) -> list[bytes]:
    """A TIFF of several pages as one PNG each; any other picture as it is. Refused: `scan_not_a_picture`."""
    with _opened(content) as image:
        if image.format != "TIFF":
            return [content]
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            drawn = io.BytesIO()
            image.convert("L" if image.mode in {"1", "L"} else "RGB").save(drawn, "PNG", dpi=(DPI, DPI))
            found.append(drawn.getvalue())
        return found


def is_coarse(width: int, height: int) -> bool:
    """Would a sheet of A4 in this picture have fewer than 200 dpi (with a little for the margin)?"""
    short, long = sorted((width, height))
    wide, high = (points / 72 * DPI * 0.97 for points in _A4)
    return long < high and short < wide


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF"])
    except (OSError, ValueError) as error:
        raise _no_picture() from error


def _no_picture() -> Exception:
    return refuse(
        "scan_not_a_picture", "Trang này không phải ảnh JPEG, PNG hay TIFF. Hãy chụp lại.", field="pages"
    )


def _add(pdf: Pdf, scanned: ScannedPage) -> None:
    """A page as large as the picture at 200 dpi, on no more than A4."""
    with _opened(scanned.content) as image:
        wide, high = image.size
        picture = _embedded(pdf, image, scanned.content)
    scale = min(72 / DPI, _A4[0] / min(wide, high), _A4[1] / max(wide, high))
    width, height = round(wide * scale, 2), round(high * scale, 2)
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture))
    page.obj.Contents = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /Scan Do Q".encode())
    page.obj.Rotate = scanned.turn % 360


def _embedded(pdf: Pdf, image: Image.Image, content: bytes) -> Object:
    """A JPEG goes in byte for byte; anything else packed without loss."""
    if image.format == "JPEG" and image.mode in _SPACES:
        space, data, packed = _SPACES[image.mode], content, Name.DCTDecode
    else:
        plain = image.convert("L" if image.mode in {"1", "L"} else "RGB")
        space, data, packed = _SPACES[plain.mode], zlib.compress(plain.tobytes(), 6), Name.FlateDecode
    return pdf.make_stream(
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=space,
        BitsPerComponent=8,
        Filter=packed,
    )


def _describe(pdf: Pdf, title: str, at: datetime) -> None:
    """What makes it PDF/A-2b: the colours it means, and metadata that say so."""
    profile = pdf.make_stream(_screen_colours(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB",
                DestOutputProfile=profile,
            )
        ]
    )
    moment = at.astimezone().isoformat(timespec="seconds")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = title
        metadata["xmp:CreateDate"] = moment
        metadata["xmp:CreatorTool"] = "Một Cửa"
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"


@cache
def _screen_colours() -> bytes:
    """The sRGB profile, with a date that does not change."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = bytes.fromhex("07e600010001000000000000")
    return bytes(made)
