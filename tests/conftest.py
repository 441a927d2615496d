"""What does every test stand on? One throwaway database server for all, tools found or named, no network."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from config.database import databases_from
from motcua.cli.data_folder import open_folder
from motcua.cli.postgres import database_of

ROOT = Path(__file__).resolve().parents[1]

# mark → (program that must be on the path, system package that brings it)
SYSTEM_TOOLS = {
    "needs_chromium": ("chromium", "chromium"),
    "needs_poppler": ("pdftotext", "poppler-utils"),
    "needs_softhsm": ("softhsm2-util", "softhsm2"),
}


def pytest_configure(config: pytest.Config) -> None:
    """Pages in tests take assets as they lie: the hashed copies are made when the product is served."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose system tool is absent is skipped with the package's name; with CI=true it fails."""
    for mark, (program, package) in SYSTEM_TOOLS.items():
        if item.get_closest_marker(mark) is None or shutil.which(program):
            continue
        reason = f"cần gói hệ thống {package}: apt-get install {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


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
