"""Days of a weekly rule, how an event stands, who comes first, what a survey says: the rules alone."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.outreach.asking_rules import Asked, points_of, standing_of, why_not_answers, why_not_asked
from motcua.outreach.policies import why_not_outcome, why_not_planned
from motcua.outreach.ranking import Entry, ranked
from motcua.outreach.standings import DayFacts, standing_of_day, standing_of_event, was_held
from motcua.outreach.summing_up import sum_up
from motcua.outreach.terms import AnswerKind, AskingStanding, DayStanding, EventStanding, Purpose
from motcua.outreach.weekly import MOST_DAYS, days_of_rule, why_not_days
from tests.cast import at

WEDNESDAY = 3
FIRST, LAST = date(2022, 5, 15), date(2022, 6, 15)
WED_18 = date(2022, 5, 18)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.requirement("R-251")
@pytest.mark.rule("HCMC results 2022 2.2")
def test_every_wednesday_of_the_action_month_is_five_days():
    assert [f"{day:%d/%m}" for day in days_of_rule(FIRST, LAST, WEDNESDAY)] == [
        "18/05", "25/05", "01/06", "08/06", "15/06",
    ]  # fmt: skip


@given(days, st.integers(0, 400), st.integers(1, 7))
def test_a_weekly_rule_gives_each_such_weekday_of_the_period_and_no_other_day(first, length, weekday):
    last = first + timedelta(days=length)
    every = [first + timedelta(days=place) for place in range(length + 1)]
    assert list(days_of_rule(first, last, weekday)) == [day for day in every if day.isoweekday() == weekday]


def test_without_a_weekday_every_day_counts():
    assert days_of_rule(WED_18, WED_18, None) == (WED_18,)
    assert len(days_of_rule(WED_18, WED_18 + timedelta(days=2), None)) == 3


@pytest.mark.parametrize(
    ("first", "last", "weekday", "code"),
    [
        (LAST, FIRST, None, "period_wrong"),
        (WED_18, WED_18, 4, "no_such_day"),
        (FIRST, FIRST + timedelta(days=MOST_DAYS), None, "too_many_days"),
        (date(1, 1, 1), date(9999, 12, 31), 3, "period_too_long"),
        (FIRST, LAST, 8, "weekday_wrong"),
    ],
)
def test_a_period_that_cannot_be_is_refused(first, last, weekday, code):
    refusal = why_not_days(first, last, weekday)
    assert refusal is not None
    assert refusal.code == code


DAY = DayFacts(WED_18, time(8), time(11))


@pytest.mark.parametrize(
    ("now", "said", "standing"),
    [
        ("2022-05-18 10:59", None, EventStanding.PLANNED),
        ("2022-05-18 11:00", None, EventStanding.OVERDUE),
        ("2022-06-18 11:00", DayStanding.POSTPONED, EventStanding.POSTPONED),
        ("2022-06-18 11:00", DayStanding.CANCELLED, EventStanding.CANCELLED),
        ("2022-06-18 11:00", DayStanding.HELD, EventStanding.HELD),
    ],
)
@pytest.mark.requirement("R-244")
@pytest.mark.rule("10/KH-UBND Hải Phòng PL IX.01")
def test_what_is_postponed_or_cancelled_is_never_overdue(now, said, standing):
    assert standing_of_day(DayFacts(WED_18, time(8), time(11), said), at(now)) is standing


def test_a_day_without_hours_is_over_at_midnight():
    whole = DayFacts(WED_18)
    assert standing_of_day(whole, at("2022-05-18 23:59")) is EventStanding.PLANNED
    assert standing_of_day(whole, at("2022-05-19 00:00")) is EventStanding.OVERDUE


def test_a_postponed_day_counts_by_the_day_that_took_its_place():
    moved = DayFacts(WED_18, said=DayStanding.POSTPONED, moved=True)
    later = DayFacts(date(2022, 6, 1), said=DayStanding.HELD)
    now = at("2022-06-10 08:00")
    assert standing_of_event([moved, later], now) is EventStanding.HELD
    assert (
        standing_of_event([moved, DayFacts(date(2022, 6, 1))], at("2022-05-20 08:00"))
        is EventStanding.PLANNED
    )
    assert was_held([moved, later])


@given(st.lists(st.sampled_from([None, *DayStanding]), max_size=6))
def test_an_event_stands_in_one_way_whatever_its_days(said):
    facts = [DayFacts(WED_18 + timedelta(days=place), said=one) for place, one in enumerate(said)]
    late = standing_of_event(facts, at("2023-01-01 08:00"))
    assert (late is EventStanding.OVERDUE) == (None in said)


def code(refusal):
    return refusal.code if refusal else None


def test_the_past_is_recorded_with_its_result_and_the_future_has_none():
    after, before = at("2022-05-18 12:00"), at("2022-05-17 12:00")
    assert code(why_not_planned([DAY], after, result="")) == "event_in_past"
    assert why_not_planned([DAY], after, result="60 doanh nghiệp dự") is None
    assert code(why_not_planned([DAY], before, result="Tốt")) == "result_too_early"
    assert why_not_planned([DAY], before, result="") is None
    later = DayFacts(date(2022, 5, 25))
    assert code(why_not_planned([DAY, later], after, result="")) == "event_in_past"


@pytest.mark.parametrize(
    ("said", "moved", "standing", "reason", "result", "expected"),
    [
        (None, False, "held", "", "Tốt", None),
        (None, False, "held", "", "", "result_missing"),
        (None, False, "cancelled", "", "", "reason_missing"),
        (None, False, "postponed", "Dịch bệnh", "", None),
        ("held", False, "held", "", "Tốt hơn", "reason_missing"),
        ("held", False, "held", "Đếm lại", "Tốt hơn", None),
        ("held", False, "cancelled", "Nhầm", "", "day_held"),
        ("cancelled", False, "held", "", "Tốt", "day_settled"),
        ("postponed", False, "held", "", "Tốt", "day_settled"),
        ("postponed", False, "cancelled", "Không tổ chức nữa", "", None),
        ("postponed", True, "cancelled", "Không tổ chức nữa", "", "day_settled"),
    ],
)
def test_what_may_be_said_of_a_day(said, moved, standing, reason, result, expected):
    facts = DayFacts(WED_18, time(8), time(11), DayStanding(said) if said else None, moved)
    now = at("2022-05-18 12:00")
    refusal = why_not_outcome(facts, DayStanding(standing), now, reason=reason, result=result)
    assert code(refusal) == expected


def test_nothing_is_held_before_it_began():
    early = why_not_outcome(DAY, DayStanding.HELD, at("2022-05-18 07:59"), reason="", result="Tốt")
    assert code(early) == "result_too_early"


CONTEST = (
    Asked("1", AnswerKind.CHOICE, "Mốc giờ?", ("14:30", "15:00"), right=1, points=10),
    Asked("2", AnswerKind.CHOICE, "Ngày làm mẫu?", ("Thứ Tư", "Thứ Sáu"), right=1, points=10),
)
SURVEY = (
    Asked("1", AnswerKind.SCALE, "Hài lòng?"),
    Asked("2", AnswerKind.CHOICE, "Nộp bằng cách nào?", ("Tại quầy", "Trực tuyến"), required=False),
    Asked("3", AnswerKind.TEXT, "Góp ý", required=False),
)


def entry(key, points, guess, minute):
    return Entry(
        key, f"Bạn {key}", points, guess, datetime.fromisoformat(f"2022-05-20T09:{minute:02d}:00+07:00")
    )


@pytest.mark.requirement("R-253")
def test_points_come_first_then_the_nearest_guess_then_who_was_earlier():
    entries = [entry("a", 10, 2, 1), entry("b", 20, 9, 2), entry("c", 20, 2, 9), entry("d", 20, 2, 5)]
    assert [one.entry.key for one in ranked(entries, full=20)] == ["d", "c", "b", "a"]
    assert [one.place for one in ranked(entries, full=20)] == [1, 2, 3, 4]


def test_equal_in_everything_share_a_place():
    entries = [entry("a", 20, 1, 1), entry("b", 20, 1, 1), entry("c", 0, 1, 1)]
    assert [one.place for one in ranked(entries, full=20)] == [1, 1, 3]
    assert ranked([], full=20) == ()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 59)), max_size=12))
def test_nobody_with_fewer_points_stands_before_somebody_with_more(rows):
    entries = [entry(str(place), *row) for place, row in enumerate(rows)]
    order = ranked(entries, full=3)
    assert len(order) == len(entries)
    assert [one.entry.points for one in order] == sorted((one.points for one in entries), reverse=True)


def test_points_are_those_of_the_right_choices():
    assert points_of(CONTEST, {"1": 1, "2": 1}) == 20
    assert points_of(CONTEST, {"1": 1, "2": 0}) == 10
    assert points_of(CONTEST, {}) == 0


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"1": 5}, set()),
        ({"1": 1, "2": 1, "3": "Nhanh hơn"}, set()),
        ({}, {"1"}),
        ({"1": 6}, {"1"}),
        ({"1": 0}, {"1"}),
        ({"1": True}, {"1"}),
        ({"1": "5"}, {"1"}),
        ({"1": 5, "2": 2}, {"2"}),
        ({"1": 5, "2": -1}, {"2"}),
        ({"1": 5, "3": "x" * 1001}, {"3"}),
        ({"1": 5, "9": 1}, {"9"}),
    ],
)
def test_only_possible_answers_are_taken(said, wrong):
    assert set(why_not_answers(SURVEY, said)) == wrong


@pytest.mark.parametrize(
    ("purpose", "question", "expected"),
    [
        ("survey", Asked("", AnswerKind.SCALE, "?"), None),
        ("survey", Asked("", AnswerKind.SCALE, "?", ("a", "b")), "choices_unused"),
        ("survey", Asked("", AnswerKind.CHOICE, "?", ("a",)), "choices_wrong"),
        ("survey", Asked("", AnswerKind.CHOICE, "?", ("a", "a")), "choices_wrong"),
        ("survey", Asked("", AnswerKind.CHOICE, "?", tuple("abcdefghijk")), "choices_wrong"),
        ("survey", Asked("", AnswerKind.CHOICE, "?", ("a", "b")), None),
        ("contest", Asked("", AnswerKind.TEXT, "?"), "contest_needs_choices"),
        ("contest", Asked("", AnswerKind.CHOICE, "?", ("a", "b")), "right_missing"),
        ("contest", Asked("", AnswerKind.CHOICE, "?", ("a", "b"), right=2, points=1), "right_missing"),
        ("contest", Asked("", AnswerKind.CHOICE, "?", ("a", "b"), right=1), "points_wrong"),
        ("contest", Asked("", AnswerKind.CHOICE, "?", ("a", "b"), right=1, points=10), None),
    ],
)
def test_a_question_can_be_answered_and_a_contest_can_be_marked(purpose, question, expected):
    assert code(why_not_asked(Purpose(purpose), question, already=0)) == expected
    assert code(why_not_asked(Purpose(purpose), question, already=30)) == "too_many_questions"


@pytest.mark.parametrize(
    ("published", "closed", "today", "standing"),
    [
        (False, False, FIRST, AskingStanding.DRAFT),
        (True, False, FIRST - timedelta(days=1), AskingStanding.WAITING),
        (True, False, FIRST, AskingStanding.OPEN),
        (True, False, LAST, AskingStanding.OPEN),
        (True, False, LAST + timedelta(days=1), AskingStanding.CLOSED),
        (True, True, FIRST, AskingStanding.CLOSED),
    ],
)
def test_answers_are_taken_on_both_days_of_the_period(published, closed, today, standing):
    assert standing is standing_of(
        published=published, closed=closed, opens_on=FIRST, closes_on=LAST, today=today
    )


@pytest.mark.requirement("R-248")
def test_a_survey_is_summed_up_with_the_numbers_of_answers_and_shares_cut_not_rounded_up():
    first, second, third = sum_up(SURVEY, [{"1": 5, "2": 0}, {"1": 4, "3": "Nhanh"}, {"1": 4, "2": 1}])
    assert (first.answered, first.left_out, first.mean) == (3, 0, "4,33")
    assert [(line.label, line.count, line.share) for line in first.lines][:2] == [
        ("5", 1, "33,3 %"),
        ("4", 2, "66,6 %"),
    ]
    assert (second.answered, second.left_out) == (2, 1)
    assert [line.count for line in second.lines] == [1, 1]
    assert third.words == ("Nhanh",)


def test_nobody_answered_is_said_and_not_divided():
    first, second, _third = sum_up(SURVEY, [])
    assert (first.answered, first.mean, second.lines[0].share) == (0, "", "0,0 %")


@given(st.lists(st.integers(1, 5), min_size=1, max_size=50))
def test_the_lines_of_a_scale_add_up_and_the_mean_is_never_above_the_truth(marks):
    summed = sum_up(SURVEY, [{"1": mark} for mark in marks])[0]
    assert sum(line.count for line in summed.lines) == len(marks) == summed.answered
    assert summed.hundredths is not None
    assert summed.hundredths / 100 <= sum(marks) / len(marks) < summed.hundredths / 100 + 0.0101
