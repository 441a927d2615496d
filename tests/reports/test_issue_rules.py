"""When is a report due, who may do what to it, what stands against it? The rules alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.core.refusals import Refusal
from motcua.organisation.actors import Actor
from motcua.organisation.terms import Role
from motcua.reports.issue_policies import ReportFacts, why_not, why_not_period, why_not_receivers, why_not_set
from motcua.reports.issue_rules import (
    Obligation,
    Owed,
    Sent,
    is_over,
    month_of,
    owed_until,
    period_of,
    quarter_of,
    standing,
)
from motcua.reports.issue_terms import Every, ReportAct, ReportState, Standing
from tests.cast import at

AFTER = at("2022-06-16 08:00")
REPORT = ReportFacts("hcmc.q11", frozenset({"hcmc"}), ReportState.DRAFT, date(2022, 6, 15))
SENT = replace(REPORT, state=ReportState.ISSUED)
OWED = Owed(date(2022, 5, 15), date(2022, 6, 15), date(2022, 6, 20))


def head(unit: str = "hcmc.q11", *roles: Role) -> Actor:
    return Actor(1, "Trần Văn Hai", unit, frozenset(roles or {Role.LEAD}), frozenset())


def code(refusal: Refusal | None) -> str:
    return refusal.code if refusal else ""


@pytest.mark.requirement("R-274")
def test_a_report_of_a_period_that_is_over_may_be_issued_by_the_head() -> None:
    assert why_not(ReportAct.ISSUE, head(), REPORT, AFTER) is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("2022-06-15 23:59", "period_not_over"), ("2022-06-16 00:00", "")],
)
def test_a_period_is_over_with_the_midnight_after_its_last_day(moment: str, expected: str) -> None:
    assert code(why_not(ReportAct.ISSUE, head(), REPORT, at(moment))) == expected
    assert is_over(date(2022, 6, 15), at(moment)) is (expected == "")


def test_a_report_is_issued_once() -> None:
    assert code(why_not(ReportAct.ISSUE, head(), SENT, AFTER)) == "report_issued"


def test_a_report_is_issued_by_no_other_unit_and_no_clerk() -> None:
    assert code(why_not(ReportAct.ISSUE, head("hcmc"), REPORT, AFTER)) == "other_unit"
    assert code(why_not(ReportAct.ISSUE, head("hcmc.q11", Role.RECEIVE), REPORT, AFTER)) == "no_role"


@pytest.mark.requirement("R-277")
def test_only_a_receiver_returns_a_report_and_says_why() -> None:
    assert code(why_not(ReportAct.RETURN, head(), SENT, AFTER, reason="Thiếu")) == "not_receiver"
    assert code(why_not(ReportAct.RETURN, head("hcmc"), SENT, AFTER, reason=" ")) == "reason_missing"
    assert why_not(ReportAct.RETURN, head("hcmc"), SENT, AFTER, reason="Thiếu cấp xã") is None
    assert code(why_not(ReportAct.RETURN, head("hcmc"), REPORT, AFTER, reason="Thiếu")) == "wrong_state"
    assert code(why_not(ReportAct.RETURN, head("hcmc"), SENT, AFTER, reason="a" * 2001)) == "text_too_long"


def test_a_receiver_confirms_once() -> None:
    confirmed = replace(SENT, confirmed_by=frozenset({"hcmc"}))
    assert why_not(ReportAct.CONFIRM, head("hcmc"), SENT, AFTER) is None
    assert code(why_not(ReportAct.CONFIRM, head("hcmc"), confirmed, AFTER)) == "confirmed_already"


def test_what_is_archived_stays_as_it_is() -> None:
    archived = replace(REPORT, state=ReportState.ARCHIVED)
    for act in (ReportAct.ISSUE, ReportAct.ARCHIVE):
        assert code(why_not(act, head(), archived, AFTER)) == "wrong_state"
    assert why_not(ReportAct.ARCHIVE, head(), SENT, AFTER) is None


def test_a_period_lies_the_right_way_round_has_begun_and_is_no_age() -> None:
    assert code(why_not_period(date(2022, 6, 15), date(2022, 5, 15), AFTER)) == "period_wrong"
    assert code(why_not_period(date(2022, 6, 17), date(2022, 6, 30), AFTER)) == "period_not_begun"
    assert code(why_not_period(date(2000, 1, 1), date(2022, 6, 15), AFTER)) == "period_too_long"
    assert why_not_period(date(2022, 6, 16), date(2022, 6, 30), AFTER) is None


def test_somebody_receives_a_report_and_it_is_not_its_sender() -> None:
    assert code(why_not_receivers("a", [], [], " ")) == "receiver_missing"
    assert code(why_not_receivers("a", ["a"], ["a"], "")) == "receiver_self"
    assert code(why_not_receivers("a", ["b", "c"], ["b"], "")) == "unit_unknown"
    assert why_not_receivers("a", [], [], "Ban Thường vụ Quận ủy") is None


@pytest.mark.requirement("R-277")
@pytest.mark.parametrize(
    ("sent", "today", "expected"),
    [
        ((), "2022-06-20", Standing.NOT_DUE),
        ((), "2022-06-21", Standing.MISSING),
        (("2022-06-20 23:59",), "2022-06-21", Standing.ON_TIME),
        (("2022-06-21 00:00",), "2022-06-21", Standing.LATE),
    ],
)
def test_a_report_is_in_time_until_the_end_of_its_due_day(
    sent: tuple[str, ...], today: str, expected: Standing
) -> None:
    given = tuple(Sent(at(moment), returned=False) for moment in sent)
    assert standing(OWED, given, date.fromisoformat(today)) is expected


@pytest.mark.requirement("R-277")
def test_a_returned_report_waits_until_it_is_sent_again_and_is_judged_by_its_first_sending() -> None:
    first, again = Sent(at("2022-06-20 08:00"), returned=True), Sent(at("2022-06-23 08:00"), returned=False)
    assert standing(OWED, (first,), date(2022, 6, 22)) is Standing.RETURNED
    assert standing(OWED, (again, first), date(2022, 6, 24)) is Standing.ON_TIME


@pytest.mark.requirement("R-279")
def test_a_monthly_report_is_owed_so_many_days_after_each_month_that_has_begun() -> None:
    duty = Obligation(Every.MONTH, date(2023, 9, 1), None, None, 5)
    assert list(owed_until(duty, date(2023, 11, 2), bare_days)) == [
        Owed(date(2023, 11, 1), date(2023, 11, 30), date(2023, 12, 5)),
        Owed(date(2023, 10, 1), date(2023, 10, 31), date(2023, 11, 5)),
        Owed(date(2023, 9, 1), date(2023, 9, 30), date(2023, 10, 5)),
    ]


def bare_days(day: date, days_after: int) -> date:
    """A calendar without days off."""
    return day + timedelta(days=days_after)


def never(day: date, days_after: int) -> date:
    """A day that was set is asked of no calendar."""
    raise AssertionError((day, days_after))


def test_a_report_owed_once_has_the_day_that_was_set() -> None:
    duty = Obligation(Every.ONCE, date(2022, 5, 15), date(2022, 6, 15), date(2022, 6, 20), None)
    assert list(owed_until(duty, date(2022, 5, 15), never)) == [OWED]
    assert not list(owed_until(duty, date(2022, 5, 14), never))


def test_months_and_quarters_end_where_the_calendar_ends_them() -> None:
    assert month_of(date(2024, 2, 9)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert quarter_of(date(2023, 12, 31)) == (date(2023, 10, 1), date(2023, 12, 31))
    assert period_of(Every.QUARTER, date(2023, 1, 1)) == (date(2023, 1, 1), date(2023, 3, 31))


@pytest.mark.requirement("R-279")
@pytest.mark.parametrize(
    ("every", "period", "due_on", "days_after", "expected"),
    [
        (Every.MONTH, (date(2023, 9, 1), None), None, 5, ""),
        (Every.MONTH, (date(2023, 9, 1), None), None, None, "days_wrong"),
        (Every.QUARTER, (date(2023, 9, 1), None), None, 367, "days_wrong"),
        (Every.ONCE, (date(2022, 5, 15), date(2022, 6, 15)), date(2022, 6, 14), None, "due_before_end"),
        (Every.ONCE, (date(2022, 5, 15), date(2022, 6, 15)), None, None, "due_before_end"),
        (Every.ONCE, (date(2022, 5, 15), date(2022, 5, 14)), date(2022, 6, 14), None, "period_wrong"),
        (Every.ONCE, (date(2022, 5, 15), date(2022, 6, 15)), date(2022, 6, 20), None, ""),
    ],
)
def test_a_date_for_reports_lies_after_their_period(
    every: Every, period: tuple[date, date | None], due_on: date | None, days_after: int | None, expected: str
) -> None:
    assert code(why_not_set(head(), every, period, due_on, days_after, "")) == expected
    assert code(why_not_set(head("x", Role.RECEIVE), every, period, due_on, days_after, "")) == "no_role"
