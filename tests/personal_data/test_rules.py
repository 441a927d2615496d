"""Due times of requests are data: by the clock under one decree, by days under the next."""

from datetime import date, timedelta

import pytest

from motcua.core.moments import local_day
from motcua.core.yaml_files import read_yaml
from motcua.personal_data.rules import FILE, data_rules, read_rules
from motcua.personal_data.terms import RightsKind
from tests.cast import at

FRIDAY = at("2024-03-15 16:30")


@pytest.mark.rule("13/2023/NĐ-CP art. 14")
@pytest.mark.parametrize("kind", [RightsKind.ACCESS, RightsKind.DELETE, RightsKind.RESTRICT])
def test_under_the_decree_of_2023_it_is_72_hours_by_the_clock_over_the_weekend_too(kind: RightsKind) -> None:
    assert data_rules().on(local_day(FRIDAY)).due_at(kind, FRIDAY) == at("2024-03-18 16:30")


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2010, 1, 1), "truoc-nd13"),
        (date(2023, 6, 30), "truoc-nd13"),
        (date(2023, 7, 1), "nd13"),
        (date(2025, 12, 31), "nd13"),
        (date(2026, 1, 1), "nd356"),
        (date(2040, 1, 1), "nd356"),
    ],
)
def test_each_day_has_one_rule_set(day: date, key: str) -> None:
    assert data_rules().on(day).key == key


def test_a_request_of_the_last_minute_of_2025_keeps_its_72_hours() -> None:
    asked_at = at("2025-12-31 23:59")
    rule = data_rules().on(local_day(asked_at))
    assert rule.due_at(RightsKind.ACCESS, asked_at) == at("2026-01-03 23:59")


def test_figures_not_compared_with_the_text_say_so() -> None:
    assert not data_rules().on(date(2026, 6, 1)).checked


def test_periods_follow_each_other_without_gap_or_overlap() -> None:
    rules = data_rules().rules
    assert [one.valid_to for one in rules[:-1]] == [one.valid_from for one in rules[1:]]
    assert rules[-1].valid_to is None


def test_a_rule_set_without_a_term_is_not_read() -> None:
    said = dict(read_yaml(FILE))
    first = dict(said["rules"][0])
    first["due"] = {"access": {"hours": 1}}
    with pytest.raises(ValueError, match="correct"):
        read_rules({**said, "rules": [first]})


def test_a_leak_is_reported_within_72_hours() -> None:
    assert data_rules().breach == timedelta(hours=72)
