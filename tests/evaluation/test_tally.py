"""A dossier counts for a figure once, late stays late, and clean-ups and ends without result are told apart."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from motcua.evaluation.tally import (
    Figure,
    Line,
    Marked,
    Window,
    by_unit,
    cleaned_up,
    leave_out,
    marked,
    marks_of,
    tally_of,
)
from tests.cast import at

MAY = Window(date(2022, 5, 1), date(2022, 5, 31), at("2022-06-10 09:00"))
DUE = at("2022-05-16 17:00")


def line(**more: object) -> Line:
    said = Line(
        id=1, code="H29-1", unit="q11", procedure="2.000815", received_at=at("2022-05-12 09:00"),
        accepted_at=at("2022-05-12 09:00"), due_at=DUE, due_original=DUE, due_strict=False, due_reason="ordinary",
        due_rule="", path="ordinary", online=False, ready_at=DUE, ended_at=DUE, paused_at=None,
    )  # fmt: skip
    return replace(said, **more)  # type: ignore[arg-type]


def judged(**more: object) -> set[str]:
    marks = marks_of(line(**more), MAY)
    return {
        one.value for one in marks & {Figure.EARLY, Figure.ON_TIME, Figure.LATE, Figure.JUDGED, Figure.KEPT}
    }


@pytest.mark.rule("promises 17")
@pytest.mark.parametrize(
    ("ready", "verdict"),
    [
        ("2022-05-15 16:59", {"early", "judged", "kept"}),
        ("2022-05-16 00:00", {"on_time", "judged", "kept"}),
        ("2022-05-16 17:00", {"on_time", "judged", "kept"}),
        ("2022-05-16 17:01", {"late", "judged"}),
    ],
)
def test_early_in_time_and_late_are_judged_as_everywhere(ready: str, verdict: set[str]) -> None:
    assert judged(ready_at=at(ready)) == verdict


def test_printed_minutes_are_compared() -> None:
    assert judged(ready_at=DUE + timedelta(seconds=59)) == {"on_time", "judged", "kept"}
    assert judged(ready_at=DUE + timedelta(seconds=59), due_strict=True) == {"late", "judged"}


def test_what_is_owed_and_overdue_is_late_and_what_still_may_be_is_not_judged() -> None:
    owed = line(ready_at=None, ended_at=None)
    assert {Figure.LATE, Figure.JUDGED, Figure.STILL_OWED} <= marks_of(owed, MAY)
    before = replace(MAY, now=DUE)
    assert Figure.NOT_DUE in marks_of(owed, before)
    assert Figure.JUDGED not in marks_of(owed, before)
    waiting = line(ready_at=None, ended_at=None, paused_at=at("2022-05-13 09:00"))
    assert Figure.NOT_DUE in marks_of(waiting, MAY)


@pytest.mark.rule("KH Thanh Hà 9/2023 III.2")
def test_an_end_without_result_is_not_judged_and_told_with_those_overdue() -> None:
    gone = marks_of(line(ready_at=None, ended_at=DUE), MAY)
    assert Figure.NO_RESULT in gone
    assert not gone & {Figure.JUDGED, Figure.NO_RESULT_LATE}
    swept = marks_of(line(ready_at=None, ended_at=DUE + timedelta(days=9)), MAY)
    assert {Figure.NO_RESULT, Figure.NO_RESULT_LATE} <= swept


def test_a_result_counts_in_the_days_it_came_and_the_due_time_in_its_own() -> None:
    june = Window(date(2022, 6, 1), date(2022, 6, 30), at("2022-07-05 09:00"))
    late = line(ready_at=at("2022-06-02 10:00"), ended_at=at("2022-06-02 10:00"))
    assert {Figure.JUDGED, Figure.LATE} <= marks_of(late, MAY)
    assert Figure.SETTLED not in marks_of(late, MAY)
    assert marks_of(late, june) == {Figure.SETTLED, Figure.BACKLOG, Figure.CLEARED}


def test_a_backlog_is_what_was_overdue_before_the_days_and_clearing_it_is_a_result() -> None:
    june = Window(date(2022, 6, 1), date(2022, 6, 30), at("2022-07-05 09:00"))
    assert marks_of(line(ready_at=None, ended_at=None), june) == {Figure.BACKLOG}
    withdrawn = line(ready_at=None, ended_at=at("2022-06-02 10:00"))
    assert marks_of(withdrawn, june) == {Figure.BACKLOG}
    assert not marks_of(line(), june)
    paused_then_gone = line(ready_at=None, ended_at=at("2022-05-20 10:00"))
    assert not marks_of(paused_then_gone, june)


@pytest.mark.requirement("R-285")
@pytest.mark.rule("promises 18")
def test_what_waits_for_the_person_since_before_its_due_time_is_no_backlog() -> None:
    june = Window(date(2022, 6, 1), date(2022, 6, 30), at("2022-07-05 09:00"))
    owed = line(ready_at=None, ended_at=None)
    assert not marks_of(replace(owed, paused_at=at("2022-05-13 09:00")), june)
    assert not marks_of(replace(owed, paused_at=DUE + timedelta(seconds=59)), june)
    assert marks_of(replace(owed, paused_at=DUE + timedelta(minutes=1)), june) == {Figure.BACKLOG}


def test_the_same_day_is_that_of_reception() -> None:
    today = line(received_at=at("2022-05-16 08:00"), ready_at=at("2022-05-16 16:00"))
    assert {Figure.SETTLED, Figure.SAME_DAY} <= marks_of(today, MAY)
    assert Figure.SAME_DAY not in marks_of(line(), MAY)


def test_the_last_moment_of_the_last_day_is_in_and_midnight_is_not() -> None:
    assert Figure.SETTLED in marks_of(line(ready_at=at("2022-05-31 23:59")), MAY)
    assert Figure.SETTLED not in marks_of(line(ready_at=at("2022-06-01 00:00")), MAY)


@pytest.mark.requirement("R-285")
def test_the_plans_results_are_dossiers_of_programmes_and_those_done_at_the_desk() -> None:
    by_programme = line(due_reason="programme_same_day", due_rule="q11-2022")
    assert {Figure.PLAN, Figure.PLAN_KEPT} <= marks_of(by_programme, MAY)
    late = replace(by_programme, ready_at=DUE + timedelta(days=1))
    assert Figure.PLAN in marks_of(late, MAY)
    assert Figure.PLAN_KEPT not in marks_of(late, MAY)
    assert Figure.PLAN in marks_of(line(path="on_the_spot"), MAY)
    assert Figure.PLAN not in marks_of(line(), MAY)
    of_one = replace(MAY, programme="q11-2022")
    assert Figure.PLAN in marks_of(by_programme, of_one)
    assert Figure.PLAN not in marks_of(replace(by_programme, due_rule="other"), of_one)


def swept(n: int, *, days: int, closed: datetime) -> list[Line]:
    due = closed - timedelta(days=days)
    return [
        line(id=place, code=f"H29-{place}", due_at=due, ready_at=closed, ended_at=closed)
        for place in range(n)
    ]


def test_a_clean_up_is_many_long_overdue_dossiers_closed_by_a_unit_on_one_day() -> None:
    closed = at("2022-05-20 15:00")
    assert len(cleaned_up(swept(20, days=31, closed=closed), least=20, days_overdue=30)) == 20
    assert not cleaned_up(swept(19, days=31, closed=closed), least=20, days_overdue=30)
    assert not cleaned_up(swept(20, days=30, closed=closed), least=20, days_overdue=30)
    two_days = swept(10, days=31, closed=closed) + swept(10, days=31, closed=closed + timedelta(days=1))
    assert not cleaned_up(two_days, least=20, days_overdue=30)


def test_what_clean_ups_did_is_shown_beside() -> None:
    lines = [line(id=99), *swept(20, days=40, closed=at("2022-05-20 15:00"))]
    found = marked(lines, MAY, cleaned=cleaned_up(lines, least=20, days_overdue=30))
    tally = tally_of(found)
    assert (tally.of(Figure.SETTLED), tally.without_clean_ups(Figure.SETTLED)) == (21, 1)
    assert (tally.of(Figure.CLEARED), tally.without_clean_ups(Figure.CLEARED)) == (20, 0)
    assert tally.of(Figure.CLEAN_UP) == 20


@pytest.mark.requirement("R-283")
def test_what_an_answer_left_out_counts_for_nothing_but_that() -> None:
    found = leave_out(marked([line(), line(id=2, code="H29-2")], MAY, cleaned=()), {"H29-2"})
    tally = tally_of(found)
    assert tally.of(Figure.JUDGED) == 1
    assert tally.of(Figure.LEFT_OUT) == 1


def test_each_dossier_counts_for_the_agency_that_had_it() -> None:
    found = marked([line(), line(id=2, unit="p5"), line(id=3)], MAY, cleaned=())
    groups = by_unit(found)
    assert {unit: len(rows) for unit, rows in groups.items()} == {"q11": 2, "p5": 1}
    assert all(isinstance(one, Marked) for one in groups["q11"])
