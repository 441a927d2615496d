"""How do the slots of a desk come from the file of halls? Windows of weekdays, by decision."""

from datetime import date, datetime, time

from motcua.core.reading import Part, as_clock
from motcua.organisation.models import OneStopUnit
from motcua.queueing.models import AppointmentPlan, ServiceGroup

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def load_windows(desk: OneStopUnit, parts: list[Part], begin: date, at: datetime) -> list[str]:
    """Windows for a desk that has none: what the head decided since is left alone."""
    if AppointmentPlan.objects.filter(desk=desk).exists():
        return []
    groups = {group.letter: group for group in ServiceGroup.objects.filter(desk=desk, valid_to__isnull=True)}
    rows = [row for part in parts for row in _windows(desk, part, groups, begin, at)]
    AppointmentPlan.objects.bulk_create(rows)
    return [f"{len(rows)} khung giờ hẹn"] if rows else []


def _windows(
    desk: OneStopUnit, part: Part, groups: dict[str, ServiceGroup], begin: date, at: datetime
) -> list[AppointmentPlan]:
    letters, days = part.texts("letters"), part.texts("days")
    if not set(letters) <= set(groups) or not set(days) <= set(_DAYS):
        part.refuse(f"nhóm việc phải có ở nơi này, ngày là {', '.join(_DAYS)}. Hãy sửa lại")
        return []
    starts, ends = _minute(part, "from"), _minute(part, "to")
    if not starts < ends:
        part.refuse("giờ cuối (to) phải sau giờ đầu (from). Hãy sửa lại")
        return []
    return [
        AppointmentPlan(
            desk=desk,
            group=groups[letter],
            weekday=_DAYS.index(day),
            starts=starts,
            ends=ends,
            minutes=part.number("minutes"),
            capacity=part.number("people"),
            valid_from=begin,
            document=part.text("document"),
            stated_at=at,
        )
        for letter in letters
        for day in days
    ]


def _minute(part: Part, key: str) -> int:
    try:
        clock: time = as_clock(part.raw.get(key))
    except ValueError:
        part.refuse(f"mục {key} phải là giờ dạng '08:00'")
        return 0
    return clock.hour * 60 + clock.minute
