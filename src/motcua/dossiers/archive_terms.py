"""The closed words of the archive (lưu trữ): how far a disposal of dossiers has come."""

from enum import StrEnum


class DisposalState(StrEnum):
    """How far a disposal (tiêu hủy hồ sơ hết giá trị) has come."""

    PROPOSED = "proposed"  # đã đề nghị
    DECIDED = "decided"  # đã có quyết định
    DONE = "done"  # đã tiêu hủy
    DROPPED = "dropped"  # không tiêu hủy


DISPOSAL_LABELS: dict[DisposalState, str] = {
    DisposalState.PROPOSED: "Đã đề nghị, chờ quyết định",
    DisposalState.DECIDED: "Đã có quyết định, chờ thực hiện",
    DisposalState.DONE: "Đã tiêu hủy",
    DisposalState.DROPPED: "Không tiêu hủy",
}
# Over these a proposal still holds its dossiers.
WAITING = frozenset({DisposalState.PROPOSED, DisposalState.DECIDED})
# What stands where a person's name stood.
GONE = "(đã tiêu hủy theo quyết định)"
