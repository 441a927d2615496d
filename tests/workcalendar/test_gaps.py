"""Which days off in a row do people speak of? Tết and long weekends, never an ordinary week."""

from datetime import date

import pytest

from motcua.workcalendar.calendar import Hours, WorkCalendar
from motcua.workcalendar.changing import ChangingCalendar, Closure
from motcua.workcalendar.terms import ClosedPart
from tests.dossiers.office import calendar, office_hours, years

TET_2026 = (date(2026, 2, 14), date(2026, 2, 22))
TET_2027 = (date(2027, 2, 4), date(2027, 2, 10))


def between(first: date, last: date, office: WorkCalendar | None = None) -> list[tuple[date, date, int]]:
    gaps = (office or calendar()).gaps_between(first, last)
    return [(gap.first, gap.last, gap.days) for gap in gaps]


@pytest.mark.rule("promises 20")
def test_tet_is_one_gap_with_the_weekends_around_it():
    assert between(date(2026, 2, 2), date(2026, 3, 10)) == [(*TET_2026, 9)]
    assert between(date(2027, 2, 3), date(2027, 2, 11)) == [(*TET_2027, 7)]


def test_a_day_inside_the_gap_does_not_span_it():
    assert between(TET_2026[0], date(2026, 3, 10)) == []
    assert between(date(2026, 2, 2), TET_2026[1]) == []
    assert between(date(2026, 2, 13), date(2026, 2, 23)) == [(*TET_2026, 9)]


def test_weekends_are_no_gap_and_an_office_of_three_days_a_week_has_none_in_an_ordinary_week():
    assert between(date(2026, 7, 1), date(2026, 8, 1)) == []
    rarely = WorkCalendar.compile(years(), Hours(frozenset({0, 1}), office_hours().sessions))
    assert between(date(2026, 7, 1), date(2026, 8, 1), rarely) == []


def test_the_next_gap_after_a_day():
    found = calendar().gap_after(date(2026, 11, 22))
    assert found is not None
    assert (found.first, found.days) == (date(2027, 1, 1), 3)
    assert calendar().gap_after(date(2027, 12, 30)) is None


def test_a_closed_friday_makes_a_gap_of_that_office_alone():
    storm = Closure(date(2026, 7, 10), ClosedPart.DAY, "bão số 3")
    office = ChangingCalendar.of(years(), office_hours(), (), [storm])
    assert between(date(2026, 7, 9), date(2026, 7, 13), office) == [(date(2026, 7, 10), date(2026, 7, 12), 3)]
    assert between(date(2026, 7, 9), date(2026, 7, 13)) == []
