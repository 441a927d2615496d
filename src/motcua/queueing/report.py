"""How long did people wait, by desk and month, and in the whole province? (R-036, R-037, R-039; 004 annex I.13)

Every ticket is one visit. The mean is over visits that were called; who was never called is counted apart, not as
nought. How a figure is rounded and judged: `wait_rules.py`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from motcua.organisation.models import OneStopUnit, Unit
from motcua.organisation.queries import desk_name, units_under
from motcua.queueing.visit_times import CONDITIONS, VISITS, Kind, asked
from motcua.queueing.wait_rules import TARGET_MINUTES, holds, tenths

_BY_MONTH = f"""
SELECT v.desk_id, date_trunc('month', v.day)::date,
  count(*), count(*) FILTER (WHERE {CONDITIONS[Kind.CALLED]}),
  coalesce(sum(v.wait) FILTER (WHERE {CONDITIONS[Kind.CALLED]}), 0)::bigint,
  coalesce(max(v.wait) FILTER (WHERE {CONDITIONS[Kind.CALLED]}), 0)::bigint,
  count(*) FILTER (WHERE {CONDITIONS[Kind.ABOVE]}), count(*) FILTER (WHERE {CONDITIONS[Kind.NEVER]}),
  count(*) FILTER (WHERE {CONDITIONS[Kind.STILL]}), min(v.limit_minutes)
FROM ({VISITS}) v WHERE %(desk)s::bigint IS NULL OR v.desk_id = %(desk)s GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Waits:
    """Sums over some visits. `wait_us` and `highest_us`: microseconds over those called; `limit_minutes`: the
    strictest limit in force on their days."""

    visits: int = 0
    called: int = 0
    wait_us: int = 0
    highest_us: int = 0
    above: int = 0
    never_called: int = 0
    still_waiting: int = 0
    limit_minutes: int = TARGET_MINUTES

    @property
    def mean_tenths(self) -> int | None:
        """Tenths of a minute, None where nobody was called."""
        return tenths(self.wait_us, self.called) if self.called else None

    @property
    def highest_tenths(self) -> int | None:
        """Of the visit that waited longest."""
        return tenths(self.highest_us) if self.called else None

    @property
    def above_share(self) -> int | None:
        """Visits above the limit, in tenths of a percent of those called, cut."""
        return self.above * 1000 // self.called if self.called else None

    @property
    def holds(self) -> bool | None:
        """Whether the mean as shown is within the limit (30.0 is, 30.1 is not); None where nobody was called."""
        return None if self.mean_tenths is None else holds(self.mean_tenths, self.limit_minutes)


@dataclass(frozen=True, slots=True)
class DeskWaits:
    """One desk in one month (its first day)."""

    desk: OneStopUnit
    name: str
    month: date
    waits: Waits


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A unit with everything below it: each desk and month, all its desks by month, everything."""

    unit: Unit
    first: date
    last: date
    rows: tuple[DeskWaits, ...]
    months: tuple[tuple[date, Waits], ...]
    total: Waits

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader must know."""
        return (
            "Mỗi số thứ tự là một lượt đến. Thời gian chờ là tổng các khoảng chờ từ lúc lấy số (lượt hẹn: từ giờ hẹn) "
            "đến lúc được gọi, kể cả khi chuyển quầy; lúc tạm dừng hoặc vắng mặt không tính.",
            "Lượt không được gọi đếm riêng, không tính là 0 phút. Số phút tính đủ đến từng giây, làm tròn một chữ số "
            "khi ghi và so với mức đúng như số đã ghi: 30,0 đạt, 30,1 không đạt. Tháng là tháng lấy số.",
        )


def waiting_report(unit: Unit, first: date, last: date, today: date) -> WaitingReport:
    """Of the tickets given on those days, both in it; `today` on the office's calendar."""
    rows = _rows(units_under([unit.pk]), first, last, today)
    months = {row.month for row in rows}
    by_month = tuple(
        (month, total_of(row.waits for row in rows if row.month == month))
        for month in sorted(months, reverse=True)
    )
    return WaitingReport(unit, first, last, rows, by_month, total_of(row.waits for row in rows))


def total_of(parts: Iterable[Waits]) -> Waits:
    """The exact sums, never a mean of means."""
    some = list(parts)
    return Waits(
        visits=sum(one.visits for one in some),
        called=sum(one.called for one in some),
        wait_us=sum(one.wait_us for one in some),
        highest_us=max((one.highest_us for one in some), default=0),
        above=sum(one.above for one in some),
        never_called=sum(one.never_called for one in some),
        still_waiting=sum(one.still_waiting for one in some),
        limit_minutes=min((one.limit_minutes for one in some), default=TARGET_MINUTES),
    )


def waits_by_month(
    unit_ids: Collection[str], first: date, last: date, today: date, desk_id: int | None = None
) -> dict[tuple[int, date], Waits]:
    """By desk and month (its first day), of desks of these units or of one of them."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_MONTH, asked(unit_ids, first, last, today, desk_id))
        return {(desk, month): Waits(*figures) for desk, month, *figures in cursor.fetchall()}


def _rows(unit_ids: Collection[str], first: date, last: date, today: date) -> tuple[DeskWaits, ...]:
    found = waits_by_month(unit_ids, first, last, today)
    desks = OneStopUnit.objects.select_related("unit").in_bulk({desk for desk, _ in found})
    rows = [
        DeskWaits(desks[desk], desk_name(desks[desk], month), month, waits)
        for (desk, month), waits in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.month.toordinal(), row.desk.unit.name_fold, row.desk.pk)))
