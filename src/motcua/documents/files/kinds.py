"""Which kinds of file does the office take, and how is each told by its first bytes?"""

from enum import StrEnum


class FileKind(StrEnum):
    """The kinds that are kept, by their media type."""

    PDF = "application/pdf"  # tệp PDF
    JPEG = "image/jpeg"  # ảnh JPEG
    PNG = "image/png"  # ảnh PNG
    TIFF = "image/tiff"  # ảnh TIFF
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"  # văn bản Word
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # bảng tính Excel


class ScanState(StrEnum):
    """What the virus scanner said."""

    NOT_SET_UP = "not_set_up"  # không cài đặt kiểm tra vi-rút
    WAITING = "waiting"  # chờ kiểm tra vi-rút
    CLEAN = "clean"  # đã kiểm tra, không có vi-rút
    INFECTED = "infected"  # có vi-rút


IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.TIFF})
OFFICE = frozenset({FileKind.DOCX, FileKind.XLSX})
SERVED = frozenset({ScanState.NOT_SET_UP, ScanState.CLEAN})
EXTENSIONS = {
    FileKind.PDF: ".pdf",
    FileKind.JPEG: ".jpg",
    FileKind.PNG: ".png",
    FileKind.TIFF: ".tif",
    FileKind.DOCX: ".docx",
    FileKind.XLSX: ".xlsx",
}
ACCEPT = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.docx,.xlsx"  # what a file control offers first
ACCEPTED_WORDS = "PDF, JPEG, PNG, TIFF, DOCX, XLSX"
_ZIP = b"PK\x03\x04"
_BEGINNINGS = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
)


def kind_of(content: bytes) -> FileKind | None:
    """The kind the bytes claim to be, never the name; any ZIP claims to be Word or Excel (DOCX is answered).

    What it claims is proved by opening it (`inspecting`).
    """
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    return FileKind.DOCX if content.startswith(_ZIP) else None
