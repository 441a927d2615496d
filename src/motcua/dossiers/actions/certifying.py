"""Give the book numbers of an approved certification, and close a book's year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.authority.capacity import line
from motcua.core.chain import GENESIS, link
from motcua.core.models import NumberCounter
from motcua.core.moments import local_day
from motcua.core.numbering import Label, next_labels
from motcua.core.refusals import refuse, refuse_if
from motcua.dossiers.book_rules import BOOKS, Kind, book_of, kinds_of, scope_of, why_not_close_book
from motcua.dossiers.book_tables import BookClosing, BookRow
from motcua.dossiers.books import content_of, is_closed, totals_of
from motcua.dossiers.models import Dossier
from motcua.organisation.actors import Actor
from motcua.payments.fees import CopiedPaper, copy_lines
from motcua.payments.reading import read_schedule


def enter_in_book(
    *, dossier: Dossier, result_number: str, power: Mapping[str, str], actor: Actor, at: datetime
) -> list[dict[str, Any]]:
    """Number each kind of paper of a certification in its book, as the step of the approval keeps it.

    Nothing for a procedure without a book. Runs in the transaction of the approval: rolled back with it, the
    numbers are given again. Raises Refused: book_closed.
    """
    if not book_of(dossier.version.facts)[0]:
        return []
    [entered] = enter_all([Certified(dossier, result_number, power)], actor=actor, at=at)
    return entered


@dataclass(frozen=True, slots=True)
class Certified:
    """A certification about to be approved: under which number of a result, by which power."""

    dossier: Dossier
    result_number: str
    power: Mapping[str, str]


def enter_all(certified: Sequence[Certified], *, actor: Actor, at: datetime) -> list[list[dict[str, Any]]]:
    """The same for a tray, in its order: the numbers of each book drawn at once, all rows written at once.

    Raises Refused (for the whole tray): book_closed.
    """
    day = local_day(at)
    by_book: dict[tuple[str, str], list[tuple[int, Kind]]] = {}
    for place, one in enumerate(certified):
        book, by_transaction = book_of(one.dossier.version.facts)
        kinds = kinds_of(one.dossier.items, by_transaction=by_transaction, otherwise=_otherwise(one.dossier))
        by_book.setdefault((one.dossier.unit_id, book), []).extend((place, kind) for kind in kinds)
    entered: list[list[dict[str, Any]]] = [[] for _ in certified]
    for (unit_id, book), wanted in sorted(by_book.items()):
        numbers = next_labels(Label(scope_of(unit_id, book, day.year), "", 1), len(wanted))
        if is_closed(unit_id, book, day):  # asked under the lock of the numbers just taken
            raise refuse(
                "book_closed",
                f"Sổ {book} năm {day.year} đã khóa nên không vào số được. Hãy phê duyệt từ ngày đầu năm mới.",
            )
        rows: list[BookRow] = []
        previous = _hash_before(unit_id, book, day.year, int(numbers[0]))
        for number, (place, kind) in zip(numbers, wanted, strict=True):
            row = _row(certified[place], book, day, kind, int(number), actor)
            previous = _chained(row, previous)
            rows.append(row)
            entered[place].append({"number": row.label, "title": row.title, "copies": row.copies})
        BookRow.objects.bulk_create(rows)
    return entered


def _otherwise(dossier: Dossier) -> str:
    """What to call it where the reception listed no papers: what was handed in."""
    if dossier.items:
        return ""
    return "; ".join(dossier.handed_in.values_list("name", flat=True)[:3]) or dossier.version.name


def _hash_before(unit_id: str, book: str, year: int, number: int) -> str:
    before = BookRow.objects.filter(unit_id=unit_id, book=book, year=year, number=number - 1)
    return before.values_list("hash", flat=True).first() or GENESIS


def _chained(row: BookRow, previous: str) -> str:
    row.previous = previous
    row.hash = link(previous, content_of(row))
    return row.hash


def _row(certified: Certified, book: str, day: date, kind: Kind, number: int, actor: Actor) -> BookRow:
    dossier = certified.dossier
    return BookRow(
        unit_id=dossier.unit_id,
        book=book,
        year=day.year,
        number=number,
        dossier=dossier,
        result_number=certified.result_number,
        day=day,
        title=kind.title,
        pages=kind.pages,
        copies=kind.copies,
        fee=_fee(dossier, kind),
        requester=dossier.applicant_name,
        requester_id=dossier.id_number,
        signer_id=actor.person_id,
        signer_name=actor.name,
        signer_title=line(certified.power),
    )


def _fee(dossier: Dossier, kind: Kind) -> int | None:
    """What the kind costs by the formula of its version."""
    formula = read_schedule(dossier.version.fee).formula
    if formula is None or kind.pages is None or kind.copies is None:
        return None
    return sum(
        line.amount for line in copy_lines(formula, [CopiedPaper(kind.title, kind.pages, kind.copies)])
    )


@transaction.atomic
def close_book(*, book: str, year: int, actor: Actor, at: datetime) -> BookClosing:
    """Close a book's year with its count; from the last day of the year on, once.

    Raises Refused: no_role, book_unknown, year_not_over, book_closed_before.
    """
    refuse_if(why_not_close_book(actor, year, local_day(at)))
    totals = totals_of(actor.unit_id, book, year) if book in BOOKS else {"numbers": 0}
    if not totals["numbers"]:
        raise refuse("book_unknown", "Cơ quan không có sổ này trong năm đó. Hãy chọn sổ trong danh sách.")
    # Whoever approves now waits for this lock: a number is either counted here or refused.
    NumberCounter.objects.select_for_update().get(scope=scope_of(actor.unit_id, book, year))
    if is_closed(actor.unit_id, book, date(year, 12, 31)):
        raise refuse("book_closed_before", "Sổ này đã được khóa. Hãy mở bản in có dòng khóa sổ.")
    last = BookRow.objects.filter(unit_id=actor.unit_id, book=book, year=year).latest("number")
    return BookClosing.objects.create(
        unit_id=actor.unit_id,
        book=book,
        year=year,
        head=last.hash,
        closed_by_id=actor.person_id,
        closed_by_name=actor.name,
        closed_at=at,
        **totals_of(actor.unit_id, book, year),
    )
