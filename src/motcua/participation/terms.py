"""Which words does readiness use? Conditions of a desk, how they stand, what staff are entitled to."""

from enum import StrEnum


class ConditionKind(StrEnum):
    """What a desk needs (144/KH-UBND II.5, IV.1.d)."""

    APPRAISAL_ROOM = "appraisal_room"  # phòng thẩm định
    SIGNING_ROOM = "signing_room"  # phòng ký duyệt
    EQUIPMENT = "equipment"  # trang thiết bị làm việc
    OTHER = "other"  # điều kiện cần thiết khác


CONDITION_LABELS: dict[ConditionKind, str] = {
    ConditionKind.APPRAISAL_ROOM: "Phòng thẩm định",
    ConditionKind.SIGNING_ROOM: "Phòng ký duyệt",
    ConditionKind.EQUIPMENT: "Trang thiết bị",
    ConditionKind.OTHER: "Điều kiện khác",
}
# Without these two rooms a desk is not ready, whether somebody listed them or not.
ROOMS = (ConditionKind.APPRAISAL_ROOM, ConditionKind.SIGNING_ROOM)


class ConditionStanding(StrEnum):
    """Whether it is there."""

    READY = "ready"  # đã có, dùng được
    ORDERED = "ordered"  # đang mua sắm, bố trí
    BROKEN = "broken"  # hỏng
    MISSING = "missing"  # còn thiếu
    REMOVED = "removed"  # không cần nữa


STANDING_LABELS: dict[ConditionStanding, str] = {
    ConditionStanding.READY: "Đã có, dùng được",
    ConditionStanding.ORDERED: "Đang bố trí",
    ConditionStanding.BROKEN: "Hỏng",
    ConditionStanding.MISSING: "Còn thiếu",
    ConditionStanding.REMOVED: "Không cần nữa",
}


class EntitlementKind(StrEnum):
    """What desk staff get (144/KH-UBND IV.4)."""

    ALLOWANCE = "allowance"  # chế độ chính sách, phụ cấp
    UNIFORM = "uniform"  # đồng phục


ENTITLEMENT_LABELS: dict[EntitlementKind, str] = {
    EntitlementKind.ALLOWANCE: "Chế độ, phụ cấp",
    EntitlementKind.UNIFORM: "Đồng phục",
}
