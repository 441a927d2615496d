"""A job whose connection breaks waits for the database and runs again."""

from typing import Any

import pytest
from django.db import DataError, OperationalError
from procrastinate.contrib.django import app

from motcua.jobs import outages
from motcua.jobs.outages import outlast_the_database
from tests.aside import aside

UNUSED: Any = None


def ran(*errors: Exception, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often it was called until it ended, where each run but the last breaks so."""
    monkeypatch.setattr(outages, "WAITS", (0.0, 0.0))
    left, calls = list(errors), []

    async def task() -> str:
        calls.append(1)
        if left:
            raise left.pop(0)
        return "done"

    assert aside(outlast_the_database(task, UNUSED, UNUSED)) == "done"
    return len(calls)


def test_it_runs_again_until_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ran(OperationalError("gone"), OperationalError("still gone"), monkeypatch=monkeypatch) == 3


def test_a_fault_of_the_job_itself_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError):
        ran(DataError("wrong"), monkeypatch=monkeypatch)


def test_it_gives_up_after_the_last_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OperationalError):
        ran(*[OperationalError("gone")] * 3, monkeypatch=monkeypatch)


def test_every_worker_runs_its_jobs_so() -> None:
    assert outlast_the_database in app.worker_defaults["worker_middleware"]
