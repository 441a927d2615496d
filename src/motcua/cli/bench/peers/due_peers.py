"""When would the peers say a term is over? The day loop everybody writes, and businesstimedelta."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from motcua.cli.bench.tables import version_of
from motcua.core.moments import VN
from motcua.workcalendar.calendar import Hours
from motcua.workcalendar.days import YearFacts

PACKAGE = "businesstimedelta"
if version_of(PACKAGE):
    import businesstimedelta  # type: ignore[import-not-found,import-untyped,unused-ignore]
    import pytz  # type: ignore[import-not-found,import-untyped,unused-ignore]

# moment and working minutes → when they are over
Answer = Callable[[datetime, int], datetime]


def by_businesstimedelta(years: list[YearFacts], hours: Hours) -> Answer:
    """The same sessions and days off; make-up days it does not know."""
    zone = pytz.timezone(VN.key)
    (morning, noon), (afternoon, evening) = hours.sessions
    rules = businesstimedelta.Rules(
        [
            businesstimedelta.WorkDayRule(
                start_time=_clock(morning),
                end_time=_clock(evening),
                working_days=sorted(hours.days),
                tz=zone,
            ),
            businesstimedelta.LunchTimeRule(
                start_time=_clock(noon),
                end_time=_clock(afternoon),
                working_days=sorted(hours.days),
                tz=zone,
            ),
            businesstimedelta.HolidayRule(_Holidays(years), tz=zone),
        ]
    )

    def answer(moment: datetime, minutes: int) -> datetime:
        ends: Any = moment + businesstimedelta.BusinessTimeDelta(rules, hours=0, seconds=minutes * 60)
        over: datetime = ends.astimezone(VN)
        return over

    return answer


def by_day_loop(years: list[YearFacts], hours: Hours) -> Answer:
    """Day after day, session after session, until the minutes are used up."""
    off = frozenset(day for year in years for day in year.days_off)

    def answer(moment: datetime, minutes: int) -> datetime:
        day, minute = moment.date(), moment.hour * 60 + moment.minute
        while True:
            if day.weekday() in hours.days and day not in off:
                for start, end in hours.sessions:
                    begins = max(start, minute)
                    if begins < end:
                        if minutes <= end - begins:
                            return datetime.combine(day, _clock(begins + minutes), VN)
                        minutes -= end - begins
            day, minute = day + timedelta(days=1), 0

    return answer


class _Holidays(dict[date, str]):
    """The days off as the peer asks for them."""

    def __init__(self, years: list[YearFacts]) -> None:
        super().__init__({day: "off" for year in years for day in year.days_off})


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)
