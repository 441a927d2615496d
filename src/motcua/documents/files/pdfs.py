"""Is this a whole PDF that only shows pages? What acts by itself, hides files or is locked is found unrun."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from motcua.documents.files.unfit import Unfit

MOST_PAGES = 2_000
MOST_OBJECTS = 300_000
_DEEPEST = 60
# Actions that do more than turn to a page or open an address the reader clicks on.
_ACTING = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie",
     "/Sound", "/RichMediaExecute", "/SetOCGState", "/Trans", "/GoTo3DView"}
)  # fmt: skip
_PLAYING = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
_HIDDEN = ("/JS", "/JavaScript", "/AA", "/XFA", "/EF", "/EmbeddedFiles")
# What may happen when a file is opened: an address opened unasked would tell somebody who reads it.
_OPENING = frozenset({"/GoTo", "/GoToDp", "/Named"})


def checked(content: bytes, *, strip: bool) -> tuple[bytes, int]:
    """The PDF, byte for byte as it came, and its pages. With `strip` active parts are taken out (a new file).

    A signed PDF is never rewritten. Raises Unfit: `pdf_locked`, `pdf_broken`, `pdf_active`, `too_many_pages`.
    """
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Unfit("pdf_locked")
            pages = len(pdf.pages)
            if not pages:
                raise Unfit("pdf_broken")
            if pages > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
                raise Unfit("too_many_pages")
            active, signed = _look_through(pdf)
            if not active:
                return content, pages
            if signed or not strip:
                raise Unfit("pdf_active_signed" if signed else "pdf_active")
            return _stripped(pdf), pages
    except pikepdf.PasswordError as error:
        raise Unfit("pdf_locked") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError) as error:
        raise Unfit("pdf_broken") from error


def _look_through(pdf: Pdf) -> tuple[bool, bool]:
    """Does anything act or hide, and is anything signed? Every object is looked at, reached from a page or not."""
    active, signed = _opens_by_itself(pdf.Root), False
    for found in _dictionaries(pdf):
        active = active or _is_active(found)
        signed = signed or "/ByteRange" in found
    return active, signed


def _opens_by_itself(root: Any) -> bool:
    opening = root.get("/OpenAction")
    if isinstance(opening, Dictionary):
        return str(opening.get("/S", "")) not in _OPENING or "/Next" in opening
    return False


def _dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Every dictionary, of streams too; what is indirect is met once, on its own."""
    for top in pdf.objects:
        waiting: list[tuple[Any, int]] = [(top, 0)]
        while waiting:
            found, depth = waiting.pop()
            if depth > _DEEPEST:
                raise Unfit("pdf_broken")
            if isinstance(found, Dictionary | Stream):
                yield found
                parts: Any = found.as_dict().values() if isinstance(found, Dictionary) else _of(found)
            elif isinstance(found, Array):
                parts = found
            else:
                continue
            waiting += [(part, depth + 1) for part in parts if _is_inside(part)]


def _of(stream: Any) -> Iterator[Any]:
    for key in stream.keys():  # noqa: SIM118 - a pikepdf stream is no mapping
        yield stream.get(key)


def _is_inside(part: Any) -> bool:
    return isinstance(part, Object) and not part.is_indirect and isinstance(part, Dictionary | Array | Stream)


def _is_active(found: Any) -> bool:
    return (
        any(key in found for key in _HIDDEN)
        or _word(found, "/S") in _ACTING
        or _word(found, "/Subtype") in _PLAYING
        or _word(found, "/Type") == "/EmbeddedFile"
    )


def _word(found: Any, key: str) -> str:
    said = found.get(key)
    return str(said) if isinstance(said, Name) else ""


def _stripped(pdf: Pdf) -> bytes:
    """Written anew without the parts that act; what cannot be taken out cleanly is refused."""
    for key in ("/OpenAction", "/Collection"):
        if key in pdf.Root:
            del pdf.Root[key]
    for found in list(_dictionaries(pdf)):
        _calm(found)
    into = io.BytesIO()
    pdf.save(into, deterministic_id=True)
    again = into.getvalue()
    with pikepdf.open(io.BytesIO(again), attempt_recovery=False) as written:
        if _look_through(written)[0]:
            raise Unfit("pdf_active")
    return again


def _calm(found: Any) -> None:
    """An action becomes a turn to the first page, a playing thing a note, an attached file an empty stream."""
    for key in _HIDDEN:
        if key in found:
            del found[key]
    if _word(found, "/S") in _ACTING:
        found["/S"], found["/N"] = Name("/Named"), Name("/FirstPage")
    if _word(found, "/Subtype") in _PLAYING:
        found["/Subtype"] = Name("/Text")
    if _word(found, "/Type") == "/EmbeddedFile":
        found.write(b"")
        del found["/Type"]
