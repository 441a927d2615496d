"""The process that opens strange files: little memory, little time, no file to write; it can only answer.

It runs beside a web process (`inspecting` starts and ends it), reads one question after the other from its input
and never touches Django, the database or a key.
"""

from collections.abc import Mapping
from typing import Any

from motcua.documents.files import packages, pdfs, pictures, thumbnails
from motcua.documents.files.kinds import IMAGES, FileKind
from motcua.documents.files.serving import serve


def main() -> None:
    """Answer until the input ends."""
    serve(_done)


def _done(question: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """What is said and the bytes that come back; nothing comes back where the content stays as it is."""
    if question["do"] == "picture":
        page, width = question["page"], question["width"]
        return {}, thumbnails.page_picture(content, question["kind"], page=page, width=width)
    if question["do"] == "read":
        return {}, thumbnails.page_to_read(content, question["kind"], page=question["page"])
    kind = FileKind(question["kind"])
    if kind in IMAGES:
        drawn, pages = pictures.redrawn(content, kind.value)
        return {"kind": kind.value, "pages": pages}, drawn
    if kind is FileKind.PDF:
        checked, pages = pdfs.checked(content, strip=question["strip"])
        return {"kind": kind.value, "pages": pages}, b"" if checked is content else checked
    return {"kind": packages.office_kind(content).value, "pages": None}, b""


if __name__ == "__main__":
    main()
