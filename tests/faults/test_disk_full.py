"""The disk is full: an act is refused in words, nothing of it is written, and all goes on when there is room again.

The file of the steps' table is led to /dev/full, where the system answers every write with "No space left on
device", whoever runs the tests.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from psycopg.errors import DiskFull

from motcua.core.database_refusals import DISK_FULL
from motcua.core.models import NumberCounter, OutboxMessage
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.verification import verify
from motcua.web.shared.middleware import RefusalMiddleware
from tests.api.office import EVERYTHING, MONDAY_14_59, Q11, Program, dossier, token_for

FULL = Path("/dev/full")


@contextmanager
def full_disk(table: str) -> Iterator[None]:
    """No new page of the (still empty) table can be written during the block."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {table}")  # gives back the pages of what earlier tests took away
        cursor.execute("SELECT current_setting('data_directory'), pg_relation_filepath(%s)", [table])
        row = cursor.fetchone()
    assert row is not None
    file = Path(row[0], row[1])
    if not FULL.exists() or not file.exists():
        pytest.skip("needs /dev/full and the server's own files")
    assert file.stat().st_size == 0
    away = file.with_name(f"{file.name}.away")
    connection.close()  # a connection keeps the files that it opened
    file.rename(away)
    file.symlink_to(FULL)
    try:
        yield
    finally:
        connection.close()
        away.replace(file)


@pytest.mark.usefixtures("seeded_alone")
def test_an_act_on_a_full_disk_is_refused_wholly_and_goes_on_when_there_is_room(
    office_clock: Callable[[datetime], None],
) -> None:
    office_clock(MONDAY_14_59)
    program = Program(token_for(Q11, *EVERYTHING))
    body = dossier()
    with full_disk("dossiers_step"):
        answer = program.post("/dossiers", body, key="once")
        assert (answer.status, answer.refusal) == (507, "disk_full")
        assert "đĩa" in answer.body["refusal"]["text"]
        assert answer.header("Retry-After") == "60"
        assert [model.objects.count() for model in (Dossier, OutboxMessage, NumberCounter)] == [0, 0, 0]
    again = program.post("/dossiers", body, key="once")
    assert again.status == 201
    assert again.body["code"].endswith("-0001")
    assert Step.objects.count() == 1
    assert verify() == []


@pytest.mark.django_db
def test_a_page_says_that_the_disk_is_full_and_that_the_database_is_silent() -> None:
    request = RequestFactory().post("/ho-so/")
    shown = RefusalMiddleware(lambda request: None).process_exception  # type: ignore[arg-type,return-value]
    full, gone = OperationalError(), OperationalError()
    full.__cause__ = DiskFull()
    answers = shown(request, full), shown(request, gone)
    assert [answer.status_code for answer in answers if answer] == [507, 503]
    assert answers[0] is not None
    assert DISK_FULL.text in answers[0].content.decode()
    assert shown(request, ValueError()) is None
