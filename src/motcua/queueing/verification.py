"""Were tickets changed behind the application's back? Numbers gapless, events in order, state as the last event."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

Fault = tuple[str, int, str]

# Each gives the desk's unit, the day, the series or code, a place, and is empty where all is well.
_SERIES = """
    WITH given AS (
        SELECT desk_id, day, series, count(*) AS how_many, min(number) AS first, max(number) AS last
        FROM queueing_ticket GROUP BY desk_id, day, series
    )
    SELECT desk.unit_id, coalesce(series.day, given.day), coalesce(series.series, given.series),
        coalesce(given.last, 0), coalesce(series.last, 0), coalesce(given.how_many, 0)
    FROM queueing_ticketseries series FULL JOIN given USING (desk_id, day, series)
    JOIN organisation_onestopunit desk ON desk.id = coalesce(series.desk_id, given.desk_id)
    WHERE series.last IS DISTINCT FROM given.last AND (series.last > 0 OR given.last IS NOT NULL)
        OR given.how_many <> given.last OR given.first <> 1
    ORDER BY 1, 2, 3
"""
_TICKETS = """
    WITH last AS (
        SELECT DISTINCT ON (ticket_id) ticket_id, seq, state, at, group_id FROM queueing_ticketevent
        ORDER BY ticket_id, seq DESC
    ), many AS (
        SELECT ticket_id, count(*) AS how_many, min(seq) AS first FROM queueing_ticketevent GROUP BY ticket_id
    )
    SELECT desk.unit_id, ticket.day, ticket.code, ticket.event_count,
        coalesce(many.how_many, 0) <> ticket.event_count OR many.first <> 1 OR last.seq <> ticket.event_count,
        last.state IS DISTINCT FROM ticket.state, last.at IS DISTINCT FROM ticket.last_at,
        last.group_id IS DISTINCT FROM ticket.group_id,
        ticket.code <> ticket.series
            || lpad(ticket.number::text, greatest(3, length(ticket.number::text)), '0')
    FROM queueing_ticket ticket JOIN organisation_onestopunit desk ON desk.id = ticket.desk_id
    LEFT JOIN last ON last.ticket_id = ticket.id LEFT JOIN many ON many.ticket_id = ticket.id
    WHERE coalesce(many.how_many, 0) <> ticket.event_count OR many.first <> 1 OR last.seq <> ticket.event_count
        OR last.state IS DISTINCT FROM ticket.state OR last.at IS DISTINCT FROM ticket.last_at
        OR last.group_id IS DISTINCT FROM ticket.group_id
        OR ticket.code <> ticket.series
            || lpad(ticket.number::text, greatest(3, length(ticket.number::text)), '0')
    ORDER BY 1, 2, 3
"""
_TIMES = """
    SELECT unit_id, day, code, seq FROM (
        SELECT desk.unit_id, ticket.day, ticket.code, event.seq, event.at, ticket.issued_at,
            lag(event.at) OVER (PARTITION BY event.ticket_id ORDER BY event.seq) AS before
        FROM queueing_ticketevent event JOIN queueing_ticket ticket ON ticket.id = event.ticket_id
        JOIN organisation_onestopunit desk ON desk.id = ticket.desk_id
    ) events
    WHERE at < before OR before IS NULL AND seq = 1 AND at <> issued_at ORDER BY 1, 2, 3, 4
"""
_TOLD = """
    SELECT desk.unit_id, ticket.day, ticket.code, event.seq FROM queueing_ticketevent event
    JOIN queueing_ticket ticket ON ticket.id = event.ticket_id
    JOIN organisation_onestopunit desk ON desk.id = ticket.desk_id
    LEFT JOIN core_outboxmessage told ON told.topic = 'queueing.ticket' AND told.key = ticket.public_id
        AND (told.payload->>'seq')::int = event.seq AND told.payload->>'act' = event.act
    WHERE told.id IS NULL ORDER BY 1, 2, 3, 4
"""
_FIELDS = (
    "thiếu hoặc thừa một lần gọi, phục vụ",
    "trạng thái không phải của lần cuối",
    "giờ cuối không khớp",
    "nhóm việc không phải của lần cuối",
    "mã số không khớp với dãy và số",
)


def hall_faults() -> Iterator[Fault]:
    """(chain, place, what) of everything that does not fit: one of each ticket and series."""
    for unit, day, series, last, counted, how_many in _rows(_SERIES):
        what = f"dãy số ghi {counted}, số lớn nhất {last}, có {how_many} số: thiếu hoặc thừa số"
        yield f"số thứ tự {unit} {day:%d/%m/%Y} {series}", int(last), what
    for unit, day, code, count, *wrong in _rows(_TICKETS):
        what = "; ".join(said for said, found in zip(_FIELDS, wrong, strict=True) if found)
        yield f"số thứ tự {unit} {day:%d/%m/%Y} {code}", int(count), what
    for unit, day, code, seq in _rows(_TIMES):
        yield f"số thứ tự {unit} {day:%d/%m/%Y} {code}", int(seq), "giờ đi lùi hoặc không phải giờ phát số"
    for unit, day, code, seq in _rows(_TOLD):
        yield f"số thứ tự {unit} {day:%d/%m/%Y} {code}", int(seq), "lần gọi, phục vụ được thêm ngoài ứng dụng"


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
