"""What if two stamp the same result, or many results, with one seal at once?"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.authority.seal_tables import Imprint, Seal
from motcua.core.models import JournalEntry
from motcua.core.refusals import Refused
from motcua.dossiers.actions.moving import move
from motcua.dossiers.actions.registry import perform, perform_many
from motcua.dossiers.actions.stamping import Keeper
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import DossierNotFound
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, at, colleague, do, received

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


def after_waiting(held: Callable[[], Any], work: Callable[[], Any]) -> tuple[bool, Any]:
    """Did the work wait while somebody else's transaction held that, and what came of it?"""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            held()
            running = pool.submit(lambda: at_once([work])[0])
            waited = bool(wait([running], timeout=1).not_done)
        return waited, running.result(30)


def test_who_may_not_stamp_does_not_wait_for_a_seal() -> None:
    foreign = Seal.objects.get(unit_id=P5)
    hold = lambda: Seal.objects.select_for_update(of=("self",)).get(pk=foreign.pk)  # noqa: E731
    code, clerk = str(approved()), colleague(Role.RECEIVE, Q11, NINE)
    said = {"seal": foreign.pk}
    stamp = lambda: perform(act=Act.STAMP, code=code, actor=clerk, at=TEN, said=said)  # noqa: E731
    assert after_waiting(hold, stamp) == (False, "no_role")


def test_a_second_press_is_answered_while_the_seal_is_busy_with_the_next_dossier() -> None:
    keeper, mine = colleague(Role.SEAL, Q11, NINE), Seal.objects.get(unit_id=Q11)
    dossier = approved()
    do(Act.STAMP, dossier, Role.SEAL, TEN)
    hold = lambda: Seal.objects.select_for_update(of=("self",)).get(pk=mine.pk)  # noqa: E731
    stamp = lambda: perform(act=Act.STAMP, code=str(dossier), actor=keeper, at=TEN, said={})  # noqa: E731
    assert after_waiting(hold, stamp) == (False, "already_moved")


@pytest.mark.requirement("R-050")
def test_who_may_not_stamp_is_journalled_whatever_seal_is_named() -> None:
    code, clerk = str(approved()), colleague(Role.RECEIVE, Q11, NINE)
    stranger = colleague(Role.SEAL, P5, NINE)
    before = JournalEntry.objects.count()
    with pytest.raises(Refused) as refused:
        perform(act=Act.STAMP, code=code, actor=clerk, at=TEN, said={"seal": "abc"})
    assert refused.value.refusal.code == "no_role"
    with pytest.raises(DossierNotFound):
        perform(act=Act.STAMP, code=code, actor=stranger, at=TEN, said={"seal": "abc"})
    assert JournalEntry.objects.count() == before + 2


def test_a_seal_that_nobody_knows_is_refused_once_the_result_may_be_stamped() -> None:
    code, keeper = str(approved()), colleague(Role.SEAL, Q11, NINE)
    for seal in ("abc", 2_000_000_000):
        with pytest.raises(Refused) as refused:
            perform(act=Act.STAMP, code=code, actor=keeper, at=TEN, said={"seal": seal})
        assert refused.value.refusal.code == "seal_unknown"


def test_no_imprint_is_written_for_an_act_that_comes_too_late() -> None:
    dossier, keeper = approved(), colleague(Role.SEAL, Q11, NINE)
    late = Keeper(keeper, TEN, {})
    with transaction.atomic():
        judged = late.judged(Dossier.objects.get(pk=dossier.pk), None)
    beside, meant = late.beside(judged), late.meant(judged)
    do(Act.STAMP, dossier, Role.SEAL, TEN)
    with transaction.atomic(), pytest.raises(Refused) as refused:
        move(judged.dossier, meant.said, changes=meant.changes, beside=beside)
    assert refused.value.refusal.code == "already_moved"
    assert Imprint.objects.count() == 1
    assert verify() == []
