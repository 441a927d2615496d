"""A log tells what broke, never whose dossier it was."""

import logging
import sys

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.urls import resolve

from config.log_lines import LineFormatter, PatternFilter
from motcua.dossiers.models import Dossier
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, received
from tests.security.visitors import MORNING

pytestmark = pytest.mark.usefixtures("seeded")


def logged(error: BaseException) -> str:
    """The line of the log for an error."""
    info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("motcua", logging.ERROR, __file__, 1, "failed: %s", (error,), info)
    return LineFormatter("{message}", style="{").format(record)


def test_a_broken_constraint_is_logged_without_the_row() -> None:
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    try:
        with transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(state="returned")
    except IntegrityError:
        error = sys.exc_info()[1]
    assert error is not None
    assert ONG_TU.name in str(error)
    told = logged(error)
    assert "dossier_" in told
    assert "Traceback" in told
    for personal in (ONG_TU.name, ONG_TU.id_number, "912345678", ONG_TU.address, dossier.secret):
        assert personal not in told


def test_the_database_of_the_folder_logs_no_values_either() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name LIKE 'log_%%'")
        settings = dict(cursor.fetchall())
    assert settings["log_error_verbosity"] == "terse"
    assert settings["log_min_error_statement"] == "panic"
    assert settings["log_statement"] == "none"


def test_what_is_not_there_leaves_no_line_and_a_fault_of_ours_names_the_pattern_only() -> None:
    assert not logging.getLogger("django.request").isEnabledFor(logging.WARNING)
    assert logging.getLogger("django.request").isEnabledFor(logging.ERROR)
    for path, pattern in (
        (f"/can-bo/ho-so/{ONG_TU.name}/", "/can-bo/ho-so/<str:code>/"),
        (f"/khong-co/{ONG_TU.name}/", "/…"),
    ):
        request = RequestFactory().get(path)
        request.resolver_match = resolve(path) if pattern != "/…" else None
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "%s: %s", ("Fault", path), None
        )
        record.request = request
        assert PatternFilter().filter(record)
        assert record.getMessage() == f"Fault: {pattern}"


def test_the_lines_of_the_product_pass_the_filter() -> None:
    (handler,) = [one for one in logging.getLogger().handlers if isinstance(one.formatter, LineFormatter)]
    assert any(isinstance(one, PatternFilter) for one in handler.filters)
