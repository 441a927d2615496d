"""Is this a picture, and how is it kept? Drawn anew at 200 dpi: upright, without place, camera or hidden parts."""

import io
import warnings

from PIL import ExifTags, Image, ImageOps, ImageSequence

from motcua.documents.files.unfit import Unfit

MOST_SIDE = 10_000  # pixels
MOST_PIXELS = 50_000_000  # a sheet of A4 at 600 dpi has 35 million
MOST_FRAMES = 200
DPI = 200
_LONGEST = 3508  # pixels kept of a picture whose dpi nobody knows: A4 at 300 dpi, A3 at 212
_BELIEVED = (DPI, 2400)  # dpi that a scanner may say
_QUALITY = 85
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/tiff": "TIFF"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def redrawn(content: bytes, media_type: str) -> tuple[bytes, int]:
    """The picture in the same format, and how many pages it has (a TIFF may have several). Raises Unfit."""
    wanted = _FORMATS[media_type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[wanted]) as image:
                frames = _frames(image, wanted)
        return _written(frames, wanted), len(frames)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit("image_too_large") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError) as error:
        raise Unfit("image_broken") from error  # Pillow says a damaged picture in all of these


def _frames(image: Image.Image, wanted: str) -> list[Image.Image]:
    if wanted != "TIFF":
        return [_upright(image)]
    if _frame_count(image) > MOST_FRAMES:
        raise Unfit("too_many_pages")
    return [_upright(frame) for frame in ImageSequence.Iterator(image)]


def _upright(image: Image.Image) -> Image.Image:
    width, height = image.size
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise Unfit("image_too_large")
    factor = min(_by_dpi(image), _LONGEST / max(width, height), 1.0)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    image.draft("RGB" if image.mode not in {"L", "1"} else image.mode, size)
    turned = _plain(ImageOps.exif_transpose(image) if _is_turned(image) else image)
    if factor < 1:
        wanted = size if (turned.width >= turned.height) == (size[0] >= size[1]) else size[::-1]
        grey = turned.convert("L") if turned.mode == "1" else turned
        turned = grey.resize(
            wanted, Image.Resampling.HAMMING
        )  # a third of LANCZOS's time; letters stay clear
    turned = turned.copy() if turned is image and _frame_count(image) > 1 else turned
    turned.load()
    turned.info = {}
    return turned


def _frame_count(image: Image.Image) -> int:
    """How many pages share this one object, each drawn over the one before."""
    return int(getattr(image, "n_frames", 1))


def _is_turned(image: Image.Image) -> bool:
    return bool(image.getexif().get(ExifTags.Base.Orientation, 1) != 1)


def _by_dpi(image: Image.Image) -> float:
    """By how much a scan above 200 dpi shrinks; 1 where the picture does not say its dpi or says nonsense."""
    said = image.info.get("dpi") or (0, 0)
    dpi = float(min(said)) if isinstance(said, tuple) else 0.0
    return DPI / dpi if _BELIEVED[0] < dpi <= _BELIEVED[1] else 1.0


def _plain(image: Image.Image) -> Image.Image:
    """Black and white, grey or colour; what shines through stands on white paper."""
    if image.mode in {"1", "L", "RGB"}:
        return image
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        coloured = image.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(paper, coloured).convert("RGB")
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("L")
    return image.convert("RGB")


def _written(frames: list[Image.Image], wanted: str) -> bytes:
    into = io.BytesIO()
    first, rest = frames[0], frames[1:]
    if wanted == "JPEG":
        first = first.convert("L") if first.mode == "1" else first
        first.save(into, "JPEG", quality=_QUALITY, dpi=(DPI, DPI))
    elif wanted == "PNG":
        first.save(into, "PNG", compress_level=3, dpi=(DPI, DPI))
    else:
        packed = "group4" if all(frame.mode == "1" for frame in frames) else "tiff_adobe_deflate"
        first.save(into, "TIFF", save_all=True, append_images=rest, compression=packed, dpi=(DPI, DPI))
    return into.getvalue()
