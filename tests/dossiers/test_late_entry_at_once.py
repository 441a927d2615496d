"""Many at once on paper numbers: reserving beside live receptions, many on one number, settling while entering."""

from collections.abc import Callable

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.blocks import give_back, spoil
from motcua.dossiers.models import Dossier, NumberUse, ReservedNumber, WaitingEntry
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at, colleague, received
from tests.dossiers.paper_day import (
    EVENING,
    MORNING,
    PREFIX,
    block_for,
    codes_of,
    confirmed,
    entered,
    on_paper,
    typed,
)
from tests.dossiers.test_acts_at_once import together

pytestmark = pytest.mark.usefixtures("seeded_alone")
EIGHT = 8


def answer_of(work: Callable[[], object]) -> str:
    """`done`, or the code of the refusal."""
    try:
        work()
    except Refused as refused:
        return refused.refusal.code
    return "done"


def test_blocks_taken_beside_live_receptions_leave_no_gap_and_no_double() -> None:
    def reserve_some() -> str:
        return ",".join(codes_of(block_for(size=20)))

    def receive_some() -> str:
        return ",".join(str(received(CERTIFIED_COPY, Q11, MORNING)) for _ in range(5))

    answers = together([reserve_some, receive_some] * (EIGHT // 2))
    codes = sorted(code for answer in answers for code in answer.split(","))
    assert codes == [f"{PREFIX}{number:04d}" for number in range(1, 101)]
    assert verify() == []


def test_one_number_confirmed_by_many_becomes_one_dossier() -> None:
    code = codes_of(block_for(size=1))[0]
    typed(on_paper(code, "2022-05-16 10:00"))
    answers = together([lambda: answer_of(lambda: confirmed(code))] * EIGHT)
    assert sorted(answers) == ["done", *["number_used"] * (EIGHT - 1)]
    assert Dossier.objects.filter(code=code).count() == NumberUse.objects.count() == 1
    assert verify() == []


def test_one_number_typed_by_many_waits_once() -> None:
    code = codes_of(block_for(size=1))[0]
    answers = together([lambda: answer_of(lambda: typed(on_paper(code, "2022-05-16 10:00")))] * EIGHT)
    assert set(answers) == {"done"}
    assert WaitingEntry.objects.count() == 1


def test_a_number_spoilt_confirmed_and_given_back_at_once_has_one_fate() -> None:
    block = block_for(size=1)
    code = codes_of(block)[0]
    head, clerk = colleague(Role.LEAD, Q11, EVENING), colleague(Role.RECEIVE, Q11, EVENING)
    works = [
        lambda: spoil(code=code, reason="Rách", actor=clerk, at=EVENING),
        lambda: give_back(block_id=block.pk, actor=head, at=EVENING),
        lambda: typed(on_paper(code, "2022-05-16 10:00")),
        lambda: confirmed(code),
    ]
    together([lambda work=work: answer_of(work) for work in works * 2])  # type: ignore[misc]
    if WaitingEntry.objects.exists():
        confirmed(code)
    assert NumberUse.objects.count() == 1
    assert verify() == []


def test_eight_clerks_enter_a_whole_block_without_a_double() -> None:
    codes = codes_of(block_for(size=40))

    def enter_some(part: int) -> str:
        for code in codes[part::EIGHT]:
            entered(on_paper(code, "2022-05-16 10:00"))
        received(CERTIFIED_COPY, Q11, EVENING)
        return "done"

    together([lambda part=part: enter_some(part) for part in range(EIGHT)])  # type: ignore[misc]
    assert ReservedNumber.objects.filter(use__fate="entered").count() == 40
    assert Dossier.objects.filter(received_at=at("2022-05-16 10:00")).count() == 40
    assert Dossier.objects.count() == 40 + EIGHT
    assert verify() == []
