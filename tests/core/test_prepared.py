"""Does a statement asked with nothing between behave as one asked by a cursor?"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DataError, InternalError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg.types.json import Jsonb

from motcua.core import prepared
from motcua.core.statements import ask

_MOMENT = datetime(2022, 5, 16, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "text"),
        (True, "boolean"),
        (7, "int"),
        (2**40, "bigint"),
        ("Đặng Thị Ế 'x' \"y\" \\ $1", "text"),
        (_MOMENT, "timestamptz"),
        (_MOMENT.date(), "date"),
        (timedelta(minutes=5), "interval"),
        (["một", "hai"], "text[]"),
        (b"\x00\xff", "bytea"),
    ],
)
def test_a_value_comes_back_as_it_was_sent_watched_or_not(value: Any, kind: str) -> None:
    assert ask(f"SELECT $1::{kind}", [value]) == [(value,)]
    with CaptureQueriesContext(connection) as watched:
        assert ask(f"SELECT $1::{kind}", [value]) == [(value,)]
    assert len(watched) == 1


@pytest.mark.django_db
def test_json_comes_as_text_and_a_statement_without_rows_gives_none() -> None:
    assert ask("SELECT $1::jsonb", [Jsonb({"số": 1})]) == [('{"số": 1}',)]
    assert ask("SET LOCAL lock_timeout = 0") == []
    assert ask("SELECT 1 WHERE false") == []


@pytest.mark.django_db
def test_one_statement_with_values_of_other_types_is_another_plan() -> None:
    answers = [ask("SELECT pg_typeof($1)::text", [value]) for value in (1, 10**6, 10**12, 1)]
    assert answers == [[("smallint",)], [("integer",)], [("bigint",)], [("smallint",)]]


@pytest.mark.django_db(transaction=True)
def test_in_a_transaction_it_belongs_to_it_and_alone_it_is_kept_at_once() -> None:
    ask("CREATE TEMPORARY TABLE noted (what text)")
    with transaction.atomic():
        ask("INSERT INTO noted VALUES ($1)", ["in"])
        transaction.set_rollback(True)
    ask("INSERT INTO noted VALUES ($1)", ["alone"])
    with transaction.atomic():
        ask("INSERT INTO noted VALUES ($1)", ["together"])
    assert ask("SELECT what FROM noted") == [("alone",), ("together",)]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_the_statements_prepared() -> None:
    with CaptureQueriesContext(connection):
        ask("SELECT 1")
    for _ in range(2):
        with transaction.atomic():
            ask("SELECT 1")
            transaction.set_rollback(True)
    assert ask("SELECT 1") == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_an_error_is_djangos_and_breaks_the_transaction_it_stands_in() -> None:
    with pytest.raises(DataError):
        ask("SELECT 1 / $1::int", [0])
    assert ask("SELECT 1") == [(1,)]
    with transaction.atomic():
        with pytest.raises(DataError):
            ask("SELECT 1 / $1::int", [0])
        with pytest.raises(InternalError):
            ask("SELECT 1")
        transaction.set_rollback(True)
    assert ask("SELECT 1") == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_the_text_no_database_takes_is_refused_before_it_is_sent() -> None:
    with pytest.raises(DataError):
        ask("SELECT $1::text", ["a\x00b"])
    assert ask("SELECT $1::text", ["ab"]) == [("ab",)]


@pytest.mark.django_db(transaction=True)
def test_no_more_statements_are_kept_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_KEPT", 3)
    connection.close()
    for number in (1, 2, 3, 4, 5, 1):
        assert ask(f"SELECT {number}") == [(number,)]
    [(kept,)] = ask("SELECT count(*) FROM pg_prepared_statements")
    assert kept == 3
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_cut_is_an_operational_error_and_the_next_one_works() -> None:
    with pytest.raises(OperationalError):
        ask("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(OperationalError):
        ask("SELECT 1")
    connection.close()
    assert ask("SELECT 1") == [(1,)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [False, True])
def test_the_first_statement_of_a_transaction_begins_it_and_its_error_breaks_it(known: bool) -> None:
    ask("CREATE TEMPORARY TABLE noted (what int)")
    if known:
        ask("INSERT INTO noted VALUES (6 / $1::int)", [1])
    with transaction.atomic():
        with pytest.raises(DataError):
            ask("INSERT INTO noted VALUES (6 / $1::int)", [0])
        with pytest.raises(InternalError):
            ask("SELECT 1")
        transaction.set_rollback(True)
    with transaction.atomic():
        ask("INSERT INTO noted VALUES (6 / $1::int)", [2])
        transaction.set_rollback(True)
    with transaction.atomic():
        ask("INSERT INTO noted VALUES (6 / $1::int)", [3])
    assert ask("SELECT what FROM noted") == [(6,)] * known + [(2,)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("watched", [False, True])
def test_by_index_holds_to_the_end_of_its_transaction(watched: bool) -> None:
    seqscan = "SELECT current_setting('enable_seqscan')"
    with CaptureQueriesContext(connection) if watched else nullcontext():
        for _ in range(2):
            with transaction.atomic():
                assert ask(seqscan) == [("on",)]
                assert ask(seqscan, by_index=True) == [("off",)]
                assert ask(seqscan) == [("off",)]
            with transaction.atomic():
                assert ask(seqscan, by_index=True) == [("off",)]
            assert ask(seqscan) == [("on",)]


@pytest.mark.django_db(transaction=True)
def test_a_connection_cut_with_the_first_statement_of_a_transaction_is_no_different() -> None:
    cut = "SELECT pg_terminate_backend(pg_backend_pid()) FROM generate_series(1, $1::int)"
    assert ask(cut, [0]) == []
    for by_index in (False, True):
        with pytest.raises(OperationalError), transaction.atomic():
            ask(cut, [1], by_index=by_index)
        connection.close()
        assert ask(cut, [0]) == []
    [(pid,)] = ask("SELECT pg_backend_pid()")
    with psycopg.connect(**connection.get_connection_params() | {"context": None}) as another:
        another.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with pytest.raises(OperationalError), transaction.atomic():
        ask(cut, [0], by_index=True)
    connection.close()
    assert ask("SELECT 1") == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_row_with_the_first_statement_of_a_transaction_lets_its_holder_go_on() -> None:
    """Two threads of one process, as the web server has them."""
    ask("CREATE TABLE held_row (what int)")
    ask("INSERT INTO held_row VALUES (1)")

    def count_on() -> None:
        try:
            with transaction.atomic():
                ask("SELECT what FROM held_row FOR UPDATE", by_index=True)
                ask("UPDATE held_row SET what = what + 1")
        finally:
            connection.close()

    try:
        with ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(count_on) for _ in range(40)]:
                done.result(30)
        assert ask("SELECT what FROM held_row") == [(41,)]
    finally:
        ask("DROP TABLE held_row")
