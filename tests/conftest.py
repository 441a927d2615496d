"""What does every test stand on? System tools found or named, one database server, a browser, a settable clock."""

import dataclasses
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from config import clock
from tests.browsing import PROGRAMS, browser, page, site
from tests.databases import (
    database_server,
    django_db_modify_db_settings,
    seeded,
    seeded_alone,
    seeded_database,
)
from tests.made_office import made_office

__all__ = [
    "browser",
    "database_server",
    "django_db_modify_db_settings",
    "made_office",
    "page",
    "seeded",
    "seeded_alone",
    "seeded_database",
    "site",
]

# mark → (programs of which one must be on the path, system package that brings it)
SYSTEM_TOOLS = {
    "needs_chromium": (PROGRAMS, "chromium"),
    "needs_poppler": (("pdftotext",), "poppler-utils"),
    "needs_softhsm": (("softhsm2-util",), "softhsm2"),
    "needs_tesseract": (("tesseract",), "tesseract-ocr-vie"),
    "needs_clamd": (("clamd",), "clamav-daemon"),
    "needs_espeak": (("espeak-ng",), "espeak-ng"),
}

# No test measures time: a busy machine is no finding.
hypothesis.settings.register_profile(
    "office", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("office")


def pytest_configure(config: pytest.Config) -> None:
    """Pages in tests take assets as they lie: copies under hashed names are made when the product is served."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    uploads = Path(tempfile.mkdtemp(prefix="motcua-test-files-"))
    config.add_cleanup(lambda: shutil.rmtree(uploads, ignore_errors=True))
    settings.FILES = dataclasses.replace(
        settings.FILES, folder=uploads / "files", key_file=uploads / "file_keys", keys="", scanner=""
    )
    settings.SIGNING_FOLDER = uploads / "signing"
    settings.HEAD_KEY, settings.HEAD_KEY_FILE = "", uploads / "head_key"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Content is told by its place: some is random, and all processes must call a test the same."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process waits at the end for the long test of another.

    Among both kinds the order stays as random as it was.
    """
    items.sort(key=lambda item: not takes_long(item))


def pytest_collection_finish() -> None:
    """What was loaded until now stays to the end: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def takes_long(item: pytest.Item) -> bool:
    """Whether the test drives a browser, has processes and folders of its own, more time than others, or belongs to a
    group that one process runs as a whole.

    Those that empty the tables behind them stay where pytest-django puts them: at the end.
    """
    database = item.get_closest_marker("django_db")
    if database is not None and database.kwargs.get("transaction"):
        return False
    folders = {folder.name for folder in item.path.parents}
    return (
        item.get_closest_marker("needs_chromium") is not None
        or item.get_closest_marker("timeout") is not None
        or item.get_closest_marker("xdist_group") is not None
        or bool(folders & {"cli", "faults"})
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose system tool is absent is skipped with the package's name; with CI=true it fails."""
    for mark, (programs, package) in SYSTEM_TOOLS.items():
        if item.get_closest_marker(mark) is None or any(map(shutil.which, programs)):
            continue
        reason = f"cần gói hệ thống {package}: apt-get install {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fixtures that end after a failed test may keep what helps to understand it."""
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture
def office_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the time that pages, API and commands of this process see; it runs on from there."""

    def set_to(moment: datetime) -> None:
        shift = clock.Shift(shown_at=moment, real_at=clock.real_now())
        monkeypatch.setattr(clock, "_shift", lambda: shift)

    return set_to
