"""How are working years and a unit's hours read from their files? Plain data in, facts out.

The format is that of data/calendar.yaml and of `hours` and `extra_sessions` in data/units.yaml.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from motcua.core.reading import Findings, Part, as_clock, as_day
from motcua.workcalendar.calendar import ExtraSession, Hours, WorkCalendar
from motcua.workcalendar.changing import Closure, HoursFrom
from motcua.workcalendar.days import YearFacts
from motcua.workcalendar.terms import ClosedPart, YearStatus
from motcua.workcalendar.wording import named_day

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OFFICE_HOURS = Hours(frozenset(range(5)), ((450, 690), (780, 1020)))


def read_hours(raw: Mapping[str, Any]) -> Hours:
    """`{days: [mon…], sessions: [[HH:MM, HH:MM]…]}`. Raises ValueError where it is no such thing."""
    return Hours(_weekdays(raw["days"]), _sessions(raw["sessions"]))


def read_extra_sessions(raw: list[Mapping[str, Any]]) -> tuple[ExtraSession, ...]:
    """Sessions outside office hours for some fields. Raises ValueError or KeyError."""
    return tuple(
        ExtraSession(
            _weekdays(item["days"]),
            _sessions(item["sessions"]),
            frozenset(item["fields"]),
            as_day(item["valid_from"]),
            None if item.get("valid_to") is None else as_day(item["valid_to"]),
        )
        for item in raw
    )


def read_hours_changes(raw: list[Mapping[str, Any]]) -> tuple[HoursFrom, ...]:
    """Later hours of a unit: `[{valid_from, days, sessions}…]`. Raises ValueError or KeyError."""
    return tuple(HoursFrom(as_day(item["valid_from"]), read_hours(item)) for item in raw)


def read_closures(raw: list[Mapping[str, Any]]) -> tuple[Closure, ...]:
    """Days and half-days one unit is closed: `[{day, part, reason}…]`; those taken back are left out."""
    return tuple(
        Closure(as_day(item["day"]), ClosedPart(item["part"]), item["reason"])
        for item in raw
        if not item.get("withdrawn_at")
    )


def plain_sessions(raw: list[list[Any]]) -> list[list[str]]:
    """Sessions as texts `[["07:30", "11:30"], …]`. Raises ValueError."""
    return [[f"{as_clock(start):%H:%M}", f"{as_clock(end):%H:%M}"] for start, end in raw]


def read_years(data: Mapping[str, Any], findings: Findings) -> tuple[YearFacts, ...]:
    """The years of a calendar file, each day checked; what is wrong goes into the findings."""
    raw_years = Part(data, "", findings).part("years").raw
    years = [_year(year, raw, findings) for year, raw in raw_years.items()]
    return tuple(sorted((year for year in years if year is not None), key=lambda year: year.year))


def check_next_working_days(
    data: Mapping[str, Any], years: tuple[YearFacts, ...], findings: Findings
) -> None:
    """The file's own table of next working days must be what its years give."""
    if findings.refused or not years:
        return
    calendar = WorkCalendar.compile(years, _OFFICE_HOURS)
    for before, after in (data.get("next_working_day") or {}).items():
        found = calendar.next_working_day(as_day(before))
        if found != as_day(after):
            findings.refuse(
                "bảng next_working_day",
                f"sau {named_day(as_day(before))}, tệp ghi {named_day(as_day(after))} nhưng theo ngày nghỉ "
                f"và ngày làm bù thì là {named_day(found)}. Hãy sửa ngày nghỉ hoặc sửa bảng.",
            )


def _weekdays(names: list[str]) -> frozenset[int]:
    return frozenset(WEEKDAYS.index(name) for name in names)


def _sessions(raw: list[list[Any]]) -> tuple[tuple[int, int], ...]:
    return tuple((_minute(as_clock(start)), _minute(as_clock(end))) for start, end in raw)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _year(year: object, raw: object, findings: Findings) -> YearFacts | None:
    label = f"năm {year}"
    if not isinstance(year, int) or not isinstance(raw, Mapping):
        findings.refuse(label, "phải có dạng 2026: {status, days_off, makeup_days}.")
        return None
    part = Part(raw, label, findings)
    status = part.choice("status", [word.value for word in YearStatus])
    days_off = _days(part, "days_off", year, weekend=False)
    makeup_days = _days(part, "makeup_days", year, weekend=True)
    return YearFacts(year, status, days_off, makeup_days)


def _days(part: Part, key: str, year: int, *, weekend: bool) -> frozenset[date]:
    days = set()
    for value in part.raw.get(key) or ():
        try:
            day = as_day(value)
        except (TypeError, ValueError):
            part.refuse(f"mục {key} có “{value}”, phải là ngày dạng 2026-11-24.")
            continue
        if day.year != year:
            part.refuse(f"mục {key} có ngày {day.isoformat()} của năm khác; hãy chuyển sang đúng năm.")
        elif (day.weekday() >= 5) != weekend:
            kind = (
                "ngày làm bù phải là Thứ Bảy, Chủ Nhật"
                if weekend
                else "ngày nghỉ phải từ Thứ Hai đến Thứ Sáu"
            )
            part.refuse(f"{named_day(day)} trong mục {key}: {kind}; hãy sửa lại.")
        days.add(day)
    return frozenset(days)
