"""While others write: is a step ever lost to the sums, and does the recount agree at any moment?"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction

from motcua.dossiers.models import Step
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from motcua.reports.actions.folding import fold
from motcua.reports.models import DayFigure, RollUpMark
from motcua.reports.recounting import Recount, recount
from motcua.reports.rollups import Asked, added, sums_by
from tests.cast import CERTIFIED_COPY, MARITAL_STATUS, P5, at, do, received
from tests.dossiers.test_acts_at_once import together

pytestmark = pytest.mark.usefixtures("seeded_alone")
MORNING, NIGHT = at("2022-05-16 09:00"), at("2022-06-30 23:00")
ASKED = Asked(date(2022, 5, 1), date(2022, 6, 30), NIGHT)
WRITERS, EACH = 8, 4


def count(measure: str = "received") -> int:
    return added(sums_by(ASKED).values())[measure]


def kept(measure: str = "received") -> int:
    """What stands in the sums themselves, without the steps since."""
    found = DayFigure.objects.values_list(measure, flat=True)
    return sum(found)


@pytest.mark.requirement("R-271")
@pytest.mark.parametrize("in_savepoint", [False, True])
def test_a_step_that_commits_after_the_watermark_is_not_lost(in_savepoint: bool) -> None:
    """Its number is below those already folded, and in a savepoint its transaction number is not the whole's."""
    written, may_commit = Event(), Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                if in_savepoint:
                    with transaction.atomic():
                        received(MARITAL_STATUS, P5, MORNING)
                else:
                    received(MARITAL_STATUS, P5, MORNING)
                written.set()
                assert may_commit.wait(timeout=30)
        finally:
            written.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        slow_one = pool.submit(slow)
        assert written.wait(timeout=30)
        # Received at another desk's series, so that nobody waits for the slow one's number.
        for _ in range(3):
            received(CERTIFIED_COPY, "hcmc.q11", MORNING)
            fold(at=NIGHT)
        newest = Step.objects.order_by("-pk").values_list("pk", flat=True)[0]
        assert (count(), kept()) == (3, 3)
        assert RollUpMark.objects.get(pk=1).floor < newest
        may_commit.set()
        slow_one.result(timeout=30)
    assert (
        Step.objects.order_by("pk").values_list("unit_id", flat=True)[0] == P5
    )  # numbered before the others
    assert (count(), kept()) == (4, 3)
    assert recount().holds
    fold(at=NIGHT)
    assert (count(), kept()) == (4, 4)
    fold(at=NIGHT)
    assert RollUpMark.objects.get(pk=1).floor >= newest
    assert recount().holds


def test_a_writer_that_gives_up_leaves_no_trace_and_holds_nothing_back() -> None:
    received(CERTIFIED_COPY, P5, MORNING)
    with transaction.atomic():
        received(MARITAL_STATUS, P5, MORNING)
        transaction.set_rollback(True)
    for _ in range(3):
        fold(at=NIGHT)
    assert (count(), kept()) == (1, 1)
    mark = RollUpMark.objects.get(pk=1)
    assert mark.waiting == []
    assert mark.floor > Step.objects.order_by("-pk").values_list("pk", flat=True)[0]


def writer(number: int) -> str:
    for _ in range(EACH):
        dossier = received(CERTIFIED_COPY if number % 2 else MARITAL_STATUS, P5, MORNING)
        if number % 3:
            do(Act.APPRAISE, dossier, Role.APPRAISE, at("2022-05-16 10:00"))
        else:
            do(Act.WITHDRAW, dossier, Role.RECEIVE, at("2022-05-16 10:00"))
    return "done"


def until(done: Event, work: Callable[[], object]) -> list[object]:
    """Again and again on a connection of its own, at least once."""
    answers: list[object] = []
    try:
        while not answers or not done.is_set():
            answers.append(work())
    finally:
        connection.close()
    return answers


@pytest.mark.requirement("R-271")
def test_the_recount_agrees_at_any_moment_while_eight_write_and_the_sums_are_folded() -> None:
    done = Event()
    with ThreadPoolExecutor(2) as pool:
        folds = pool.submit(until, done, lambda: fold(at=NIGHT))
        recounts = pool.submit(until, done, recount)
        try:
            answers = together([partial(writer, number) for number in range(WRITERS)])
        finally:
            done.set()
        assert folds.result(timeout=60)
        found = recounts.result(timeout=60)
    assert answers == ["done"] * WRITERS
    assert [one for one in found if one != Recount((), ())] == []
    assert count() == WRITERS * EACH
    assert recount().holds
    fold(at=NIGHT)
    assert kept() == WRITERS * EACH
    assert verify() == []
