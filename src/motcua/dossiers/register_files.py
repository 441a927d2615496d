"""As which files is the register of some days given out? PDF in its form, CSV and XLSX with the same columns."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.documents.forms import form_periods, form_set_on
from motcua.documents.listings import RegisterLine
from motcua.documents.sheets.register import REGISTER_COLUMNS, register_cells
from motcua.documents.spreadsheets import as_csv, as_workbook
from motcua.documents.terms import FormKind
from motcua.documents.typesetting import typeset_together
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
    """The register of those days, both in it. Raises Refused: period_wrong, too_many_lines.

    Across a change of circular PDF and workbook have a part for each form, in one file.
    """
    name = f"so-theo-doi-{first.isoformat()}-{last.isoformat()}.{kind.value}"
    if kind is FileKind.PDF:
        parts = [register(unit, start, end, at=at, only=only) for start, end in form_periods(first, last)]
        content = typeset_together(parts)
    elif kind is FileKind.CSV:
        content = as_csv(HEADER, _rows(register_lines(unit.id, first, last, only)))
    else:
        content = as_workbook(HEADER, _sheets(unit, first, last, only))
    return MadeFile(name, CONTENT_TYPES[kind], content)


def _rows(lines: tuple[RegisterLine, ...]) -> list[tuple[str, ...]]:
    return [(str(place), *register_cells(line)) for place, line in enumerate(lines, start=1)]


def _sheets(unit: Unit, first: date, last: date, only: ByChannel) -> list[tuple[str, list[tuple[str, ...]]]]:
    """A sheet for each form of the days, named by its number: `Sổ theo dõi, mẫu 06`."""
    return [
        (
            f"Sổ theo dõi, mẫu {form_set_on(start).form(FormKind.REGISTER).number}",
            _rows(register_lines(unit.id, start, end, only)),
        )
        for start, end in form_periods(first, last)
    ]
