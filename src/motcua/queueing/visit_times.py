"""What did each visit to the hall take? Derived from the events by the database, to the microsecond; nothing is stored.

One ticket is one visit (01 lần đến giao dịch, R-037). Its wait is the sum of its waiting spells: before the first call
and again after each transfer or return to the line; being called, served, on hold or missed is not waiting, nor is the
time before the slot of a booking. Who was never called has no wait, which is not a wait of nought.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from motcua.queueing.wait_rules import TARGET_MINUTES, least_above, tenths

# Every visit of the desks of some units on some days. A spell lasts from an event to the next one of its ticket; of a
# booking, what lies of the first wait before its slot is no wait; a spell that lasts is not counted yet. The limit is
# that in force on the day.
VISITS = """
SELECT v.id, v.desk_id, v.day, v.now_state,
  bool_or(v.act = 'call') AS called,
  (extract(epoch FROM coalesce(sum(greatest(v.until - v.since, interval '0'))
    FILTER (WHERE v.state = 'waiting' AND v.seq < v.last_other), interval '0')) * 1000000)::bigint AS wait,
  (extract(epoch FROM coalesce(sum(v.until - v.at) FILTER (WHERE v.state IN ('called', 'serving')),
    interval '0')) * 1000000)::bigint AS handling,
  min(v.at) FILTER (WHERE v.act = 'call') AS called_at,
  min(v.at) FILTER (WHERE v.act = 'start') AS started_at,
  CASE WHEN v.now_state IN ('finished', 'left') THEN max(v.at) END AS ended_at,
  count(*) FILTER (WHERE v.act = 'call') AS calls,
  coalesce((SELECT r.wait_limit_minutes FROM queueing_hallrule r
    WHERE r.desk_id = v.desk_id AND r.valid_from <= v.day AND (r.valid_to IS NULL OR r.valid_to > v.day)
    ORDER BY r.valid_from DESC, r.id DESC LIMIT 1), %(target)s) AS limit_minutes
FROM (
  SELECT w.*, CASE WHEN w.not_first OR w.slot_from IS NULL THEN w.at ELSE greatest(w.at, w.slot_from) END AS since
  FROM (
    SELECT t.id, t.desk_id, t.day, t.state AS now_state, t.slot_from, e.act, e.state, e.at,
      lead(e.at) OVER in_order AS until, bool_or(e.state <> 'waiting') OVER in_order AS not_first,
      e.seq, max(e.seq) FILTER (WHERE e.state <> 'waiting') OVER (PARTITION BY e.ticket_id) AS last_other
    FROM queueing_ticket t
    JOIN organisation_onestopunit d ON d.id = t.desk_id
    JOIN queueing_ticketevent e ON e.ticket_id = t.id
    WHERE d.unit_id = ANY(%(units)s) AND t.day BETWEEN %(first)s AND %(last)s
    WINDOW in_order AS (PARTITION BY e.ticket_id ORDER BY e.seq)
  ) w
) v
GROUP BY v.id, v.desk_id, v.day, v.now_state
"""
_ROWS = f"""
SELECT v.id, t.code, t.desk_id, t.day, t.channel, t.priority <> '' AS priority, g.letter, g.name, t.issued_at,
  t.slot_from, v.called_at, v.started_at, v.ended_at, v.called, v.wait, v.handling, v.calls, v.limit_minutes,
  v.now_state
FROM ({VISITS}) v JOIN queueing_ticket t ON t.id = v.id JOIN queueing_servicegroup g ON g.id = t.group_id
WHERE (%(desk)s::bigint IS NULL OR v.desk_id = %(desk)s) AND {{kind}}
ORDER BY t.day, t.issued_at, v.id
"""


class Kind(StrEnum):
    """Which visits stand behind a figure."""

    ALL = "all"  # mọi lượt
    CALLED = "called"  # đã được gọi
    ABOVE = "above"  # chờ quá mức
    NEVER = "never"  # không được gọi
    STILL = "still"  # đang chờ


KIND_LABELS = {
    Kind.ALL: "Mọi lượt đến",
    Kind.CALLED: "Lượt đã được gọi",
    Kind.ABOVE: "Lượt chờ quá mức",
    Kind.NEVER: "Lượt không được gọi",
    Kind.STILL: "Lượt đang chờ",
}
# Who waits today may yet be called; of a day that is over, nobody will be.
_STILL = "(NOT v.called AND v.now_state = 'waiting' AND v.day >= %(today)s)"
ABOVE = f"(v.called AND v.wait >= v.limit_minutes * {least_above(1) - least_above(0)} + {least_above(0)})"
CONDITIONS = {
    Kind.ALL: "true",
    Kind.CALLED: "v.called",
    Kind.ABOVE: ABOVE,
    Kind.NEVER: f"(NOT v.called AND NOT {_STILL})",
    Kind.STILL: _STILL,
}


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """One visit: its moments in their order (null: did not come to it), `wait_us` and `handling_us` microseconds."""

    ticket_id: int
    code: str
    desk_id: int
    day: date
    channel: str
    priority: bool
    letter: str
    group: str
    issued_at: datetime
    slot_from: datetime | None
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    called: bool
    wait_us: int
    handling_us: int
    calls: int
    limit_minutes: int
    state: str

    @property
    def wait_tenths(self) -> int | None:
        """Tenths of a minute; None: never called, which is not nought (R-037)."""
        return tenths(self.wait_us) if self.called else None


def asked(
    unit_ids: Collection[str], first: date, last: date, today: date, desk_id: int | None = None
) -> dict[str, Any]:
    """The parameters of VISITS and of CONDITIONS: days of issue, both in it; `today` on the office's calendar."""
    return {
        "units": list(unit_ids),
        "first": first,
        "last": last,
        "today": today,
        "target": TARGET_MINUTES,
        "desk": desk_id,
    }


@dataclass(frozen=True, slots=True)
class Visits(Sequence[VisitTimes]):
    """The visits of those days in the order they came, counted and cut by the database: whoever turns a page reads
    that page only.
    """

    unit_ids: Collection[str]
    first: date
    last: date
    today: date
    kind: Kind = Kind.ALL
    desk_id: int | None = None

    def __len__(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({self._sql}) found", self._asked)
            return int(cursor.fetchone()[0])

    def __iter__(self) -> Iterator[VisitTimes]:
        return self._read(None, 0)

    def __getitem__(self, place: Any) -> Any:
        """One visit, or those from a place up to another one; places count from the first."""
        if isinstance(place, slice):
            return list(self._read(place.stop - place.start, place.start))
        found = list(self._read(1, place))
        return found[0]

    @property
    def _sql(self) -> str:
        return _ROWS.format(kind=CONDITIONS[self.kind])

    @property
    def _asked(self) -> dict[str, Any]:
        return asked(self.unit_ids, self.first, self.last, self.today, self.desk_id)

    def _read(self, most: int | None, skipped: int) -> Iterator[VisitTimes]:
        told = self._asked | {"most": most, "skipped": skipped}
        with connection.cursor() as cursor:
            cursor.execute(f"{self._sql} LIMIT %(most)s OFFSET %(skipped)s", told)
            while rows := cursor.fetchmany(2000):
                yield from (VisitTimes(*row) for row in rows)
