"""How does the office say a day or a time in one short Vietnamese phrase?"""

from datetime import date, datetime, time
from functools import lru_cache

from motcua.core.moments import local

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))


def day_number(day: date) -> str:
    """`4/5/2024`."""
    return f"{day.day}/{day.month}/{day.year}"


@lru_cache(
    maxsize=4096
)  # some ten years: a promise names several days, and all people ask about the same ones
def named_day(day: date) -> str:
    """`Thứ Bảy 4/5/2024`."""
    return f"{WEEKDAYS[day.weekday()]} {day_number(day)}"


def clock_words(hour: time | datetime) -> str:
    """`15:00`, a clock time as it stands."""
    return f"{_TWO_DIGITS[hour.hour]}:{_TWO_DIGITS[hour.minute]}"


def clock(moment: datetime) -> str:
    """`15:00`, the printed minute on the office's wall."""
    return clock_words(local(moment))


def named_moment(moment: datetime) -> str:
    """`15:00 Thứ Hai 16/5/2022`."""
    here = local(moment)
    return f"{_TWO_DIGITS[here.hour]}:{_TWO_DIGITS[here.minute]} {named_day(here.date())}"
