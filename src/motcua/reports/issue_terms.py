"""Which reports are issued, in which state is one, how often is one owed? Closed words with their official terms."""

from enum import StrEnum


class ReportKind(StrEnum):
    """What a report is about."""

    CAMPAIGN = "campaign"  # kết quả chương trình trả kết quả trong ngày
    FRIDAY = "friday"  # đánh giá mô hình theo ngày trong tuần


KIND_LABELS: dict[ReportKind, str] = {
    ReportKind.CAMPAIGN: "Kết quả thực hiện chương trình",
    ReportKind.FRIDAY: "Đánh giá mô hình theo ngày, tháng, quý",
}


class ReportState(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"  # dự thảo
    ISSUED = "issued"  # đã phát hành
    RETURNED = "returned"  # bị trả lại để sửa
    ARCHIVED = "archived"  # đã lưu trữ


REPORT_STATE_LABELS: dict[ReportState, str] = {
    ReportState.DRAFT: "Dự thảo",
    ReportState.ISSUED: "Đã phát hành",
    ReportState.RETURNED: "Bị trả lại để sửa",
    ReportState.ARCHIVED: "Đã lưu trữ",
}


class ReportAct(StrEnum):
    """What is done to a report."""

    DRAFT = "draft"  # lập dự thảo
    ISSUE = "issue"  # phát hành
    CONFIRM = "confirm"  # xác nhận đã nhận
    RETURN = "return"  # trả lại để sửa
    ARCHIVE = "archive"  # lưu trữ


REPORT_ACT_LABELS: dict[ReportAct, str] = {
    ReportAct.DRAFT: "Lập dự thảo",
    ReportAct.ISSUE: "Phát hành",
    ReportAct.CONFIRM: "Xác nhận đã nhận",
    ReportAct.RETURN: "Trả lại để sửa",
    ReportAct.ARCHIVE: "Lưu trữ",
}
# From which state to which.
LEADS: dict[ReportAct, tuple[frozenset[ReportState], ReportState | None]] = {
    ReportAct.ISSUE: (frozenset({ReportState.DRAFT}), ReportState.ISSUED),
    ReportAct.CONFIRM: (frozenset({ReportState.ISSUED}), None),
    ReportAct.RETURN: (frozenset({ReportState.ISSUED}), ReportState.RETURNED),
    ReportAct.ARCHIVE: (frozenset({ReportState.ISSUED, ReportState.RETURNED}), ReportState.ARCHIVED),
}


class Every(StrEnum):
    """How often a report is owed."""

    ONCE = "once"  # một lần
    MONTH = "month"  # hằng tháng
    QUARTER = "quarter"  # hằng quý


EVERY_LABELS: dict[Every, str] = {
    Every.ONCE: "Một lần",
    Every.MONTH: "Hằng tháng",
    Every.QUARTER: "Hằng quý",
}


class Standing(StrEnum):
    """How a unit stands with a report it owes (R-277)."""

    NOT_DUE = "not_due"  # chưa đến hạn
    ON_TIME = "on_time"  # gửi đúng hạn
    LATE = "late"  # gửi trễ hạn
    RETURNED = "returned"  # bị trả lại, chưa gửi lại
    MISSING = "missing"  # quá hạn, chưa gửi


STANDING_LABELS: dict[Standing, str] = {
    Standing.NOT_DUE: "Chưa đến hạn",
    Standing.ON_TIME: "Gửi đúng hạn",
    Standing.LATE: "Gửi trễ hạn",
    Standing.RETURNED: "Bị trả lại, chưa gửi lại",
    Standing.MISSING: "Quá hạn, chưa gửi",
}
