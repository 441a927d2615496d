"""What words stand on a scanned paper? Read by tesseract where it is installed, page by page; never needed.

The worker that asks holds keys and a database, so it opens no page itself: the process for strange files draws each
page, the reading machine gets that drawing and runs bounded too.
"""

import shutil
import subprocess
from functools import cache

from motcua.documents.files.bounded import run_bounded
from motcua.documents.files.inspecting import page_to_read
from motcua.documents.files.kinds import FileKind
from motcua.documents.files.thumbnails import READING_DPI

PROGRAM, LANGUAGE = "tesseract", "vie"
MOST_PAGES, MOST_SIGNS = 40, 200_000
_SECONDS = 60  # of computing, for one page


@cache
def can_read() -> bool:
    """Is the program there, with Vietnamese?"""
    if shutil.which(PROGRAM) is None:
        return False
    known = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, check=False)
    return LANGUAGE in known.stdout.decode(errors="replace").split()


def words_of(content: bytes, kind: FileKind, pages: int | None) -> str:
    """The words of a PDF or picture that the store keeps, first pages only; an unreadable page is left out."""
    read = (_read(content, kind, page) for page in range(1, min(pages or 1, MOST_PAGES) + 1))
    return "\n\n".join(text for text in read if text)[:MOST_SIGNS]


def _read(content: bytes, kind: FileKind, page: int) -> str:
    """One thread, so that reading in the background takes no more than one core."""
    drawn = page_to_read(content, kind, page=page)
    if drawn is None:
        return ""
    command = [PROGRAM, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(READING_DPI)]
    try:
        said = run_bounded(command, drawn, seconds=_SECONDS, env={"OMP_THREAD_LIMIT": "1"})
    except (OSError, subprocess.SubprocessError):
        return ""
    text = said.decode(errors="replace").replace("\x00", "").replace("\x0c", "")
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()
