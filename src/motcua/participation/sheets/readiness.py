"""What does the desk have, and what lacks?"""

from datetime import date

from motcua.core.moments import local_day
from motcua.organisation.models import Unit
from motcua.participation.readiness import conditions_of, gaps_of
from motcua.participation.sheet import Line, Sheet, day_text
from motcua.participation.terms import CONDITION_LABELS, STANDING_LABELS, ConditionKind, ConditionStanding


def conditions(unit: Unit, day: date) -> Sheet:
    """The desk's profile: rooms and equipment with standing and owner (R-062, R-231)."""
    rows = conditions_of(unit)
    return Sheet(
        name="conditions",
        title="Phòng, trang thiết bị, điều kiện làm việc",
        columns=("Loại", "Tên", "Tình trạng", "Phụ trách", "Ghi chú", "Người ghi", "Ngày ghi"),
        lines=tuple(
            Line(
                (
                    CONDITION_LABELS[ConditionKind(row.kind)],
                    row.name,
                    STANDING_LABELS[ConditionStanding(row.standing)],
                    row.owner,
                    row.note or "–",
                    row.stated_by_name,
                    day_text(local_day(row.stated_at)),
                )
            )
            for row in rows
        ),
        notes=("Ghi lại cùng loại, cùng tên là cập nhật tình trạng.",),
    )


def readiness(unit: Unit, day: date) -> Sheet:
    """Everything that lacks, with its owner (R-062, R-228, R-231)."""
    gaps = gaps_of(unit, day)
    return Sheet(
        name="readiness",
        title="Mức sẵn sàng của Bộ phận Một cửa",
        columns=("Nhóm", "Còn thiếu", "Tình trạng", "Phụ trách"),
        lines=tuple(Line((one.kind, one.what, one.standing, one.owner)) for one in gaps),
        notes=() if gaps else ("Không còn thiếu gì: phòng, thiết bị, nhân sự, thẩm quyền đều đủ.",),
        figures=((str(len(gaps)), "Điều còn thiếu"),),
    )


SHEETS = {"conditions": conditions, "readiness": readiness}
