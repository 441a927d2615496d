"""Is this ZIP a Word text or an Excel table, and nothing more? Read by its list of parts, never unpacked whole."""

import io
import zipfile
import zlib

from motcua.documents.files.kinds import FileKind
from motcua.documents.files.unfit import Unfit

MOST_PARTS = 5_000
MOST_BYTES = 200_000_000  # unpacked
MOST_RATIO = 100  # unpacked over packed, for the whole and for a part above a megabyte
_MEGABYTE = 1_000_000
_TYPES = "[Content_Types].xml"
_MAIN = {
    b"wordprocessingml.document.main+xml": FileKind.DOCX,
    b"spreadsheetml.sheet.main+xml": FileKind.XLSX,
}
_ENCRYPTED = 0x1
_ACTING_PARTS = (
    "vbaproject",
    "vbadata",
    "activex/",
    "macrosheets/",
    "oleobject",
    ".exe",
    ".dll",
    ".js",
    ".vbs",
)


def office_kind(content: bytes) -> FileKind:
    """DOCX or XLSX. Raises Unfit: `zip_bomb`, `office_active`, `office_locked`, `office_broken`, `file_kind`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _refuse_bomb(parts, len(content))
            _refuse_acting(parts)
            kind = _kind_by_types(_part(package, _TYPES))
            _refuse_foreign_template(package)
            return kind
    except KeyError as error:
        raise Unfit("file_kind") from error  # a ZIP, but of something else
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError) as error:
        raise Unfit("office_broken") from error
    except zlib.error as error:
        raise Unfit("office_broken") from error


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > _MEGABYTE and part.file_size > MOST_RATIO * max(1, part.compress_size)
        for part in parts
    )
    overlapping = sum(part.compress_size for part in parts) > size
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or swollen or overlapping:
        raise Unfit("zip_bomb")
    if unpacked > _MEGABYTE and unpacked > MOST_RATIO * size:
        raise Unfit("zip_bomb")


def _refuse_acting(parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = part.filename.lower()
        if part.flag_bits & _ENCRYPTED:
            raise Unfit("office_locked")
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise Unfit("office_broken")
        if any(word in name for word in _ACTING_PARTS):
            raise Unfit("office_active")


def _kind_by_types(types: bytes) -> FileKind:
    if b"macroEnabled" in types or b"vnd.ms-office.vba" in types:
        raise Unfit("office_active")
    kinds = [kind for words, kind in _MAIN.items() if words in types]
    if len(kinds) != 1:
        raise Unfit("file_kind")
    return kinds[0]


def _refuse_foreign_template(package: zipfile.ZipFile) -> None:
    """A Word text that fetches its template from elsewhere brings that template's macros."""
    for name in (
        "word/_rels/settings.xml.rels",
        "word/_rels/document.xml.rels",
        "xl/_rels/workbook.xml.rels",
    ):
        if name in package.namelist():
            words = _part(package, name)
            if b"attachedTemplate" in words and b"External" in words:
                raise Unfit("office_active")


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """A small part, read no further than it says it is."""
    with package.open(name) as part:
        return part.read(_MEGABYTE)
