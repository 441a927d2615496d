"""What words stand on a scanned paper? Read by tesseract where it is installed, page by page; never needed."""

import io
import shutil
import subprocess
from functools import cache

import pypdfium2
from PIL import Image

PROGRAM, LANGUAGE = "tesseract", "vie"
DPI = 200
MOST_PAGES, MOST_SIGNS = 40, 200_000
_SECONDS = 120  # for one page


@cache
def can_read() -> bool:
    """Is the program there, with Vietnamese?"""
    if shutil.which(PROGRAM) is None:
        return False
    known = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, check=False)
    return LANGUAGE in known.stdout.decode(errors="replace").split()


def words_of(content: bytes, media_type: str) -> str:
    """The words of a PDF (its first pages) or picture that the store keeps; empty where none can be read."""
    try:
        read = [_read(page) for page in _pages(content, media_type)]
    except (pypdfium2.PdfiumError, OSError, ValueError, subprocess.SubprocessError):
        return ""
    return "\n\n".join(text for text in read if text)[:MOST_SIGNS]


def _pages(content: bytes, media_type: str) -> list[bytes]:
    if not media_type.endswith("/pdf"):
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF"]) as image:
            return [_png(image.convert("L"))]
    document = pypdfium2.PdfDocument(content)
    try:
        count = min(len(document), MOST_PAGES)
        return [
            _png(document[place].render(scale=DPI / 72, grayscale=True).to_pil()) for place in range(count)
        ]
    finally:
        document.close()


def _png(image: Image.Image) -> bytes:
    into = io.BytesIO()
    image.save(into, "PNG", dpi=(DPI, DPI), compress_level=1)
    return into.getvalue()


def _read(page: bytes) -> str:
    """One thread, so that reading in the background takes no more than one core."""
    done = subprocess.run(
        [PROGRAM, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(DPI)],
        input=page,
        capture_output=True,
        check=True,
        timeout=_SECONDS,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/usr/local/bin:/bin"},
    )
    text = done.stdout.decode(errors="replace").replace("\x00", "").replace("\x0c", "")
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()
