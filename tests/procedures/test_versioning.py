"""A change of a procedure starts a version; what was in force stays."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest

from motcua.procedures.versioning import Kept, plan_versions

LAW_CHANGES = date(2025, 7, 1)
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Stated:
    valid_from: date
    valid_to: date | None
    digest: str


BEFORE = Kept(1, date(2018, 6, 21), LAW_CHANGES, "old")
NOW = Kept(2, LAW_CHANGES, None, "now")
SAME = [Stated(date(2018, 6, 21), LAW_CHANGES, "old"), Stated(LAW_CHANGES, None, "now")]


def test_a_new_procedure_gets_all_versions_of_the_file():
    plan = plan_versions([], SAME, on=TODAY)
    assert [(place, start, end) for place, start, end in plan.add] == [
        (0, date(2018, 6, 21), LAW_CHANGES),
        (1, LAW_CHANGES, None),
    ]


def test_the_same_file_changes_nothing():
    plan = plan_versions([BEFORE, NOW], SAME, on=TODAY)
    assert not plan.changes
    assert plan.notes == []


def test_a_changed_text_closes_the_version_in_force_today_and_begins_the_next():
    plan = plan_versions([BEFORE, NOW], [SAME[0], Stated(LAW_CHANGES, None, "new")], on=TODAY)
    assert plan.ends == {2: TODAY}
    assert plan.add == [(1, TODAY, None)]
    assert not plan.replace


def test_a_change_announced_for_a_later_day_begins_on_that_day():
    later = date(2027, 1, 1)
    plan = plan_versions([NOW], [Stated(later, None, "new")], on=TODAY)
    assert plan.ends == {2: later}
    assert plan.add == [(0, later, None)]


def test_a_second_change_on_one_day_begins_tomorrow():
    began_today = Kept(3, TODAY, None, "new")
    plan = plan_versions([BEFORE, began_today], [Stated(LAW_CHANGES, None, "newer")], on=TODAY)
    assert plan.ends == {3: date(2026, 11, 24)}
    assert plan.add == [(0, date(2026, 11, 24), None)]


def test_a_version_that_has_not_begun_is_replaced_in_place():
    coming = Kept(4, date(2027, 1, 1), None, "coming")
    plan = plan_versions([coming], [Stated(LAW_CHANGES, None, "mended")], on=TODAY)
    assert plan.replace == {4: 0}
    assert plan.ends == {}


def test_a_version_of_the_past_is_never_rewritten():
    plan = plan_versions([BEFORE, NOW], [Stated(date(2018, 6, 21), LAW_CHANGES, "forged"), SAME[1]], on=TODAY)
    assert not plan.changes
    assert "giữ nguyên" in plan.notes[0]


def test_a_change_in_the_three_level_time_leaves_the_version_of_2025_alone():
    plan = plan_versions(
        [BEFORE, NOW], [Stated(date(2018, 6, 21), LAW_CHANGES, "new"), SAME[1]], on=date(2022, 5, 16)
    )
    assert plan.ends == {1: date(2022, 5, 16)}
    assert plan.add == [(0, date(2022, 5, 16), LAW_CHANGES)]


def test_a_repeal_ends_the_version_on_its_day():
    plan = plan_versions([NOW], [Stated(LAW_CHANGES, date(2027, 1, 1), "now")], on=TODAY)
    assert plan.ends == {2: date(2027, 1, 1)}


def test_a_repeal_dated_back_is_not_applied():
    plan = plan_versions([NOW], [Stated(LAW_CHANGES, date(2026, 1, 1), "now")], on=TODAY)
    assert not plan.changes
    assert plan.notes


def test_a_file_that_ends_a_procedure_in_the_past_stops_it_today():
    plan = plan_versions([BEFORE, NOW], [SAME[0]], on=TODAY)
    assert plan.ends == {2: TODAY}
    assert "kết thúc từ hôm nay" in plan.notes[0]


@pytest.mark.parametrize("end", [None, date(2026, 12, 31)])
def test_no_plan_ever_leaves_two_versions_on_one_day(end):
    kept = [BEFORE, Kept(2, LAW_CHANGES, end, "now")]
    plan = plan_versions(kept, [SAME[0], Stated(LAW_CHANGES, end, "new")], on=TODAY)
    terms = [(k.valid_from, plan.ends.get(k.id, k.valid_to)) for k in kept]
    terms += [(start, until) for _, start, until in plan.add]
    ordered = sorted(terms)
    assert all(until is not None and until <= start for (_, until), (start, _) in pairwise(ordered))
