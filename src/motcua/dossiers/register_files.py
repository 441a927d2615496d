"""As which files is the register of some days given out? PDF in its form, CSV and XLSX with the same columns."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.documents.sheets.register import REGISTER_COLUMNS, register_cells
from motcua.documents.spreadsheets import as_csv, as_xlsx
from motcua.documents.typesetting import typeset
from motcua.dossiers.channels import EVERY_CHANNEL, ByChannel
from motcua.dossiers.registers import register, register_lines
from motcua.organisation.models import Unit

HEADER = [f"{column.group}: {column.title}" if column.group else column.title for column in REGISTER_COLUMNS]


class FileKind(StrEnum):
    """In which form a list leaves the office."""

    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"


CONTENT_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file as it leaves the office."""

    name: str
    content_type: str
    content: bytes


def register_file(
    unit: Unit, first: date, last: date, kind: FileKind, *, at: datetime, only: ByChannel = EVERY_CHANNEL
) -> MadeFile:
    """The register of those days, both in it. Raises Refused: period_wrong, too_many_lines, two_forms (PDF)."""
    name = f"so-theo-doi-{first.isoformat()}-{last.isoformat()}.{kind.value}"
    if kind is FileKind.PDF:
        content = typeset(register(unit, first, last, at=at, only=only))
    else:
        lines = register_lines(unit.id, first, last, only)
        rows = [(str(place), *register_cells(line)) for place, line in enumerate(lines, start=1)]
        content = as_csv(HEADER, rows) if kind is FileKind.CSV else as_xlsx("Sổ theo dõi", HEADER, rows)
    return MadeFile(name, CONTENT_TYPES[kind], content)
