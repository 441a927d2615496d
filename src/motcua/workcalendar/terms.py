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
