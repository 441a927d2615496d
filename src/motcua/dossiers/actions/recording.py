"""Dossiers that another system settled come in: a whole file or nothing of it, streamed; a file can be taken back."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import itemgetter
from pathlib import Path

import psycopg
from django.db import connection, transaction

from motcua.core import journal
from motcua.core.moments import VN
from motcua.core.refusals import Refused, refuse
from motcua.dossiers.recorded.checking import IMPORTED, TAKEN_BACK, subject_of
from motcua.dossiers.recorded.reading import MOST_FAULTS, Fault, Lines, Reader
from motcua.dossiers.recorded.rows import (
    ARRIVING,
    COLUMNS,
    TABLE,
    counted,
    ends_later,
    of_import,
    received_here,
    repeated_of_arriving,
)
from motcua.dossiers.recorded.terms import CODE
from motcua.dossiers.recorded.terms import COLUMNS as CALLED
from motcua.dossiers.recorded_tables import LINE_BITS, RecordedImport
from motcua.organisation.models import Unit
from motcua.procedures.models import NationalProcedure

_AT_ONCE = 1000  # rows sent together
_SEPARATORS = ",;\t"
# In this transaction times are read as the office writes them.
_SPEAKS = "SELECT set_config('TimeZone', %s, true), set_config('DateStyle', %s, true)"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: `number` of the import, its rows; 0 and `already` where all of it had come before.

    `left_out`: columns that are not kept; `unknown`: codes of procedures that the catalogue does not have.
    """

    number: int
    rows: int
    already: bool = False
    left_out: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def import_recorded(*, file: Path, at: datetime) -> Imported:
    """Take in a CSV file with the columns of `recorded/terms.py`, in one transaction and constant memory.

    A file that came before is taken for done. Refused: `recorded_file`, `recorded_lines`, `recorded_repeated`; the
    text names up to a hundred lines, with the column and what to do.
    """
    try:
        return _taken_in(file, at)
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise refuse(
            "recorded_file", f"Không đọc được tệp ({error}). Hãy lưu tệp thành CSV (UTF-8) rồi nhập lại."
        ) from error


@transaction.atomic
def take_back_recorded(*, number: int, why: str, at: datetime) -> int:
    """Take an import back, all of it; how many rows went. Refused: `recorded_unknown`, `recorded_why`."""
    found = RecordedImport.objects.select_for_update().filter(pk=number, taken_back_at=None).first()
    if found is None:
        raise refuse(
            "recorded_unknown", f"Không có lần nhập {number} đang được giữ. Hãy xem lại số lần nhập."
        )
    if not why.strip():
        raise refuse("recorded_why", "Hãy ghi lý do rút lại lần nhập này.")
    mine = of_import(number)
    with connection.cursor() as cursor:
        if found.folded_at:
            cursor.execute(
                f"UPDATE dossiers_recordedsum kept SET count = kept.count - gone.count FROM ({counted(mine)}) gone "
                " WHERE (kept.day, kept.unit_id, kept.facts) = (gone.day, gone.unit_id, gone.facts)"
            )
        cursor.execute("DELETE FROM dossiers_recordedsum WHERE count = 0")
        cursor.execute(f"DELETE FROM {TABLE} WHERE {mine}")
        rows = int(cursor.rowcount)
    found.taken_back_at, found.why = at, why.strip()
    found.save(update_fields=["taken_back_at", "why"])
    _note(TAKEN_BACK, number, at, {"why": found.why, "rows": rows})
    return rows


@transaction.atomic
def fold_recorded(*, at: datetime) -> int:
    """Take the imports that came since into the sums; how many. Until then they are counted row by row."""
    waiting = (
        RecordedImport.objects.select_for_update().filter(folded_at=None, taken_back_at=None).order_by("pk")
    )
    numbers = [one.pk for one in waiting]
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute(
                "INSERT INTO dossiers_recordedsum AS kept (day, unit_id, facts, count) "
                f"{counted(of_import(number))} "
                "ON CONFLICT (day, unit_id, facts) DO UPDATE SET count = kept.count + excluded.count"
            )
    RecordedImport.objects.filter(pk__in=numbers).update(folded_at=at)
    return len(numbers)


def _taken_in(file: Path, at: datetime) -> Imported:
    """At full speed; where the database says no, line by line, so that each wrong one is named."""
    try:
        return _import(file, at)
    except psycopg.errors.UniqueViolation:
        return _again(file, at)
    except (psycopg.errors.CheckViolation, psycopg.DataError, _NotYetOverError):
        return _import(file, at, careful=True)


class _NotYetOverError(Exception):
    """A line says that something ended later than now."""


