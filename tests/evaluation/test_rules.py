"""Weights make 100, points are cut and never rounded up, and few figures rank nobody."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.refusals import Refused
from motcua.core.yaml_files import read_yaml
from motcua.evaluation.reading import FILE, read_settings
from motcua.evaluation.rules import (
    Measure,
    Weight,
    as_stored,
    for_days,
    period_of,
    points_text,
    ranks,
    read_weights,
    score_of,
    share_text,
    total_of,
    why_not_drive,
    why_not_object_now,
)
from motcua.evaluation.terms import Criterion, Rated, Standing

TWO = [{"criterion": "on_time", "weight": 60}, {"criterion": "settled", "weight": 40, "target": 50}]


def refused(said: list[dict[str, Any]]) -> str:
    with pytest.raises(Refused) as no:
        read_weights(said)
    return no.value.refusal.code


@pytest.mark.requirement("R-285")
@pytest.mark.rule("144/KH-UBND BR-VT II.9")
def test_each_criterion_has_a_weight_and_all_together_are_a_hundred() -> None:
    weights = read_weights(TWO)
    assert [(one.criterion, one.weight) for one in weights] == [
        (Criterion.ON_TIME, 60),
        (Criterion.SETTLED, 40),
    ]
    assert read_weights(as_stored(weights)) == weights


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([], "weights_not_100"),
        ([{"criterion": "on_time", "weight": 99}], "weights_not_100"),
        ([{"criterion": "on_time", "weight": 60}, {"criterion": "early", "weight": 50}], "weights_not_100"),
        ([{"criterion": "on_time", "weight": 50}, {"criterion": "on_time", "weight": 50}], "criterion_twice"),
        ([{"criterion": "on_time", "weight": 101}, {"criterion": "early", "weight": -1}], "weight_wrong"),
        ([{"criterion": "on_time", "weight": 100}, {"criterion": "early", "weight": 0}], "weight_wrong"),
        ([{"criterion": "settled", "weight": 100}], "target_wrong"),
        ([{"criterion": "findings", "weight": 100, "target": 0}], "target_wrong"),
        ([{"criterion": "charm", "weight": 100}], "criterion_unknown"),
    ],
)
def test_weights_that_cannot_be_are_refused(said: list[dict[str, Any]], code: str) -> None:
    assert refused(said) == code


def test_the_pattern_of_the_data_file_can_be_and_says_that_nobody_decided_it() -> None:
    found = read_settings(read_yaml(FILE))
    for rated in Rated:
        pattern = found.pattern(rated, date(2022, 5, 16))
        assert sum(one.weight for one in pattern.weights) == 100
        assert pattern.decision == ""


def scored(
    criterion: Criterion, measure: Measure, *, target: int = 0, small: int = 10
) -> tuple[Standing, Any]:
    found = score_of(Weight(criterion, 20, target), measure, small=small)
    return found.standing, found.points


def test_a_share_earns_its_part_of_the_weight() -> None:
    assert scored(Criterion.ON_TIME, Measure(9, 12)) == (Standing.JUDGED, 15)
    assert scored(Criterion.ON_TIME, Measure(1, 30)) == (Standing.JUDGED, Fraction(2, 3))
    assert scored(Criterion.ON_TIME, Measure(0, 30)) == (Standing.JUDGED, 0)


@pytest.mark.rule("KH Thanh Hà 9/2023 III.2")
def test_few_dossiers_are_not_judged_and_not_nought() -> None:
    assert scored(Criterion.ON_TIME, Measure(9, 9)) == (Standing.SMALL, None)
    assert scored(Criterion.ON_TIME, Measure(9, 10)) == (Standing.JUDGED, 18)
    assert scored(Criterion.SETTLED, Measure(9, 9), target=10) == (Standing.SMALL, None)
    # Many marks of few people are few answers.
    assert scored(Criterion.CONDUCT, Measure(64, 72, answers=9)) == (Standing.SMALL, None)
    assert scored(Criterion.CONDUCT, Measure(64, 80, answers=10)) == (Standing.JUDGED, 16)
    assert scored(Criterion.CONDUCT, Measure(0, 0, answers=10)) == (Standing.SMALL, None)


def test_what_the_system_does_not_keep_is_told_and_not_nought() -> None:
    assert scored(Criterion.COMPLAINTS, Measure(kept=False, why_not="…")) == (Standing.NOT_KEPT, None)


def test_findings_cost_until_nothing_is_left_and_their_absence_is_judged() -> None:
    worth = [scored(Criterion.FINDINGS, Measure(n), target=2)[1] for n in range(4)]
    assert worth == [20, 10, 0, 0]


def test_settled_dossiers_earn_up_to_the_target() -> None:
    assert scored(Criterion.SETTLED, Measure(25, 25), target=50) == (Standing.JUDGED, 10)
    assert scored(Criterion.SETTLED, Measure(99, 99), target=50) == (Standing.JUDGED, 20)


@pytest.mark.parametrize(("days", "target"), [(1, 20), (28, 20), (31, 20), (92, 60), (365, 240), (366, 240)])
def test_dossiers_to_settle_are_asked_for_each_month(days: int, target: int) -> None:
    assert for_days(Weight(Criterion.SETTLED, 20, 20), days).target == target
    assert for_days(Weight(Criterion.FINDINGS, 20, 2), days).target == 2


def test_the_total_is_out_of_a_hundred_of_what_could_be_judged() -> None:
    weights = (Weight(Criterion.ON_TIME, 60), Weight(Criterion.COMPLAINTS, 40))
    measures = (Measure(45, 50), Measure(kept=False))
    scores = [score_of(one, said, small=10) for one, said in zip(weights, measures, strict=True)]
    assert total_of(scores, least_weight=50).points == 90
    assert total_of(scores, least_weight=50).judged_weight == 60
    assert total_of(scores, least_weight=61).points is None


@given(st.lists(st.none() | st.fractions(0, 100, max_denominator=50), max_size=12))
def test_who_has_more_points_stands_before_and_equals_share_a_place(points: list[Fraction | None]) -> None:
    places = ranks(points)
    assert [place is None for place in places] == [one is None for one in points]
    for mine, place in zip(points, places, strict=True):
        if mine is not None and place is not None:
            assert place == 1 + sum(other > mine for other in points if other is not None)


def test_equal_points_share_a_place_and_the_next_one_is_lost() -> None:
    assert ranks([Fraction(9), None, Fraction(8), Fraction(9), Fraction(7)]) == [1, None, 3, 1, 4]


def test_points_and_shares_are_cut_and_never_rounded_up() -> None:
    assert points_text(Fraction(99999, 1000)) == "99,99"
    assert points_text(Fraction(2, 3)) == "0,66"
    assert points_text(Fraction(100)) == "100,00"
    assert points_text(None) == "–"
    assert share_text(999, 1000) == "99,9%"
    assert share_text(1999, 2000) == "99,9%"
    assert share_text(0, 0) == "–"


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
        ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_period_is_a_month_a_quarter_or_a_year(code: str, first: date, last: date) -> None:
    found = period_of(code)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "code", ["", "2022-13", "2022-Q5", "1999", "2022-5", "2022-05-01", "２０２２", "2022-00"]
)
def test_anything_else_is_no_period(code: str) -> None:
    assert period_of(code) is None


@pytest.mark.requirement("R-283")
@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2022, 5, 31), "period_not_over"),
        (date(2022, 6, 1), None),
        (date(2022, 6, 15), None),
        (date(2022, 6, 16), "objection_too_late"),
    ],
)
def test_one_objects_after_the_period_and_in_time(today: date, code: str | None) -> None:
    may = period_of("2022-05")
    assert may is not None
    refusal = why_not_object_now(may, today, days=15)
    assert (refusal.code if refusal else None) == code


@pytest.mark.requirement("R-286")
@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2022, 5, 15), date(2022, 6, 15), None),
        (date(2022, 5, 15), date(2022, 5, 15), None),
        (date(2022, 6, 15), date(2022, 5, 15), "drive_ends_before"),
        (date(2022, 4, 15), date(2022, 5, 14), "drive_over"),
        (date(2022, 5, 15), date(2023, 6, 15), "drive_too_long"),
    ],
)
def test_a_drive_has_a_period_that_can_be(first: date, last: date, code: str | None) -> None:
    refusal = why_not_drive(first, last, date(2022, 5, 15))
    assert (refusal.code if refusal else None) == code
