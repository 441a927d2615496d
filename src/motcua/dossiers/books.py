"""What stands in the certification books, and are they whole?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from motcua.core.chain import GENESIS, follows
from motcua.core.models import NumberCounter
from motcua.dossiers.book_rules import BOOKS
from motcua.dossiers.book_tables import BookClosing, BookRow
from motcua.dossiers.models import Dossier

_OUTSIDE = frozenset({"id", "previous", "hash"})
# The row's number was recalled with its result: the dossier has another number now, or none.
SPOILT = ~Q(result_number=F("dossier__result_number"))


@dataclass(slots=True)
class BookYear:
    """A book of one year, for the list of books."""

    book: str
    title: str
    year: int
    numbers: int
    closing: BookClosing | None = field(default=None)


def content_of(row: BookRow) -> dict[str, Any]:
    """What the hash of a row covers: every column but the hashes."""
    return {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if column.attname not in _OUTSIDE
    }


def rows_of(unit_id: str, book: str, year: int, month: int | None = None) -> QuerySet[BookRow]:
    """The rows of a book's year or month in order; `spoilt` marks numbers of recalled approvals."""
    rows = BookRow.objects.filter(unit_id=unit_id, book=book, year=year)
    rows = rows.filter(day__month=month) if month else rows
    return rows.annotate(spoilt=SPOILT).select_related("dossier").order_by("number")


def numbers_of(dossier: Dossier) -> list[BookRow]:
    """The book numbers that a dossier's present result carries."""
    return list(dossier.book_rows.filter(result_number=dossier.result_number).order_by("number"))


def book_years(unit_id: str) -> list[BookYear]:
    """Every book of the unit by year, newest first, with how many numbers it has and its closing."""
    counted = (
        BookRow.objects.filter(unit_id=unit_id)
        .order_by("-year", "book")
        .values_list("book", "year")
        .annotate(numbers=Count("id"))
    )
    closings = {(one.book, one.year): one for one in BookClosing.objects.filter(unit_id=unit_id)}
    return [
        BookYear(book, BOOKS.get(book, book), year, numbers, closings.get((book, year)))
        for book, year, numbers in counted
    ]


def totals_of(unit_id: str, book: str, year: int) -> dict[str, int]:
    """Numbers given, spoilt ones, copies and fees of what stands, for the closing of a year."""
    stands = ~SPOILT
    sums = BookRow.objects.filter(unit_id=unit_id, book=book, year=year).aggregate(
        numbers=Count("id"),
        spoilt=Count("id", filter=SPOILT),
        copies=Sum("copies", filter=stands),
        fee=Sum("fee", filter=stands),
    )
    return {name: value or 0 for name, value in sums.items()}


def is_closed(unit_id: str, book: str, day: date) -> bool:
    """Was the book of that day's year closed?"""
    return BookClosing.objects.filter(unit_id=unit_id, book=book, year=day.year).exists()


def book_faults() -> Iterator[tuple[str, int, str]]:
    """(book, number, what) of everything that does not fit: gaps, changed rows, a cut tail."""
    for counter in NumberCounter.objects.filter(scope__startswith="book|").order_by("scope"):
        _kind, unit_id, book, year = counter.scope.split("|")
        previous, place, fault = GENESIS, 0, ""
        for place, row in enumerate(rows_of(unit_id, book, int(year)), start=1):
            if row.number != place:
                fault = "thiếu một số trong sổ"
            elif row.previous != previous or not follows(row.hash, previous, content_of(row)):
                fault = "dòng sổ đã bị sửa hoặc bị thay"
            if fault:
                break
            previous = row.hash
        if not fault and place != counter.count:
            place, fault = place + 1, "số đã cấp nhưng không còn trong sổ"
        if fault:
            yield f"{unit_id} {book} {year}", place, fault