@transaction.atomic
def _import(file: Path, at: datetime, *, careful: bool = False) -> Imported:
    made = RecordedImport.objects.create(file=file.name, imported_at=at)
    reader = _reader(made.pk, at, careful=careful)
    with file.open(encoding="utf-8-sig", newline="") as text:
        lines, left_out = _lines(text.readline(), text)
        digest = _copied(TABLE, reader.rows(lines))
    if reader.faults:
        raise _refused(reader.faults)
    if ends_later(made.pk, at):
        raise _NotYetOverError
    if twice := list(received_here(made.pk)):
        raise _refused(
            [
                Fault(line, CODE, f"hồ sơ {code} đã có trong hệ thống này; hãy bỏ dòng này.")
                for line, code in twice
            ]
        )
    made.rows, made.sha256 = reader.count, digest
    made.save(update_fields=["rows", "sha256"])
    _note(IMPORTED, made.pk, at, {"file": file.name, "rows": made.rows, "sha256": digest})
    known = set(NationalProcedure.objects.values_list("code", flat=True))
    return Imported(made.pk, made.rows, False, left_out, tuple(sorted(reader.procedures.keys() - known)))


@transaction.atomic
def _again(file: Path, at: datetime) -> Imported:
    """Something of the file is there already: all of it, so that nothing is to be done, or else which lines."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {ARRIVING} (LIKE {TABLE}) ON COMMIT DROP")
    with file.open(encoding="utf-8-sig", newline="") as text:
        lines, left_out = _lines(text.readline(), text)
        reader = _reader(0, at, careful=True)
        _copied(ARRIVING, reader.rows(lines))
    if reader.faults:
        raise _refused(reader.faults)
    found = repeated_of_arriving()
    if found.same:
        return Imported(0, 0, True, left_out)
    text_of = "hồ sơ {} đã được nhập hoặc lặp lại trong tệp; hãy bỏ dòng này."
    raise _refused(
        [Fault(line, CODE, text_of.format(code)) for line, code in found.lines], "recorded_repeated"
    )


def _reader(number: int, at: datetime, *, careful: bool) -> Reader:
    units = {unit: unit for unit in Unit.objects.values_list("pk", flat=True)}
    return Reader(units, number << LINE_BITS, at, careful)


def _lines(header: str, rest: Iterator[str]) -> tuple[Lines, tuple[str, ...]]:
    """Lines with their cells in order, and which columns of the file are not kept. Refused: `recorded_file`."""
    separator = max(_SEPARATORS, key=header.count)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=separator), [])]
    if lacking := [name for name in CALLED if names.count(name) != 1]:
        raise refuse(
            "recorded_file",
            f"Dòng tiêu đề thiếu hoặc lặp cột: {', '.join(lacking)}. Hãy đặt đủ các cột {', '.join(CALLED)}.",
        )
    ordered = itemgetter(*(names.index(name) for name in CALLED))
    return (
        _ordered(csv.reader(rest, delimiter=separator), ordered, len(names)),
        tuple(name for name in names if name not in CALLED),
    )


def _ordered(found: Iterator[list[str]], ordered: Callable[[list[str]], Sequence[str]], width: int) -> Lines:
    """A line of another width is passed on as it is: the reader says so. Blank lines are passed over."""
    for number, cells in enumerate(found, start=2):
        if len(cells) == width:
            yield number, ordered(cells)
        elif cells:
            yield number, ()


def _copied(table: str, rows: Iterator[str]) -> str:
    """Send the rows while they are read; their hash."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(_SPEAKS, [VN.key, "ISO, DMY"])
        with cursor.copy(f"COPY {table} ({COLUMNS}) FROM STDIN") as copy:
            while some := "".join(islice(rows, _AT_ONCE)).encode():
                digest.update(some)
                copy.write(some)
        cursor.execute(_SPEAKS, [connection.timezone_name, "ISO, MDY"])
    return digest.hexdigest()


def _refused(faults: list[Fault], code: str = "recorded_lines") -> Refused:
    lines = [one.words for one in faults[:MOST_FAULTS]]
    if len(faults) >= MOST_FAULTS:
        lines.append(f"(chỉ nêu {MOST_FAULTS} chỗ đầu tiên)")
    return refuse(code, "\n".join([*lines, "Chưa nhập dòng nào. Hãy sửa tệp rồi nhập lại."]))


def _note(action: str, number: int, at: datetime, detail: dict[str, object]) -> None:
    journal.record(
        chain="system",
        at=at,
        actor_id=None,
        actor_name="",
        action=action,
        subject=subject_of(number),
        detail=detail,
    )
