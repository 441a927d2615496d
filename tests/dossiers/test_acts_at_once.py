"""Two people at once: one wins, the other is told who did; numbers have no gap and no double."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from motcua.core.refusals import Refused
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, do, received, try_to_receive

pytestmark = pytest.mark.usefixtures("seeded_alone")


def together(works: Sequence[Callable[[], str]]) -> list[str]:
    """Run all at the same moment, each on its own connection."""
    gate = Barrier(len(works))

    def one(work: Callable[[], str]) -> str:
        try:
            gate.wait(timeout=20)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def test_receptions_at_the_same_moment_get_numbers_without_gap_or_double() -> None:
    def receive_some() -> str:
        return ",".join(str(received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))) for _ in range(5))

    codes = sorted(code for answer in together([receive_some] * 8) for code in answer.split(","))
    assert codes == [f"000.00.31.H29-220516-{number:04d}" for number in range(1, 41)]
    assert verify() == []


@pytest.mark.rule("dossier_life merge")
def test_of_two_receptions_of_one_wish_at_the_same_moment_the_second_is_warned_of_the_first() -> None:
    """Two counters, or a button pressed twice: who waited for the number is told whom it waited for."""

    def receive_one(day: str) -> str:
        again = try_to_receive(CERTIFIED_COPY, Q11, at(f"{day} 09:00"))
        return f"{again.dossier}: {' '.join(again.warnings)}"

    for day in ("2022-05-16", "2022-05-26", "2022-06-06", "2022-06-16", "2022-06-27"):
        first, second = sorted(together([partial(receive_one, day)] * 2))
        code, _, told = first.partition(": ")
        assert "cùng thủ tục" not in told
        assert f"hồ sơ {code}, lúc" in second


def test_an_act_pressed_by_several_happens_once_and_the_others_are_told_who_did() -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))

    def appraise() -> str:
        try:
            do(Act.APPRAISE, dossier, Role.APPRAISE, at("2022-05-16 09:05"))
        except Refused as refused:
            return refused.refusal.code
        return "done"

    answers = sorted(together([appraise] * 8))
    assert answers.count("done") == 1
    assert set(answers) <= {"done", "already_moved", "wrong_order"}
    assert Step.objects.filter(dossier=dossier, act="appraise").count() == 1


def test_a_number_given_and_rolled_back_is_given_again() -> None:
    first = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    with pytest.raises(Refused):
        received(CERTIFIED_COPY, Q11, at("2022-05-16 09:01"), channel="online")
    second = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:02"))
    assert [first.code, second.code] == ["000.00.31.H29-220516-0001", "000.00.31.H29-220516-0002"]
    assert Dossier.objects.count() == 2


def test_the_serial_restarts_each_day() -> None:
    received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    tomorrow = received(CERTIFIED_COPY, Q11, at("2022-05-17 09:00"))
    assert tomorrow.code == "000.00.31.H29-220517-0001"
