"""What if two stamp the same result, or many results, with one seal at once?"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from motcua.authority.seal_tables import Imprint
from motcua.core.refusals import Refused
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, do, received

pytestmark = pytest.mark.usefixtures("seeded_alone")
NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")


def approved() -> Dossier:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    do(Act.APPRAISE, dossier, Role.APPRAISE, NINE)
    do(Act.APPROVE, dossier, Role.APPROVE, NINE)
    return dossier


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """Each in a thread of its own, begun together; a refusal is its code."""
    gate = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            gate.wait()
            return work()
        except Refused as no:
            return no.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.requirement("R-076")
def test_of_two_who_stamp_one_result_one_wins_and_the_other_is_told() -> None:
    code, keeper = str(approved()), colleague(Role.SEAL, Q11, NINE)
    stamp = lambda: perform(act=Act.STAMP, code=code, actor=keeper, at=TEN, said={}).state  # noqa: E731
    assert sorted(at_once([stamp, stamp])) == ["already_moved", "ready"]
    assert Imprint.objects.count() == 1
    assert verify() == []


def test_trays_and_single_stampings_with_one_seal_leave_gapless_numbers() -> None:
    keeper = colleague(Role.SEAL, Q11, NINE)
    codes = [str(approved()) for _ in range(8)]
    tray = lambda mine: perform_many(act=Act.STAMP, codes=mine, actor=keeper, at=TEN, said={})  # noqa: E731
    one = lambda code: perform(act=Act.STAMP, code=code, actor=keeper, at=TEN, said={})  # noqa: E731
    at_once(
        [
            lambda: tray(codes[:5]),
            lambda: tray(codes[4::-1]),
            lambda: one(codes[0]),
            *(lambda code=code: one(code) for code in codes[5:]),
        ]
    )
    assert list(Imprint.objects.order_by("seq").values_list("number", flat=True)) == list(range(1, 9))
    assert Dossier.objects.filter(code__in=codes, state="ready").count() == 8
    assert verify() == []
