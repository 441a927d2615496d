"""Where does a long list in the making stand? Closed words with their official terms."""

from enum import StrEnum


class ExportState(StrEnum):
    """How far an export is."""

    WAITING = "waiting"  # chờ lập
    WRITING = "writing"  # đang lập
    READY = "ready"  # đã xong
    FAILED = "failed"  # không lập được
    GONE = "gone"  # đã xóa tệp


EXPORT_STATE_LABELS: dict[ExportState, str] = {
    ExportState.WAITING: "Chờ lập",
    ExportState.WRITING: "Đang lập",
    ExportState.READY: "Đã xong",
    ExportState.FAILED: "Không lập được",
    ExportState.GONE: "Đã xóa tệp",
}
