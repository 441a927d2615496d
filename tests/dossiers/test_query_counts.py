"""What does an act cost the database? A ceiling per act and reception; a list costs the same at any length."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.authority.seal_tables import Seal
from motcua.authority.seal_verification import seal_faults
from motcua.dossiers.actions.reception import receive
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import Filters, dossier_page, work_list
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import (
    CERTIFIED_COPY,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    P5,
    Q11,
    at,
    colleague,
    received,
    reception_of,
)

pytestmark = pytest.mark.usefixtures("seeded")
NINE = at("2022-05-16 09:00")
MOST_OF_AN_ACT, MOST_OF_A_RECEPTION, MOST_OF_A_PAGE = 12, 4, 12
# Papers of a supplement are rows and a promise anew; approving a certified copy writes its row in the book.
ONE_READ_ONE_WRITE = (
    Act.FORWARD, Act.APPRAISE, Act.SEND_BACK, Act.HAND_BACK,
)  # fmt: skip
# Stamping holds the dossier and the seal in one question, writes the imprint and the step in another.
CEILINGS = {Act.SUPPLEMENT: 24, Act.APPROVE: 18, Act.STAMP: 2, Act.RETURN_RESULT: 2} | dict.fromkeys(
    ONE_READ_ONE_WRITE, 2
)


def queries_of(work: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries)


def trip(dossier: Dossier) -> list[tuple[Act, Role, dict[str, Any]]]:
    key = dossier.version.components.filter(mandatory=True).order_by("position")[0].key
    ordinary: list[tuple[Act, Role, dict[str, Any]]] = (
        [(Act.FORWARD, Role.RECEIVE, {})] if dossier.path == "ordinary" else []
    )
    back: list[tuple[Act, Role, dict[str, Any]]] = (
        [] if dossier.path == "on_the_spot" else [(Act.HAND_BACK, Role.RETURN, {})]
    )
    return [
        *ordinary,
        (Act.APPRAISE, Role.APPRAISE, {}),
        (Act.SEND_BACK, Role.APPROVE, {"reason": "Thiếu chữ ký"}),
        (Act.ASK_SUPPLEMENT, Role.APPRAISE, {"items": [{"key": key, "why": "Mờ"}]}),
        (Act.SUPPLEMENT, Role.RECEIVE, {"components": [{"key": key, "original": 1}]}),
        (Act.APPRAISE, Role.APPRAISE, {}),
        (Act.APPROVE, Role.APPROVE, {}),
        (Act.STAMP, Role.SEAL, {}),
        *back,
        (Act.RETURN_RESULT, Role.RETURN, {}),
    ]


@pytest.mark.parametrize(
    ("code", "unit"), [(CERTIFIED_COPY, Q11), (HOUSEHOLD_BUSINESS, Q11), (MARITAL_STATUS, P5)]
)
def test_an_act_asks_the_database_a_dozen_times_at_most(code: str, unit: str) -> None:
    dossier = received(code, unit, NINE)
    costs = {}
    for act, role, said in trip(dossier):
        actor = colleague(role, unit, NINE)
        costs[act] = queries_of(
            lambda act=act, actor=actor, said=said: perform(
                act=act, code=str(dossier), actor=actor, at=NINE, said=said
            )
        )
    if code != CERTIFIED_COPY:
        assert costs[Act.APPROVE] == 2
    dear = {act: cost for act, cost in costs.items() if cost > CEILINGS.get(act, MOST_OF_AN_ACT)}
    assert dear == {}


def test_a_tray_costs_as_much_for_each_dossier() -> None:
    codes = [str(received(CERTIFIED_COPY, Q11, NINE)) for _ in range(12)]
    actor = colleague(Role.APPRAISE, Q11, NINE)
    cost = queries_of(lambda: perform_many(act=Act.APPRAISE, codes=codes, actor=actor, at=NINE, said={}))
    assert cost <= len(codes) * MOST_OF_AN_ACT


@pytest.mark.parametrize(("code", "unit"), [(CERTIFIED_COPY, Q11), (MARITAL_STATUS, P5)])
def test_a_reception_asks_four_times_at_most(code: str, unit: str) -> None:
    clerk = colleague(Role.RECEIVE, unit, NINE)
    reception = reception_of(code, unit, NINE)
    receive(reception=reception, actor=clerk, at=NINE)
    assert queries_of(lambda: receive(reception=reception, actor=clerk, at=NINE)) <= MOST_OF_A_RECEPTION


def test_a_list_and_a_page_cost_the_same_at_any_length() -> None:
    def shown() -> int:
        return len([str(row) + row.version.name for row in work_list(Q11, Filters()).rows])

    received(CERTIFIED_COPY, Q11, NINE)
    one = queries_of(shown)
    for _ in range(20):
        received(CERTIFIED_COPY, Q11, NINE)
    assert shown() == 21
    assert queries_of(shown) == one
    actor, code = colleague(Role.RECEIVE, Q11, NINE), str(Dossier.objects.latest("pk"))
    assert queries_of(lambda: dossier_page(code, actor)) <= MOST_OF_A_PAGE


def test_the_check_of_all_seals_asks_as_often_as_that_of_one() -> None:
    assert Seal.objects.count() > 4
    assert queries_of(lambda: list(seal_faults())) == 4
