"""Programs read how long people waited; raw times leave as files without names."""

from datetime import date

import pytest

from motcua.organisation.terms import Role
from tests.api.office import Q11, Program, token_for
from tests.queueing.hall_days import desk_of_unit, served

MAY = {"from": "2022-05-01", "to": "2022-05-31"}


@pytest.fixture
def head(program: Program) -> Program:
    """A program of the head of Quận 11."""
    return Program(token_for(Q11, Role.LEAD))


@pytest.mark.requirement("R-039")
def test_the_figures_come_by_desk_and_month_with_exact_seconds(head: Program):
    desk = desk_of_unit(Q11)
    served(desk, "08:00", "08:30", "08:40", day=date(2022, 5, 12))
    served(desk, "08:00", "08:30:06", "08:40", day=date(2022, 5, 12))
    found = head.get("/waits", **MAY).body
    [row] = found["rows"]
    assert (row["unit"], row["month"], row["visits"], row["wait_seconds"]) == (Q11, "2022-05", 2, 3606.0)
    assert (row["mean_minutes"], row["highest_minutes"], row["above"]) == (30.1, 30.1, 1)
    assert row["holds"] is False
    assert found["months"][0]["mean_minutes"] == found["totals"]["mean_minutes"] == 30.1


@pytest.mark.requirement("R-038")
def test_report_and_raw_times_leave_as_files(head: Program):
    served(desk_of_unit(Q11), "08:00", "08:30", "08:40", day=date(2022, 5, 12))
    assert "30,0" in head.get("/waits.csv", **MAY).content.decode("utf-8-sig")
    assert "08:30:00 12/05/2022" in head.get("/waits/visits.csv", **MAY).content.decode("utf-8-sig")
    assert head.get("/waits/visits.xlsx", **MAY).content[:2] == b"PK"
    assert head.get("/waits.pdf", **MAY).status == 409


def test_an_empty_month_has_no_mean_and_others_are_not_let_in(
    head: Program, program: Program, stranger: Program
):
    totals = head.get("/waits", **MAY).body["totals"]
    assert (totals["visits"], totals["mean_minutes"], totals["holds"]) == (0, None, None)
    assert head.get("/waits", **{"from": "2022-06-01", "to": "2022-05-01"}).status == 409
    assert program.get("/waits", **MAY).status == 403
    assert stranger.get("/waits/visits.csv", **MAY).status == 401
