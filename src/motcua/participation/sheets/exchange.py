"""What was sent between agencies that settle together, by whom, when, and who confirmed it?"""

from datetime import date

from django.db.models import Q

from motcua.core.moments import end_of
from motcua.organisation.models import Unit
from motcua.participation.models import SentDocument
from motcua.participation.sheet import Line, Sheet, moment_text


def sent(unit: Unit, day: date) -> Sheet:
    """Documents sent by the unit or to it until that day, newest first; originals stay at the desk (R-060)."""
    rows = SentDocument.objects.filter(Q(unit=unit) | Q(receiver=unit), stated_at__lt=end_of(day))
    found = rows.select_related("dossier", "unit", "receiver", "receipt").order_by("-pk")[:1000]
    return Sheet(
        name="sent",
        title="Tài liệu gửi giữa các cơ quan phối hợp",
        columns=(
            "Hồ sơ",
            "Tài liệu",
            "Cơ quan gửi",
            "Cơ quan nhận",
            "Gửi lúc",
            "Người gửi",
            "Xác nhận",
            "Bản chính",
        ),
        lines=tuple(_line(row) for row in found),
    )


def _line(row: SentDocument) -> Line:
    receipt = getattr(row, "receipt", None)
    taken = f"{moment_text(receipt.stated_at)}, {receipt.stated_by_name}" if receipt else "Chưa xác nhận"
    return Line(
        (
            str(row.dossier),
            "; ".join(row.papers),
            row.unit.name,
            row.receiver.name,
            moment_text(row.stated_at),
            row.stated_by_name,
            taken,
            f"Giữ tại {row.unit.name}",
        ),
        key="" if receipt else str(row.pk),
    )


SHEETS = {"sent": sent}
