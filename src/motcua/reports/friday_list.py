"""Which dossiers are behind a figure of a model day? Asked by the same rules that counted them. (R-271)"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.core.moments import end_of, start_of
from motcua.dossiers.models import Dossier
from motcua.organisation.models import Unit
from motcua.reports.friday import days_of_desk
from motcua.reports.rollup_sql import contributions
from motcua.reports.terms import MEASURES, Measure

_OF_DESK = "d.one_stop_unit_id = %(desk)s AND d.received_at >= %(from)s AND d.received_at < %(to)s"
_BEHIND = f"""
    SELECT dossier_id FROM ({contributions(_OF_DESK)}) c
    WHERE day = ANY(%(days)s) AND programme = %(programme)s AND (facts >> %(bit)s) & 1 = 1
"""
MOST = 1000


def behind_figure(
    unit: Unit, programme: str, first: date, last: date, key: str, at: datetime
) -> list[Dossier]:
    """The dossiers of a figure by its key (`desk.measure`), the first received first; none for another unit's key."""
    desk, measure = _read(key)
    if measure is None:
        return []
    days = days_of_desk(desk, unit, programme, first, last, at)
    return _dossiers(desk, measure, days, programme, (first, last)) if days else []


def _read(key: str) -> tuple[int, Measure | None]:
    desk, _, measure = key.partition(".")
    known = desk.isdecimal() and len(desk) < 12 and measure in set(Measure)
    return (int(desk), Measure(measure)) if known else (0, None)


def _dossiers(
    desk: int, measure: Measure, days: Collection[date], programme: str, period: tuple[date, date]
) -> list[Dossier]:
    given = {
        "desk": desk,
        "from": start_of(period[0]),
        "to": end_of(period[1]),
        "days": list(days),
        "programme": programme,
        "bit": MEASURES.index(measure),
    }
    return list(_found(given))


def _found(given: dict[str, Any]) -> Iterable[Dossier]:
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, given)
        ids = [one for (one,) in cursor.fetchall()]
    return Dossier.objects.filter(pk__in=ids).select_related("unit").order_by("received_at", "id")
