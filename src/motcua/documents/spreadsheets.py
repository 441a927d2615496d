"""How do lists leave and come in as spreadsheets? CSV and XLSX with the same rows; cells are text, never formulas."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import chain

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from python_calamine import CalamineError, CalamineWorkbook

from motcua.core.refusals import refuse
from motcua.core.vntext import nfc

MOST_BYTES = 3 * 1024 * 1024
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark that spreadsheet programs need; a cell that would be a formula gets an apostrophe."""
    text = StringIO()
    csv.writer(text).writerows([_plain(cell) for cell in row] for row in chain([header], rows))
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_xlsx(sheet: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet; every cell is written as text."""
    return as_workbook(header, [(sheet, rows)])


def as_workbook(header: Sequence[str], sheets: Iterable[tuple[str, Iterable[Sequence[str]]]]) -> bytes:
    """A workbook with the same columns on each of its sheets (name, rows); every cell is written as text."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "strings_to_formulas": False})
    strong = book.add_format({"bold": True, "text_wrap": True})
    for name, rows in sheets:
        page = book.add_worksheet(name[:31])
        for column, title in enumerate(header):
            page.write_string(0, column, title, strong)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                page.write_string(line, column, cell)
    book.close()
    return made.getvalue()


def read_rows(name: str, content: bytes) -> list[list[str]]:
    """The rows of a CSV or XLSX file (first sheet) as text, blank rows at their places.

    Raises Refused: file_kind_unknown, file_too_big, file_unreadable.
    """
    if len(content) > MOST_BYTES:
        raise refuse("file_too_big", "Tệp lớn quá 3 MB. Hãy chia nhỏ danh sách rồi gửi lại.", field="file")
    if name.lower().endswith(".csv"):
        return _read_csv(content)
    if name.lower().endswith((".xlsx", ".ods", ".xls")):
        return _read_workbook(content)
    raise refuse(
        "file_kind_unknown",
        "Chỉ nhận tệp .csv hoặc .xlsx. Hãy lưu danh sách theo mẫu rồi gửi lại.",
        field="file",
    )


def _read_csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        first = text.partition("\n")[0]
        found = csv.reader(
            StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
        )
        return [[_text(cell) for cell in row] for row in found]
    except (UnicodeDecodeError, csv.Error):
        raise _unreadable() from None


def _read_workbook(content: bytes) -> list[list[str]]:
    try:
        rows = (
            CalamineWorkbook.from_filelike(BytesIO(content))
            .get_sheet_by_index(0)
            .to_python(skip_empty_area=False)
        )
    except (CalamineError, OSError, ValueError, IndexError):
        raise _unreadable() from None
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    """A whole number typed as a number is what it looks like; a day is written as Vietnamese write it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return " ".join(nfc(str(cell)).split())


def _unreadable() -> Exception:
    return refuse(
        "file_unreadable",
        "Không đọc được tệp. Hãy mở tệp, lưu lại thành .xlsx hoặc .csv (UTF-8) rồi gửi lại.",
        field="file",
    )
