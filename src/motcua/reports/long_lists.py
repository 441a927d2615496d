"""Which long lists did a unit ask for, and what stands on their rows? Codes and times; no names."""

from collections.abc import Generator, Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from motcua.core.moments import VN
from motcua.documents.terms import Timeliness
from motcua.documents.wording import timeliness_text
from motcua.dossiers.terms import CHANNEL_LABELS, STATE_LABELS
from motcua.organisation.queries import units_under
from motcua.reports.models import BigExport
from motcua.reports.rollup_sql import counted_now
from motcua.reports.rollups import Asked, added, sums_by
from motcua.reports.terms import MEASURES, Measure
from motcua.reports.watermark import watermark

HEADER = (
    "Mã số hồ sơ", "Cơ quan", "Thủ tục", "Kênh nộp", "Tiếp nhận", "Hẹn trả", "Có kết quả", "Đã trả", "Trạng thái",
    "Đúng hạn",
)  # fmt: skip
_AT_ONCE = 2000
_MOMENTS = ("received_at", "due_at", "ready_at", "returned_at")
_TIMELY = {
    Measure.EARLY: Timeliness.EARLY,
    Measure.ON_TIME: Timeliness.ON_TIME,
    Measure.LATE: Timeliness.LATE,
}
_PLACED = "day BETWEEN %(first)s AND %(last)s AND unit_id = ANY(%(units)s)"
# The words of times are made by the server: a row then costs next to nothing here.
_TIMES = ", ".join(
    f"coalesce(to_char(d.{one} AT TIME ZONE '{VN.key}', 'DD/MM/YYYY HH24:MI'), '')" for one in _MOMENTS
)
# Found by what each gave to the sums, those of the steps since counted anew: no look at every dossier of the office.
_ROWS = f"""
    , chosen AS (
        SELECT dossier_id, facts FROM reports_counteddossier c
            WHERE {_PLACED} AND NOT EXISTS (SELECT 1 FROM tail WHERE tail.dossier_id = c.dossier_id)
        UNION ALL SELECT dossier_id, facts FROM fresh WHERE {_PLACED})
    SELECT d.code, d.unit_id, d.procedure_id, d.channel, {_TIMES}, d.state, c.facts
    FROM chosen c JOIN dossiers_dossier d ON d.id = c.dossier_id WHERE d.code IS NOT NULL
    ORDER BY d.received_at, d.id
"""


def exports_of(unit_id: str) -> QuerySet[BigExport]:
    """What was asked for in the unit, the newest first."""
    return BigExport.objects.filter(unit_id=unit_id).select_related("asked_by").order_by("-id")


def rows_in(export: BigExport) -> int:
    """How many dossiers the unit and all below it received on its days."""
    asked = Asked(export.first, export.last, export.asked_at, units_under([export.unit.pk]))
    return added(sums_by(asked).values())[Measure.RECEIVED]


def parts_of(export: BigExport) -> Iterator[bytes]:
    """The file piece by piece."""
    for number in export.parts.order_by("number").values_list("number", flat=True):
        yield bytes(export.parts.get(number=number).content)


def rows_of(export: BigExport) -> Generator[tuple[str, ...], None, None]:
    """Row by row from a cursor of the server, the first received first: never all at once."""
    given: dict[str, Any] = {
        "units": sorted(units_under([export.unit.pk])),
        "first": export.first,
        "last": export.last,
    }
    mark = watermark()
    channels = {one.value: label for one, label in CHANNEL_LABELS.items()}
    states = {one.value: label for one, label in STATE_LABELS.items()}
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"WITH {counted_now(mark.floor, mark.xid, known=mark.known)}{_ROWS}", given)
        while found := cursor.fetchmany(_AT_ONCE):
            for code, unit, procedure, channel, *moments, state, facts in found:
                yield (code, unit, procedure, channels[channel], *moments, states[state], _timely(facts))


def _timely(facts: int) -> str:
    held = (one for measure, one in _TIMELY.items() if (facts >> MEASURES.index(measure)) & 1)
    return timeliness_text(next(held, None))
