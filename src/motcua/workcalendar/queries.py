"""Which calendar does a unit work by? Compiled once for each version of the calendar and each set of hours."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from motcua.core.refusals import refuse
from motcua.workcalendar.calendar import Hours, WorkCalendar
from motcua.workcalendar.changing import ChangingCalendar, hours_on
from motcua.workcalendar.days import YearFacts
from motcua.workcalendar.models import CalendarVersion, CalendarYear
from motcua.workcalendar.reading import read_closures, read_hours, read_hours_changes


class WorksByHours(Protocol):
    """Anything with office hours, their later changes and days it was closed: a unit."""

    hours: Any
    later_hours: Any
    closures: Any


def calendar_of(unit: WorksByHours) -> WorkCalendar:
    """The unit's calendar as it stands now, every day with the hours of its time; one small query, the tables
    are cached. Refused: `no_calendar`."""
    if not unit.later_hours and not unit.closures:
        return calendar_for(unit.hours)
    own = {"hours": unit.hours, "later_hours": unit.later_hours, "closures": unit.closures}
    return _compiled_changing(_version(), json.dumps(own, sort_keys=True))


def calendar_for(hours: Mapping[str, Any]) -> WorkCalendar:
    """The calendar for office hours `{days, sessions}`. Refused: `no_calendar` where none is loaded."""
    return _compiled(_version(), json.dumps(hours, sort_keys=True))


def office_hours_on(unit: WorksByHours, day: date) -> Hours:
    """The weekdays and sessions the unit works by on that day, closures apart."""
    return hours_on(day, read_hours(unit.hours), read_hours_changes(unit.later_hours))


def _version() -> str:
    version: str | None = CalendarVersion.objects.filter(id=1).values_list("digest", flat=True).first()
    if version is None:
        raise refuse(
            "no_calendar",
            "Chưa có lịch làm việc. Hãy nạp lịch bằng lệnh ./motcua load data/calendar.yaml rồi làm lại.",
        )
    return version


@lru_cache(maxsize=64)
def _compiled(version: str, hours: str) -> WorkCalendar:
    """`version` is the hash over all years, so a cached calendar can never be of another one."""
    return WorkCalendar.compile(_years(), read_hours(json.loads(hours)))


@lru_cache(maxsize=64)
def _compiled_changing(version: str, own: str) -> WorkCalendar:
    facts = json.loads(own)
    return ChangingCalendar.of(
        _years(),
        read_hours(facts["hours"]),
        read_hours_changes(facts["later_hours"]),
        read_closures(facts["closures"]),
    )


def _years() -> list[YearFacts]:
    return [
        YearFacts(row.year, row.status, frozenset(row.days_off), frozenset(row.makeup_days))
        for row in CalendarYear.objects.all()
    ]
