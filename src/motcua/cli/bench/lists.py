"""What do the work lists cost in the database when the office has a million dossiers behind it?"""

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from typing import Any, NamedTuple

import psycopg
from django.db import connection

from motcua.cli.bench.flow_acts import UNIT, cast_of
from motcua.cli.bench.lists_office import fill
from motcua.cli.bench.office import MONDAY
from motcua.cli.bench.tables import Options, Row, Table
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import (
    Cursor,
    Filters,
    dossier_of,
    due_today,
    in_unit,
    keyset_page,
    mine,
    overdue,
    work_list,
)
from motcua.organisation.terms import Role

HELP = "Work lists and searches as the pages ask them, over a million dossiers (--size 10000000 for ten)."
NEEDS_DATABASE = True
_SIZE, _SECONDS_A_MILLION = 1_000_000, 120
_PAGE_501 = 25_000
_PAGE_MS, _PART_MS = 1.0, 5.0
_TIMES = 7  # each question, with another dossier, name or page

Work = Callable[[], object]


class Asked(NamedTuple):
    """A question of a page, asked of different dossiers; `most`: milliseconds in the database, None: no target."""

    name: str
    works: list[Work]
    most: float | None


def measure(options: Options) -> Sequence[Table]:
    """Make the dossiers, then ask."""
    size = options.size or _SIZE
    took = fill(size, MONDAY)
    rows = [_filling(size, took)]
    rows += [_row(asked, options.rounds) for asked in questions()]
    return [
        Table(
            f"{size:,} dossiers: milliseconds in the database",
            tuple(rows),
            "The statements that the pages and the interface send, each explained with ANALYZE: execution of all "
            "statements of a page, warm, median; the note adds the way there and back with Django's part. One unit "
            "has a fifth of all dossiers, three in a hundred are open.",
        )
    ]


def questions() -> list[Asked]:
    """What pages and searches ask, of the busiest unit."""
    dice = random.Random(501)
    known = list(Dossier.objects.filter(unit_id=UNIT).order_by("id")[:2000])
    some = dice.sample(known, min(_TIMES, len(known)))
    actor = cast_of(UNIT, some[0].procedure_id, MONDAY).people[Role.APPROVE]
    cursors = _cursors(dice)
    counters: list[Work] = [
        lambda: in_unit(UNIT).filter(ended_at__isnull=True).count(),
        lambda: overdue(UNIT, MONDAY).count(),
        lambda: due_today(UNIT, MONDAY).count(),
        lambda: mine(actor).count(),
    ]
    return [
        Asked(
            "open dossiers of the desk by due time, page 1", [lambda: work_list(UNIT, Filters())], _PAGE_MS
        ),
        Asked("my turn, page 1", [lambda: keyset_page(mine(actor), None)], _PAGE_MS),
        Asked("overdue, page 1", [lambda: keyset_page(overdue(UNIT, MONDAY), None)], _PAGE_MS),
        Asked("one dossier by its code", [_opening(one) for one in some], _PAGE_MS),
        Asked("search of a code among all", [_search(str(one), True) for one in some], _PAGE_MS),
        Asked(
            "search of a whole name among all", [_search(one.applicant_name, True) for one in some], _PAGE_MS
        ),
        Asked("page 501 of all by keyset", [_page(cursor) for cursor in cursors], _PAGE_MS),
        Asked(
            "part of a name among open ones",
            [_search(text, False) for text in ("ngoc", "tuong", "quach")],
            _PART_MS,
        ),
        Asked("part of a name among all", [_search(text, True) for text in ("ngoc", "tuong", "quach")], None),
        Asked("the counters of the tabs, each", counters, None),
    ]


def statements(work: Work) -> list[tuple[str, Any]]:
    """The SELECTs on dossiers that the work sends."""
    sent: list[tuple[str, Any]] = []
    with _noting(sent):
        work()
    return [(sql, params) for sql, params in sent if "dossiers_dossier" in sql]


def explained(sql: str, params: Any, *, analyze: bool = True) -> dict[str, Any]:
    """PostgreSQL's plan as JSON, with execution and planning time where it ran."""
    asked = f"EXPLAIN ({'ANALYZE, TIMING OFF, ' if analyze else ''}FORMAT JSON) {sql}"
    # Statements kept prepared by the acts write their places as $1, Django's own as %s.
    raw = "$1" in sql and "%s" not in sql
    connection.ensure_connection()
    with psycopg.RawCursor(connection.connection) if raw else connection.cursor() as cursor:
        cursor.execute(asked, params)
        found = cursor.fetchone()
    plan = found[0] if found else "[{}]"
    read: dict[str, Any] = (json.loads(plan) if isinstance(plan, str) else plan)[0]
    return read


def _filling(size: int, took: float) -> Row:
    a_million = took / size * 1_000_000
    whole = size >= _SIZE  # a small run pays its constant parts over few
    target = f"≤ {_SECONDS_A_MILLION} s a million" if whole else ""
    note = f"{a_million:.0f} s a million"
    return Row(
        "making them, indexes included",
        took,
        "s",
        None,
        target,
        a_million <= _SECONDS_A_MILLION if whole else None,
        note,
    )


def _row(asked: Asked, rounds: int) -> Row:
    inside: list[float] = []
    around: list[float] = []
    for work in asked.works * rounds * ceil(_TIMES / len(asked.works)):
        sent = statements(work)
        inside.append(sum(_took(sql, params) for sql, params in sent))
        begun = time.perf_counter()
        work()
        around.append((time.perf_counter() - begun) * 1e3)
    figure = statistics.median(inside)
    target, met = ("", None) if asked.most is None else (f"< {asked.most:g} ms", figure < asked.most)
    note = f"{max(inside):.2f} at most; there and back {statistics.median(around):.1f} ms"
    return Row(asked.name, figure, "ms", None, target, met, note)


def _took(sql: str, params: Any) -> float:
    return float(explained(sql, params)["Execution Time"])


def _cursors(dice: random.Random) -> list[Cursor]:
    everything = Dossier.objects.filter(unit_id=UNIT).order_by("due_at", "id")
    last = everything.count() - 1
    starts = [min(_PAGE_501, last // 2) + dice.randrange(50) for _ in range(_TIMES)]
    found = [everything.values_list("due_at", "id")[min(start, last)] for start in starts]
    return [Cursor(due_at, id_) for due_at, id_ in found]


def _opening(dossier: Dossier) -> Work:
    return lambda: dossier_of(str(dossier), UNIT)


def _search(text: str, ever: bool) -> Work:
    return lambda: work_list(UNIT, Filters(text=text, include_ended=ever))


def _page(cursor: Cursor) -> Work:
    return lambda: work_list(UNIT, Filters(include_ended=True), cursor=cursor)


@contextmanager
def _noting(sent: list[tuple[str, Any]]) -> Iterator[None]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
