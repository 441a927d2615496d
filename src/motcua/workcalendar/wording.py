"""How does the office say a day or a time in one short Vietnamese phrase?"""

from datetime import date, datetime

from motcua.core.moments import local

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def day_number(day: date) -> str:
    """`4/5/2024`."""
    return f"{day.day}/{day.month}/{day.year}"


def named_day(day: date) -> str:
    """`Thứ Bảy 4/5/2024`."""
    return f"{WEEKDAYS[day.weekday()]} {day_number(day)}"


def clock(moment: datetime) -> str:
    """`15:00`, the printed minute on the office's wall."""
    return f"{local(moment):%H:%M}"


def named_moment(moment: datetime) -> str:
    """`15:00 Thứ Hai 16/5/2022`."""
    return f"{clock(moment)} {named_day(local(moment).date())}"
