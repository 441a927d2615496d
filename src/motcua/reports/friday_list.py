"""Which dossiers are behind a figure of a model day? Found among those that its sums counted. (R-271)"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from motcua.organisation.models import Unit
from motcua.reports.friday import Ground, ground_of
from motcua.reports.opening import PAGE_SIZE, CellPage, counted_page
from motcua.reports.terms import MEASURE_LABELS, MEASURES, OPEN_OVERDUE

EVERY_DESK = "all"
_MONTH = len("2023-10")
_TOLD = frozenset({*MEASURES, OPEN_OVERDUE})


class Days(StrEnum):
    """Which of a desk's dossiers a figure counts."""

    MODEL = "model"  # hẹn theo chương trình, nhận vào ngày của mô hình
    ON = "on"  # mọi hồ sơ nhận vào ngày của mô hình
    OTHER = "other"  # mọi hồ sơ nhận vào ngày khác
    EVERY = "every"  # mọi hồ sơ nhận trong kỳ
    BEFORE = "before"  # mọi hồ sơ nhận trước mô hình


_DAYS_WORDS: dict[str, str] = {
    Days.MODEL: "",
    Days.ON: "mọi hồ sơ nhận vào ngày của mô hình",
    Days.OTHER: "mọi hồ sơ nhận vào ngày khác",
    Days.EVERY: "mọi hồ sơ nhận trong kỳ",
    Days.BEFORE: "mọi hồ sơ nhận trước mô hình",
}
_ON_A_DAY = """(desk_id, day) IN
    (SELECT desk, day FROM unnest(%(of_desks)s::bigint[], %(on_days)s::date[]) listed(desk, day))"""
_IN_PERIOD = "day BETWEEN %(first)s AND %(end)s"
_COUNTS = {
    Days.MODEL: f"programme = %(programme)s AND {_ON_A_DAY}",
    Days.ON: _ON_A_DAY,
    Days.OTHER: f"{_IN_PERIOD} AND NOT {_ON_A_DAY}",
    Days.EVERY: _IN_PERIOD,
    Days.BEFORE: "day BETWEEN %(before_first)s AND %(before_last)s",
}
_OF_DESKS = "unit_id = ANY(%(units)s) AND desk_id = ANY(%(desks)s)"


@dataclass(frozen=True, slots=True)
class FigureKey:
    """`place` is the id of a desk, all desks, or a month (`2023-10`) of all desks; `measure` what is counted.

    Written `12.late`, or with the days between where they are others than the model's own: `all.other.late`.
    """

    place: str
    measure: str
    days: Days = Days.MODEL

    def __str__(self) -> str:
        parts = (
            (self.place, self.measure) if self.days is Days.MODEL else (self.place, self.days, self.measure)
        )
        return ".".join(parts)

    @property
    def desk_id(self) -> int | None:
        """The one desk; None for all."""
        return int(self.place) if self.place.isdecimal() else None

    @property
    def month(self) -> str:
        """The one month; empty for the whole period."""
        return "" if self.place == EVERY_DESK or self.place.isdecimal() else self.place


def read_figure_key(text: str) -> FigureKey | None:
    """The key written so; None for anything else."""
    place, _, rest = text.partition(".")
    days, _, measure = rest.rpartition(".")
    known = measure in _TOLD and (days or Days.MODEL) in set(Days) and _is_place(place, days)
    key = FigureKey(place, measure, Days(days or Days.MODEL)) if known else None
    return key if str(key) == text else None


def figure_words(text: str) -> str:
    """What the figure of a key counts: `Trễ hạn, mọi hồ sơ nhận vào ngày khác`; empty for no key."""
    key = read_figure_key(text)
    return (
        "" if key is None else ", ".join(filter(None, (MEASURE_LABELS[key.measure], _DAYS_WORDS[key.days])))
    )


def _is_place(text: str, days: str) -> bool:
    """A month has only days of the model's own."""
    if text.isdecimal():
        return text.isascii() and len(text) < 12
    return text == EVERY_DESK or (not days and len(text) == _MONTH and text.replace("-", "").isdecimal())


def behind_figure(
    unit: Unit,
    programme: str,
    first: date,
    last: date,
    key: str,
    at: datetime,
    *,
    after: int = 0,
    size: int = PAGE_SIZE,
) -> CellPage:
    """The dossiers of a figure by its key, pages by id after `after`; none for a key of another unit or of nothing."""
    wanted = read_figure_key(key)
    if wanted is None:
        return CellPage((), 0, None)
    ground = ground_of(unit, programme, first, last, at, desk_id=wanted.desk_id)
    only = f"{_OF_DESKS} AND {_COUNTS[wanted.days]}"
    given = _given(ground, programme, wanted.month) | {"at": at}
    return counted_page(only, wanted.measure, given, after=after, size=size)


def _given(ground: Ground, programme: str, month: str) -> dict[str, Any]:
    listed = [
        (desk.pk, day)
        for desk in ground.desks
        for day in ground.days_of(desk)
        if day.isoformat().startswith(month)
    ]
    before_first, before_last = ground.before
    return {
        "units": sorted(ground.unit_ids),
        "desks": [desk.pk for desk in ground.desks],
        "of_desks": [desk for desk, _day in listed],
        "on_days": [day for _desk, day in listed],
        "programme": programme,
        "first": ground.first,
        "end": ground.end,
        "before_first": before_first,
        "before_last": before_last,
    }
