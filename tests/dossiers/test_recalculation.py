"""Which dossiers does a changed calendar move, and who carries on when a unit ends? (promises 20, 21)"""

from datetime import date
from typing import Any

import pytest

from motcua.dossiers.deadlines import promise
from motcua.dossiers.recalculation import Continues, OpenDue, moved_by_calendar, who_continues
from tests.dossiers.office import CERTIFIED_COPY, CONTRACT, P5, THANH_SON, calendar, facts, when

CHANGED = calendar(frozenset({date(2022, 7, 8)}))


def open_due(code: str, procedure: str, received: str, **changes: Any) -> OpenDue:
    before = promise(facts(procedure, P5, received, **changes))
    after = facts(procedure, P5, received, calendar=CHANGED, **changes)
    return OpenDue(code, before.due_at, before.due_strict, after)


@pytest.mark.rule("promises 20")
def test_a_changed_calendar_lists_the_dossiers_it_moves_old_and_new() -> None:
    moved = moved_by_calendar(
        [
            open_due("A", CONTRACT, "2022-07-06 09:00"),
            open_due("B", CERTIFIED_COPY, "2022-07-06 09:00"),
            open_due("C", CERTIFIED_COPY, "2022-07-07 15:01"),
            open_due("D", CERTIFIED_COPY, "2022-07-08 09:00"),
        ]
    )
    assert [(found.code, found.old, found.new and found.new.due_at) for found in moved] == [
        ("A", when("2022-07-08 17:00"), when("2022-07-11 17:00")),
        ("C", when("2022-07-08 17:00"), when("2022-07-11 17:00")),
        ("D", when("2022-07-08 17:00"), when("2022-07-11 17:00")),
    ]
    # Received on the day that was closed since: no rule promises anything, the hour is kept a working day later.
    assert (moved[1].recounted, moved[2].recounted) == (when("2022-07-11 17:00"), None)
    assert moved[2].new is not None
    assert "rơi vào lúc cơ quan đóng cửa" in moved[2].new.explanation[-1]


@pytest.mark.rule("promises 20")
def test_an_earlier_time_is_marked_so_that_the_earlier_promise_may_be_kept() -> None:
    late = OpenDue("E", when("2022-07-12 17:00"), False, facts(CONTRACT, P5, "2022-07-06 09:00"))
    assert [found.earlier for found in moved_by_calendar([late])] == [True]


@pytest.mark.rule("promises 21")
def test_a_dossier_of_an_ended_unit_goes_to_its_one_successor_or_to_the_parents_list() -> None:
    assert who_continues(["hcmc.binh-thoi"], "hcmc") == Continues("hcmc.binh-thoi", None)
    assert who_continues([], "hai-duong.thanh-ha") == Continues(None, "hai-duong.thanh-ha")
    assert who_continues(["a", "b"], "hcmc") == Continues(None, "hcmc")


@pytest.mark.rule("promises 21")
def test_a_promise_given_under_a_unit_may_fall_after_the_unit_ends() -> None:
    answer = promise(facts(CONTRACT, THANH_SON, "2025-06-30 09:00"))
    assert answer.due_at == when("2025-07-02 17:00")
