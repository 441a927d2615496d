"""Which words does the working calendar use?"""

from enum import StrEnum


class YearStatus(StrEnum):
    """How sure the office is of a year's days off (promises 8)."""

    DECIDED = "decided"  # đã có quyết định, thông báo nghỉ lễ
    CALCULATED = "calculated"  # tạm tính, chưa có quyết định


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKING = "working"  # ngày làm việc
    MAKEUP = "makeup"  # ngày làm bù
    WEEKEND = "weekend"  # nghỉ cuối tuần
    HOLIDAY = "holiday"  # nghỉ lễ, tết
    IN_LIEU = "in_lieu"  # nghỉ bù
    SWAPPED = "swapped"  # nghỉ hoán đổi
    NOT_SERVED = "not_served"  # đơn vị không làm việc ngày này trong tuần
    CLOSED = "closed"  # tạm đóng cửa


class ClosedPart(StrEnum):
    """Which part of a day an office is closed."""

    DAY = "day"  # cả ngày
    MORNING = "morning"  # buổi sáng
    AFTERNOON = "afternoon"  # buổi chiều


CLOSED_PART_LABELS: dict[ClosedPart, str] = {
    ClosedPart.DAY: "Cả ngày",
    ClosedPart.MORNING: "Buổi sáng",
    ClosedPart.AFTERNOON: "Buổi chiều",
}
