"""Which database does a test see? A throwaway server for the whole run, empty tables or a seeded office."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test.utils import setup_databases
from pytest_django import DjangoDbBlocker

from config.database import databases_from
from motcua.cli import seeding
from motcua.cli.data_folder import open_folder
from motcua.cli.postgres import database_of
from motcua.core.moments import VN

ROOT = Path(__file__).resolve().parents[1]
SEEDED_AT = datetime(2022, 5, 1, 8, 0, tzinfo=VN)
# Sessions that no test uses now, by the names of their databases.
_SESSIONS: dict[str, Any] = {}


@pytest.fixture(scope="session")
def database_server(pytestconfig: pytest.Config) -> Iterator[str]:
    """The address of the one server that all test processes of this run share; the last to leave stops it."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    keep = pytestconfig.getoption("reuse_db", default=False)
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    path = ROOT / "build" / "test-server" if keep else Path(tempfile.gettempdir()) / f"motcua-test-{run[:12]}"
    with ExitStack() as stack:
        folder = open_folder(path)
        yield stack.enter_context(database_of(folder, throwaway=True))
        connections.close_all()
    if not keep and not (folder.postgres / "postmaster.pid").exists():
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_server: str, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Point Django at the server before it makes the test database."""
    address = databases_from({"DATABASE_URL": database_server})["default"]
    for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
        connections["default"].settings_dict[name] = address[name]
    _let_tests_empty_append_only_tables()


@pytest.fixture(scope="session")
def seeded_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Name of a database with the real catalogue and the demonstration office, loaded once a process."""
    with django_db_blocker.unblock():
        if not _current_name().startswith(TEST_DATABASE_PREFIX):
            # pytest-django makes the test database only where some test of the run asks for `db`.
            setup_databases(verbosity=0, interactive=False)
        name = f"{_current_name()}_seeded"
        _clone(_current_name(), name)
        with _using(name):
            seeding.seed(empty=False, at=SEEDED_AT)
        yield name
        _let_go(name)
        _drop(name)


@pytest.fixture
def seeded(
    request: pytest.FixtureRequest, seeded_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The seeded office; what the test changes is rolled back. Takes the place of `db`, not beside it."""
    _refuse_other_database(request)
    with django_db_blocker.unblock(), rolled_back(seeded_database):
        yield


@pytest.fixture
def seeded_alone(
    request: pytest.FixtureRequest, seeded_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A seeded office of the test's own, where several threads and processes really commit."""
    _refuse_other_database(request)
    name = f"{seeded_database}_{uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        _clone(seeded_database, name)
        with _using(name):
            yield
        _drop(name)


@contextmanager
def rolled_back(name: str) -> Iterator[None]:
    """The work of one test in that database; nothing of it stays."""
    with _using(name), _same_session(name):
        outermost = transaction.atomic()
        outermost._from_testcase = True  # type: ignore[attr-defined]  # as Django's TestCase does
        with outermost:
            yield
            transaction.set_rollback(True)


def _refuse_other_database(request: pytest.FixtureRequest) -> None:
    others = {"_django_db_helper", "db", "transactional_db"}
    if others & set(request.fixturenames) and request.node.get_closest_marker("django_db"):
        raise pytest.UsageError("seeded and seeded_alone bring their own database: drop the mark django_db")


def _current_name() -> str:
    return str(connection.settings_dict["NAME"])


@contextmanager
def _using(name: str) -> Iterator[None]:
    """All threads of this process connect to another database of the same server."""
    settings, before = connection.settings_dict, _current_name()
    connection.close()
    settings["NAME"] = name
    cache.clear()
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = before


@contextmanager
def _same_session(name: str) -> Iterator[None]:
    """Tests whose work is rolled back ask one after the other in one session of the server.

    A new session learns every table, trigger and function anew, which costs more than most tests do. One that the
    test closed or broke is not kept.
    """
    aside = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = office = _SESSIONS.pop(name, None) or connections.create_connection(
        DEFAULT_DB_ALIAS
    )
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = aside
        if office.is_usable():
            _SESSIONS[name] = office
        else:
            office.close()


def _let_go(name: str) -> None:
    if office := _SESSIONS.pop(name, None):
        office.close()


def _clone(source: str, name: str) -> None:
    connection.close()
    _let_go(source)
    _drop(name)
    _as_owner(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY file_copy')


def _drop(name: str) -> None:
    _as_owner(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _as_owner(statement: str) -> None:
    given: dict[str, Any] = connection.settings_dict
    wanted = {
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    address = {key: value for key, value in wanted.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as owner:
        owner.execute(statement)


def _let_tests_empty_append_only_tables() -> None:
    """Between tests the steps and the journal are emptied, which their triggers forbid to everybody else."""
    flush: Callable[..., None] = DatabaseOperations.execute_sql_flush

    def without_triggers(self: DatabaseOperations, sql_list: list[str]) -> None:
        flush(self, ["SET LOCAL session_replication_role = 'replica'", *sql_list] if sql_list else [])

    DatabaseOperations.execute_sql_flush = without_triggers  # type: ignore[method-assign,assignment]
