"""Which calendar does a unit work by? Compiled once for each version of the calendar and each set of hours."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

from motcua.core.refusals import refuse
from motcua.workcalendar.calendar import WorkCalendar
from motcua.workcalendar.days import YearFacts
from motcua.workcalendar.models import CalendarVersion, CalendarYear
from motcua.workcalendar.reading import read_hours


class WorksByHours(Protocol):
    """Anything with office hours: a unit."""

    hours: Any


def calendar_of(unit: WorksByHours) -> WorkCalendar:
    """The unit's calendar as it stands now; one small query, the tables are cached. Refused: `no_calendar`."""
    return calendar_for(unit.hours)


def calendar_for(hours: Mapping[str, Any]) -> WorkCalendar:
    """The calendar for office hours `{days, sessions}`. Refused: `no_calendar` where none is loaded."""
    version = CalendarVersion.objects.filter(id=1).values_list("digest", flat=True).first()
    if version is None:
        raise refuse(
            "no_calendar",
            "Chưa có lịch làm việc. Hãy nạp lịch bằng lệnh ./motcua load data/calendar.yaml rồi làm lại.",
        )
    return _compiled(version, json.dumps(hours, sort_keys=True))


@lru_cache(maxsize=64)
def _compiled(version: str, hours: str) -> WorkCalendar:
    """`version` is the hash over all years, so a cached calendar can never be of another one."""
    years = [
        YearFacts(row.year, row.status, frozenset(row.days_off), frozenset(row.makeup_days))
        for row in CalendarYear.objects.all()
    ]
    return WorkCalendar.compile(years, read_hours(json.loads(hours)))
