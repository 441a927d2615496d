"""As which files does a report leave the office? CSV, XLSX, DOCX and PDF from one description, with the same totals."""

from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from motcua.documents.papers import Head
from motcua.documents.report_docx import as_docx
from motcua.documents.report_paper import Bounded, ReportPaper, ReportTable, Share, Value, cell_text
from motcua.documents.sheets.report import report_sheet
from motcua.documents.spreadsheets import as_csv
from motcua.documents.typesetting import described, set_sheets
from motcua.documents.wording import day_text, moment_text


class ReportFile(StrEnum):
    """In which form a report leaves the office."""

    CSV = "csv"  # bảng tính dạng văn bản
    XLSX = "xlsx"  # bảng tính
    DOCX = "docx"  # văn bản
    PDF = "pdf"  # bản in


REPORT_TYPES: dict[ReportFile, str] = {
    ReportFile.CSV: "text/csv; charset=utf-8",
    ReportFile.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFile.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ReportFile.PDF: "application/pdf",
}


def report_file(
    paper: ReportPaper, kind: ReportFile, head: Head, *, code: str = "", sha256: str = "", sender: str = ""
) -> bytes:
    """The report as a file. `code`, `sha256` of an issued one are printed on paper; `sender` signs it."""
    match kind:
        case ReportFile.CSV:
            return as_csv([paper.title], _csv_rows(paper))
        case ReportFile.XLSX:
            return _as_xlsx(paper, sha256)
        case ReportFile.DOCX:
            return as_docx(report_sheet(paper, head, code=code, sha256=sha256, sender=sender))
        case ReportFile.PDF:
            sheet = report_sheet(paper, head, code=code, sha256=sha256, sender=sender)
            return set_sheets([described(sheet)], moment=paper.moment)


def facts_of(paper: ReportPaper) -> tuple[str, ...]:
    """What stands above the tables: whose, of which days, as of when, and that it is not final."""
    period = f"Kỳ báo cáo: từ {day_text(paper.first)} đến hết {day_text(paper.last)}"
    made = f"Số liệu tại {moment_text(paper.moment)}"
    provisional = ("Số liệu tạm tính: kỳ báo cáo chưa kết thúc",) if paper.provisional else ()
    return (f"Cơ quan báo cáo: {paper.unit_name}", period, made, *provisional)


def _csv_rows(paper: ReportPaper) -> Iterator[list[str]]:
    """What stands below the title; whole numbers as bare digits."""
    for fact in facts_of(paper):
        yield [fact]
    for table in paper.tables:
        yield []
        yield [table.caption]
        yield [column.title for column in table.columns]
        for row in table.rows:
            yield [_bare(cell) for cell in row.cells]
    yield []
    for note in (*(note for table in paper.tables for note in table.notes), *paper.notes):
        yield [note]


def _bare(value: Value) -> str:
    if isinstance(value, Bounded):
        return f"{value.words} {value.count}"
    return str(value) if isinstance(value, int) else cell_text(value)


def _as_xlsx(paper: ReportPaper, sha256: str) -> bytes:
    """A sheet for each table, numbers as numbers; what stands above and below the tables on a sheet of its own."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": paper.title})
    for place, table in enumerate(paper.tables, start=1):
        _write_table(book, f"Bảng {place}", table)
    about = book.add_worksheet("Giới thiệu")
    about.set_column(0, 0, 100)
    sealed = (f"Mã kiểm SHA-256: {sha256}",) if sha256 else ()
    for line, fact in enumerate((paper.title, *facts_of(paper), *paper.notes, *sealed)):
        about.write_string(line, 0, fact)
    book.close()
    return made.getvalue()


def _write_table(book: xlsxwriter.Workbook, name: str, table: ReportTable) -> None:
    page = book.add_worksheet(name)
    strong = book.add_format({"bold": True, "text_wrap": True})
    for place, column in enumerate(table.columns):
        page.set_column(place, place, 44 if column.wide else 14)
    page.write_string(0, 0, table.caption, strong)
    for place, column in enumerate(table.columns):
        page.write_string(1, place, column.title, strong)
    for line, row in enumerate(table.rows, start=2):
        for place, cell in enumerate(row.cells):
            _write_cell(book, page, (line, place), cell)
    for line, note in enumerate(table.notes, start=len(table.rows) + 3):
        page.write_string(line, 0, note)


def _write_cell(book: xlsxwriter.Workbook, page: Worksheet, at: tuple[int, int], cell: Value) -> None:
    """A figure as a number that shows as on the page; everything else as text."""
    if isinstance(cell, int):
        page.write_number(*at, cell, book.add_format({"num_format": "#,##0"}))
    elif isinstance(cell, Bounded):
        page.write_number(*at, cell.count, book.add_format({"num_format": f'"{cell.words} "#,##0'}))
    elif isinstance(cell, Share) and cell.tenths is not None:
        page.write_number(*at, cell.tenths / 1000, book.add_format({"num_format": "0.0%"}))
    else:
        page.write_string(*at, cell_text(cell))
