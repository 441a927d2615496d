"""Many at once: letters are numbered without gap or double, two who cross each other leave one dossier."""

from functools import partial

import pytest

from motcua.core.refusals import Refused
from motcua.dossiers.actions.succeeding import succeed_ended
from motcua.dossiers.actions.warning import warn
from motcua.dossiers.models import Dossier, PendingAct, Step
from motcua.dossiers.terms import Act, State
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import HOUSEHOLD_BUSINESS, MARITAL_STATUS, P5, Q11, at, do, received
from tests.dossiers.test_acts_at_once import together

pytestmark = pytest.mark.usefixtures("seeded_alone")
WHY = {"reason": "Không đủ điều kiện", "basis": "Điều 17"}


def code_of(act: Act, dossier: Dossier, role: Role, moment: str, **said: object) -> str:
    """What came of it: `done`, or the code of the refusal."""
    try:
        done = do(act, dossier, role, at(moment), **said)
    except Refused as refused:
        return refused.refusal.code
    return "waits" if done.pending else "done"


def test_letters_written_at_the_same_moment_are_numbered_without_gap_or_double() -> None:
    dossiers = [received(MARITAL_STATUS, P5, at("2022-04-25 09:00")) for _ in range(8)]
    said = {"reason": "Cán bộ ốm", "new_due": "2022-05-05T16:00:00+07:00"}
    works = [
        partial(code_of, Act.APOLOGISE, one, Role.APPROVE, "2022-04-26 09:00", **said) for one in dossiers
    ]
    assert together(works) == ["done"] * 8
    letters = sorted(step.data["letter"] for step in Step.objects.filter(act=Act.APOLOGISE))
    assert letters == [f"{number:02d}/PXL" for number in range(1, 9)]
    assert verify() == []


def test_an_apology_pressed_by_several_is_written_once() -> None:
    dossier = received(MARITAL_STATUS, P5, at("2022-04-25 09:00"))
    said = {"reason": "Cán bộ ốm", "new_due": "2022-05-05T16:00:00+07:00"}
    works = [lambda: code_of(Act.APOLOGISE, dossier, Role.APPROVE, "2022-04-26 09:00", **said)] * 6
    assert sorted(together(works)) == ["apology_once"] * 5 + ["done"]
    assert Step.objects.get(act=Act.APOLOGISE).data["letter"] == "01/PXL"
    assert verify() == []


def test_refused_and_approved_at_once_one_wins_and_no_number_is_lost() -> None:
    dossiers = [received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00")) for _ in range(4)]
    for one in dossiers:
        if one.path == "ordinary":
            do(Act.FORWARD, one, Role.RECEIVE, at("2022-04-25 10:00"))
        do(Act.APPRAISE, one, Role.APPRAISE, at("2022-04-25 10:00"))
    works = [
        partial(code_of, act, one, Role.APPROVE, "2022-04-25 11:00", **WHY)
        for one in dossiers
        for act in (Act.APPROVE, Act.REFUSE_RESULT)
    ]
    answers = together(works)
    assert answers.count("done") == 4
    assert {row.state for row in Dossier.objects.all()} == {State.APPROVED}
    assert verify() == []


def test_two_who_ask_for_a_correction_at_once_leave_one_request_that_a_third_confirms() -> None:
    dossier = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    said = {"name": "Nguyễn Văn Tự", "reason": "Ghi sai"}
    works = [lambda: code_of(Act.CORRECT, dossier, Role.RECEIVE, "2022-04-25 09:10", **said)] * 4
    assert sorted(together(works)) == ["second_person_needed"] * 3 + ["waits"]
    assert PendingAct.objects.count() == 1
    heads = [lambda: code_of(Act.CORRECT, dossier, Role.LEAD, "2022-04-25 09:11")] * 4
    assert sorted(together(heads)).count("done") == 1
    assert Step.objects.filter(act=Act.CORRECT).count() == 1
    assert verify() == []


def test_a_pair_merged_crosswise_at_the_same_moment_keeps_one() -> None:
    one = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:00"))
    two = received(HOUSEHOLD_BUSINESS, Q11, at("2022-04-25 09:30"))
    works = [
        lambda: code_of(Act.MERGE, one, Role.RECEIVE, "2022-04-25 10:00", into=str(two)),
        lambda: code_of(Act.MERGE, two, Role.RECEIVE, "2022-04-25 10:00", into=str(one)),
    ]
    answers = together(works)
    assert answers.count("done") == 1
    kept = Dossier.objects.get(ended_at__isnull=True)
    assert kept.received_at == at("2022-04-25 09:00")
    assert verify() == []


def test_jobs_that_run_twice_at_once_do_their_work_once() -> None:
    received(MARITAL_STATUS, P5, at("2025-06-30 09:00"))
    warnings = together([lambda: str(warn(at=at("2025-07-03 17:30")))] * 3)
    assert sorted(warnings) == ["0", "0", "1"]
    moved = together([lambda: str(succeed_ended(at=at("2025-07-04 00:20")))] * 3)
    assert sorted(moved) == ["0", "0", "1"]
    assert Step.objects.filter(act=Act.SUCCEED).count() == 1
    assert verify() == []
