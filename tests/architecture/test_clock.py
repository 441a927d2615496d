"""Who may look at the clock? web, api, cli and jobs; everything else takes the moment as an argument."""

import ast

import pytest

from tests.architecture.source_tree import Module, module, product, where

MAY_READ_A_CLOCK = {"web", "api", "cli", "jobs"}
CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localdate",
    "timezone.localtime", "clock.now", "time.time", "time.time_ns", "time.localtime", "time.gmtime",
}  # fmt: skip
# The database has clocks too.
DATABASE_CLOCKS = {"Now", "TransactionNow", "auto_now", "auto_now_add"}


def clock_readings(source: Module) -> list[str]:
    """Where a module asks what time it is."""
    if source.area in MAY_READ_A_CLOCK:
        return []
    return [where(source, node) for node in ast.walk(source.tree) if _reads_a_clock(node)]


def _reads_a_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return ".".join(ast.unparse(node).split(".")[-2:]) in CLOCKS and ast.unparse(node) != "node.now"
    if isinstance(node, ast.ImportFrom):
        return node.module == "config.clock" or any(alias.name in DATABASE_CLOCKS for alias in node.names)
    return isinstance(node, ast.keyword) and node.arg in DATABASE_CLOCKS


def test_no_clock_is_read_below_the_faces_and_jobs():
    assert [found for source in product() for found in clock_readings(source)] == []


@pytest.mark.parametrize(
    "bad",
    [
        "datetime.now(tz=VN)",
        "import datetime as d\nd.date.today()",
        "timezone.now",
        "default = timezone.now",
        "from config.clock import now",
        "time.time()",
        "models.DateTimeField(auto_now_add=True)",
        "from django.db.models.functions import Now",
    ],
)
def test_the_check_sees_a_clock(bad):
    assert clock_readings(module(bad))
    assert not clock_readings(module(bad, "src/motcua/web/counter/views.py"))
