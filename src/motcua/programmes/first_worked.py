"""On which day is a programme first carried out? Its first day may be one on which no office works (R-091)."""

from collections.abc import Iterable
from datetime import date, timedelta

from motcua.organisation.models import Unit
from motcua.programmes.rules import ProgrammeRule, first_day, holds
from motcua.workcalendar.days import OutOfCalendar
from motcua.workcalendar.queries import calendar_of

_LOOK_AHEAD = 31


def first_worked(rule: ProgrammeRule, units: Iterable[Unit]) -> date:
    """The first of the programme's days on which one of the units works, within a month of its first day.

    The first day itself where that is not known: a year that is not announced, units that are no more.
    """
    first, those = first_day(rule), list(units)
    ahead = (first + timedelta(days=n) for n in range(_LOOK_AHEAD))
    of_programme = (
        day
        for day in ahead
        if holds(day, rule.period_from, rule.period_to)
        and (rule.weekdays is None or day.weekday() in rule.weekdays)
    )
    return next((day for day in of_programme if any(works_on(unit, day) for unit in those)), first)


def works_on(unit: Unit, day: date) -> bool:
    """A year that is not announced yet is nobody's working day."""
    try:
        return unit.exists_on(day) and calendar_of(unit).is_working_day(day)
    except OutOfCalendar:
        return False
