"""How does a paper in a person's store stand, and what can be done with it? Closed words."""

from enum import StrEnum


class StoredState(StrEnum):
    """Whether a paper still holds."""

    IN_FORCE = "in_force"  # còn hiệu lực
    REPLACED = "replaced"  # đã được thay thế
    REVOKED = "revoked"  # đã bị thu hồi


STORED_LABELS: dict[StoredState, str] = {
    StoredState.IN_FORCE: "Còn hiệu lực",
    StoredState.REPLACED: "Đã được thay thế",
    StoredState.REVOKED: "Đã bị thu hồi",
}


class PaperEventKind(StrEnum):
    """What was done with a paper."""

    PLACED = "placed"  # gửi vào kho
    OPENED = "opened"  # mở xem
    DOWNLOADED = "downloaded"  # tải về
    CONFIRMED = "confirmed"  # xác nhận đã nhận
    USED = "used"  # dùng khi nộp hồ sơ
    WITHDRAWN = "withdrawn"  # hết hiệu lực


PAPER_EVENT_LABELS: dict[PaperEventKind, str] = {
    PaperEventKind.PLACED: "Gửi vào kho",
    PaperEventKind.OPENED: "Mở xem",
    PaperEventKind.DOWNLOADED: "Tải về",
    PaperEventKind.CONFIRMED: "Xác nhận đã nhận",
    PaperEventKind.USED: "Dùng khi nộp hồ sơ",
    PaperEventKind.WITHDRAWN: "Hết hiệu lực",
}
