"""A search in three thousand procedures reads no table from end to end and asks the database twice."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.cli.bench.lists import explained
from motcua.cli.bench.search import QUESTIONS, enlarge
from motcua.core.moments import local_day
from motcua.procedures.finding.queries import fitting, in_order, index_of
from motcua.procedures.models import ProcedureVersion
from tests.cast import at

TODAY = local_day(at("2022-05-16 09:00"))


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


@pytest.mark.requirement("R-017")
def test_three_thousand_procedures_are_searched_by_their_index(
    seeded: None, office_clock: Any, django_assert_num_queries: Any
) -> None:
    office_clock(at("2022-05-16 09:00"))
    enlarge(3000)
    index_of(TODAY)
    for text in QUESTIONS:
        with django_assert_num_queries(1):  # the stamp of the catalogue
            found = fitting(text, TODAY)
        with CaptureQueriesContext(connection) as sent:
            in_order(found.codes[:50], TODAY)
        for query in sent.captured_queries:
            read = [
                node
                for node in nodes(explained(query["sql"], None, analyze=False)["Plan"])
                if "Relation Name" in node
            ]
            assert "Seq Scan" not in {
                node["Node Type"] for node in read if node["Relation Name"] == "procedures_procedureversion"
            }, query["sql"]


@pytest.mark.requirement("R-008")
def test_what_is_searched_follows_the_catalogue_at_once(seeded: None) -> None:
    assert fitting("khai sinh", TODAY).codes[:1] == ("1.001193",)
    ProcedureVersion.objects.filter(procedure_id="1.001193").update(
        name="Ghi tên trẻ", name_fold="ghi ten tre"
    )
    assert fitting("ghi ten tre", TODAY).codes[:1] == ("1.001193",)
