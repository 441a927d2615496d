"""How are times, terms, fees and papers said to a person who does not know the office?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from motcua.core.moments import local, local_day
from motcua.procedures.models import Component, ProcedureVersion
from motcua.procedures.terms import LimitUnit

# The catalogue marks what no source confirms with "(knowledge)"; that mark is for staff, not for the public.
_STAFF_MARK = re.compile(r"\s*\((?:knowledge\b[^()]*|[^()]*:\s*knowledge)\)|[,;]\s*knowledge(?=[),;.])")
_DAY = 8 * 60
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee: what for, how much in words, a note."""

    name: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One component in words: its name, how it is handed in, how many, and when it is needed (empty: always)."""

    name: str
    how: str
    when: str
    form: str
    instead: str


def public_text(text: str) -> str:
    """The catalogue's text without the marks meant for staff."""
    return _STAFF_MARK.sub("", text).strip()


def hour_words(clock: time | datetime | str) -> str:
    """`15 giờ 30`, `9 giờ`: as one says it aloud; takes a time, an aware moment or `HH:MM`."""
    if isinstance(clock, str):
        clock = time.fromisoformat(clock)
    elif isinstance(clock, datetime):
        clock = local(clock).time()
    words = _("%(hour)d giờ") % {"hour": clock.hour}
    return f"{words} {clock.minute:02d}" if clock.minute else words


def weekday_words(day: date) -> str:
    """`thứ Sáu`."""
    return _(WEEKDAYS[day.weekday()])


def day_words(day: date) -> str:
    """`thứ Hai, ngày 23/11/2026`."""
    return _("%(weekday)s, ngày %(day)s") % {"weekday": weekday_words(day), "day": f"{day:%d/%m/%Y}"}


def due_words(due_at: datetime, *, strict: bool, today: date) -> str:
    """When the result is handed over: `chậm nhất 17 giờ hôm nay`, `trước 9 giờ, thứ Hai, ngày 02/10/2023`."""
    day = local_day(due_at)
    when = {0: _("hôm nay"), 1: _("ngày mai")}.get((day - today).days, "")
    clock = hour_words(due_at)
    pattern = _("trước %(clock)s, %(when)s") if strict else _("chậm nhất %(clock)s, %(when)s")
    said = f"{when}, {day_words(day)}" if when else day_words(day)
    return pattern % {"clock": clock, "when": said}


def period_words(valid_from: date, valid_to: date | None) -> str:
    """A half-open period as people say it: the last day itself is named."""
    if valid_to is None:
        return _("từ ngày %(first)s") % {"first": f"{valid_from:%d/%m/%Y}"}
    last = valid_to - timedelta(days=1)
    return _("từ ngày %(first)s đến hết ngày %(last)s") % {
        "first": f"{valid_from:%d/%m/%Y}",
        "last": f"{last:%d/%m/%Y}",
    }


def limit_words(version: ProcedureVersion) -> str:
    """The time limit in a few words: `Trong ngày`, `3 ngày làm việc`."""
    if version.limit_value is None:
        return _("Chưa có thời hạn")
    units = {
        LimitUnit.SAME_DAY.value: _("Trong ngày"),
        LimitUnit.HOUR.value: _("%(n)d giờ làm việc"),
        LimitUnit.WORKING_DAY.value: _("%(n)d ngày làm việc"),
        LimitUnit.CALENDAR_DAY.value: _("%(n)d ngày"),
    }
    pattern = units[version.limit_unit]
    return pattern % {"n": version.limit_value} if "%" in pattern else pattern


def working_words(minutes: int | None) -> str:
    """Working time as people say it: `36 phút`, `3 giờ 20 phút`, `2 ngày làm việc 4 giờ`; a day has eight hours."""
    if minutes is None:
        return ""
    days, rest = divmod(minutes, _DAY)
    hours, rest = divmod(rest, 60)
    said = [_("%(n)d ngày làm việc") % {"n": days}] if days else []
    said += [_("%(n)d giờ") % {"n": hours}] if hours else []
    said += [_("%(n)d phút") % {"n": rest}] if (rest and not days) or not said else []
    return " ".join(said)


def money_words(amount: int) -> str:
    """`8.000 đồng`."""
    return _("%(sum)s đồng") % {"sum": f"{amount:,}".replace(",", ".")}


def fee_lines(fee: Mapping[str, Any]) -> list[FeeLine]:
    """Every fee of a version; an amount that the province sets is said to be so, never guessed."""
    return [
        FeeLine(public_text(item["name"]), _amount_words(item), public_text(item.get("note") or ""))
        for item in fee.get("items", ())
    ]


def _amount_words(item: Mapping[str, Any]) -> str:
    if item["amount"] is None:
        return _("Theo mức của tỉnh, thành phố")
    if item["amount"] == 0:
        return _("Miễn phí")
    return _("%(sum)s / %(unit)s") % {"sum": money_words(item["amount"]), "unit": item["unit"]}


def papers_of(components: Iterable[Component]) -> list[Paper]:
    """The papers a version asks for, in its order."""
    return [
        Paper(
            name=public_text(part.name),
            how=_("Nộp") + " " + _count_words(part)
            if part.mode == "submit"
            else _("Xuất trình để đối chiếu"),
            when="" if part.mandatory else public_text(part.condition),
            form=public_text(part.form_no),
            instead=public_text(part.replaceable_by),
        )
        for part in components
    ]


def _count_words(part: Component) -> str:
    counts = [(part.originals, _("bản chính")), (part.copies, _("bản sao"))]
    return ", ".join(f"{number:02d} {kind}" for number, kind in counts if number) or _("01 bản chính")
