"""Which long lists did a unit ask for, and what stands on their rows? Codes and times; no names."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from motcua.core.moments import end_of, local, start_of
from motcua.documents.wording import timeliness_text
from motcua.dossiers.in_time import timeliness_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import CHANNEL_LABELS, STATE_LABELS, Channel, State
from motcua.organisation.queries import units_under
from motcua.reports.models import BigExport

HEADER = (
    "TT", "Mã số hồ sơ", "Cơ quan", "Thủ tục", "Kênh nộp", "Tiếp nhận", "Hẹn trả", "Có kết quả", "Đã trả",
    "Trạng thái", "Đúng hạn",
)  # fmt: skip
_COLUMNS = (
    "code", "unit_id", "procedure_id", "channel", "received_at", "due_at", "due_original", "due_strict", "ready_at",
    "returned_at", "state",
)  # fmt: skip
_AT_ONCE = 2000


def exports_of(unit_id: str) -> QuerySet[BigExport]:
    """What was asked for in the unit, the newest first."""
    return BigExport.objects.filter(unit_id=unit_id).select_related("asked_by").order_by("-id")


def dossiers_of(export: BigExport) -> QuerySet[Dossier]:
    """The dossiers of the unit and all below it, received on its days, the first received first."""
    return Dossier.objects.filter(
        unit_id__in=units_under([export.unit.pk]),
        code__isnull=False,
        received_at__gte=start_of(export.first),
        received_at__lt=end_of(export.last),
    ).order_by("received_at", "id")


def rows_of(export: BigExport) -> Iterator[tuple[str, ...]]:
    """Row by row from a cursor of the server: never all at once."""
    found = dossiers_of(export).only("id", *_COLUMNS).iterator(chunk_size=_AT_ONCE)
    for place, one in enumerate(found, start=1):
        yield (
            str(place),
            str(one),
            one.unit_id,
            one.procedure_id,
            CHANNEL_LABELS[Channel(one.channel)],
            *(_short(moment) for moment in (one.received_at, one.due_at, one.ready_at, one.returned_at)),
            STATE_LABELS[State(one.state)],
            timeliness_text(timeliness_of(one)),
        )


def _short(moment: datetime | None) -> str:
    return f"{local(moment):%d/%m/%Y %H:%M}" if moment else ""
