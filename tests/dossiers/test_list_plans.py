"""Do work lists find their rows in an index, whatever the office has behind it? Asked of PostgreSQL's own plans."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.cli.bench.lists import explained, questions, statements
from motcua.cli.bench.lists_office import fill
from motcua.cli.bench.office import MONDAY

pytestmark = pytest.mark.usefixtures("seeded_alone")
SIZE = 20_000


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def test_no_list_reads_all_dossiers_and_each_asks_at_most_two_questions() -> None:
    fill(SIZE, MONDAY)
    for asked in [one for one in questions() if one.most is not None]:
        for work in asked.works:
            sent = statements(work)
            assert 1 <= len(sent) <= 2, asked.name
            for sql, params in sent:
                plan = explained(sql, params, analyze=False)["Plan"]
                read = [node for node in nodes(plan) if node.get("Relation Name") == "dossiers_dossier"]
                assert read, asked.name
                assert "Seq Scan" not in {node["Node Type"] for node in read}, (asked.name, sql)
