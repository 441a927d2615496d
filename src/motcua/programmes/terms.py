"""Which words does a same-day programme use?"""

from enum import StrEnum


class ProgrammeStatus(StrEnum):
    """Whether a programme is applied: approved and launched are, the others are not (promises 9)."""

    PROPOSED = "proposed"  # đang trình
    APPROVED = "approved"  # đã phê duyệt
    LAUNCHED = "launched"  # đã phát động
    ENDED = "ended"  # đã kết thúc


APPLIED = frozenset({ProgrammeStatus.APPROVED, ProgrammeStatus.LAUNCHED})


class Unfit(StrEnum):
    """Why a programme is not applied to a dossier, in the order it is asked."""

    STATUS = "status"  # chưa được phê duyệt hoặc đã kết thúc
    PERIOD = "period"  # ngoài thời gian thực hiện
    SCOPE = "scope"  # đơn vị không thuộc phạm vi
    LEVEL = "level"  # cấp của đơn vị không thuộc phạm vi
    REPLACED = "replaced"  # đơn vị có kế hoạch riêng thay thế
    PROCEDURE = "procedure"  # thủ tục không thuộc danh mục
    WEEKDAY = "weekday"  # không đúng ngày trong tuần
    DAY_OFF = "day_off"  # ngày nghỉ
    CHANNEL = "channel"  # hình thức nộp không được áp dụng
