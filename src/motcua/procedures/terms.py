"""Closed words of the catalogue."""

from enum import StrEnum


class VersionStatus(StrEnum):
    """Whether a version of a procedure may be shown and received."""

    DRAFT = "draft"  # dự thảo
    PUBLIC = "public"  # đã công bố


class ProcessStatus(StrEnum):
    """Life of an internal process (quy trình nội bộ)."""

    DRAFT = "draft"  # dự thảo
    ACTIVE = "active"  # đang áp dụng
    REPLACED = "replaced"  # đã thay thế


class LimitUnit(StrEnum):
    """How a time limit (thời hạn giải quyết) is counted."""

    SAME_DAY = "same_day"  # trong ngày
    HOUR = "hour"  # giờ làm việc
    WORKING_DAY = "working_day"  # ngày làm việc
    CALENDAR_DAY = "calendar_day"  # ngày


class PathClass(StrEnum):
    """Class of a procedure on a 4-tại-chỗ list (144/KH-UBND II.1)."""

    FULL = "full"  # tiếp nhận, thẩm định, phê duyệt, đóng dấu, trả kết quả tại chỗ
    PARTIAL = "partial"  # phê duyệt, đóng dấu nơi khác


class FormState(StrEnum):
    """Life of a version of a form that is filled in online."""

    DRAFT = "draft"  # đang soạn
    APPROVED = "approved"  # đã duyệt, dùng từ ngày định


FORM_STATE_LABELS: dict[FormState, str] = {
    FormState.DRAFT: "đang soạn",
    FormState.APPROVED: "đã duyệt",
}
