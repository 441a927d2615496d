"""What is a day off called? The calendar's data holds days only; the names are derived here.

Sources: Labour Code 45/2019/QH14 art. 111, 112; 24 November is a day off from 2026 (NQ 80-NQ/TW);
swaps of working days: the yearly notices of the Government Office.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.workcalendar.terms import DayKind
from motcua.workcalendar.wording import day_number

_FIXED = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "Ngày Chiến thắng",
    (5, 1): "Ngày Quốc tế lao động",
    (9, 2): "Quốc khánh",
}
_CULTURE_DAY_SINCE = 2026
# Lunar dates cannot be read off the civil calendar; years that lack here are called "nghỉ lễ" only.
_LUNAR_NEW_YEAR = frozenset(
    date(*ymd)
    for ymd in (
        *((2020, 1, 25), (2021, 2, 12), (2022, 2, 1), (2023, 1, 22)),
        *((2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 6)),
    )
)
_KINGS = frozenset(
    date(*ymd)
    for ymd in (
        *((2020, 4, 2), (2021, 4, 21), (2022, 4, 10), (2023, 4, 29)),
        *((2024, 4, 18), (2025, 4, 7), (2026, 4, 26), (2027, 4, 16)),
    )
)
_TET_WINDOW = range(-3, 6)
_LONGEST_IN_LIEU = 4


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a weekday is not worked: kind and Vietnamese words ("nghỉ hoán đổi (làm bù ngày 4/5/2024)")."""

    kind: DayKind
    words: str


WEEKEND = DayOff(DayKind.WEEKEND, "nghỉ cuối tuần")
NOT_SERVED = DayOff(DayKind.NOT_SERVED, "nghỉ theo lịch làm việc của đơn vị")


def public_holiday(day: date) -> str | None:
    """The holiday's own name where the date itself is one, weekend or not (Labour Code art. 112.1)."""
    if (day.month, day.day) in _FIXED:
        return _FIXED[day.month, day.day]
    if (day.month, day.day) == (11, 24) and day.year >= _CULTURE_DAY_SINCE:
        return "Ngày Văn hóa Việt Nam"
    return "Giỗ Tổ Hùng Vương" if day in _KINGS else None


def name_days_off(days_off: frozenset[date], makeup_days: Iterable[date]) -> dict[date, DayOff]:
    """Every day off with its reason; one that nothing explains is paired with the nearest make-up day."""
    named = {day: found for day in sorted(days_off) if (found := _explained(day, days_off))}
    unexplained = [day for day in sorted(days_off) if day not in named]
    for makeup in sorted(makeup_days):
        if unexplained:
            swapped = min(unexplained, key=lambda day: (abs(day - makeup), day))
            unexplained.remove(swapped)
            named[swapped] = DayOff(DayKind.SWAPPED, f"nghỉ hoán đổi (làm bù ngày {day_number(makeup)})")
    for day in unexplained:
        named[day] = DayOff(DayKind.HOLIDAY, "nghỉ lễ")
    return named


def _explained(day: date, days_off: frozenset[date]) -> DayOff | None:
    if name := public_holiday(day) or _neighbour_of_a_holiday(day):
        return DayOff(DayKind.HOLIDAY, f"nghỉ lễ ({name})")
    if name := _stands_in_for(day, days_off):
        return DayOff(DayKind.IN_LIEU, f"nghỉ bù ({name} trùng ngày nghỉ cuối tuần)")
    return None


def _neighbour_of_a_holiday(day: date) -> str | None:
    """Tết has five days or more; Quốc khánh has 2 September and the day before or after (art. 112.1 b, đ)."""
    if any(day - timedelta(days=shift) in _LUNAR_NEW_YEAR for shift in _TET_WINDOW):
        return "Tết Nguyên đán"
    return "Quốc khánh" if (day.month, day.day) in ((9, 1), (9, 3)) else None


def _stands_in_for(day: date, days_off: frozenset[date]) -> str | None:
    """A holiday on a weekend is made good on the next working day (Labour Code art. 111.3)."""
    for back in range(1, _LONGEST_IN_LIEU + 1):
        before = day - timedelta(days=back)
        weekend = before.weekday() >= 5
        if not (weekend or before in days_off):
            return None
        if weekend and (name := public_holiday(before)):
            return name
    return None
