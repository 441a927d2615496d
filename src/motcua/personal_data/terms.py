"""Which words do rights over personal data use? (13/2023/NĐ-CP điều 9; 91/2025/QH15)"""

from enum import StrEnum


class RightsKind(StrEnum):
    """What a person asks."""

    ACCESS = "access"  # xem, cung cấp dữ liệu
    CORRECT = "correct"  # chỉnh sửa
    DELETE = "delete"  # xóa
    RESTRICT = "restrict"  # hạn chế xử lý
    OBJECT = "object"  # phản đối xử lý
    COMPLAIN = "complain"  # khiếu nại


KIND_LABELS: dict[RightsKind, str] = {
    RightsKind.ACCESS: "Xem hoặc nhận thêm dữ liệu của tôi",
    RightsKind.CORRECT: "Sửa dữ liệu sai",
    RightsKind.DELETE: "Xóa dữ liệu",
    RightsKind.RESTRICT: "Tạm dừng dùng dữ liệu",
    RightsKind.OBJECT: "Phản đối việc dùng dữ liệu",
    RightsKind.COMPLAIN: "Khiếu nại về cách dùng dữ liệu",
}


class Outcome(StrEnum):
    """How a request was answered."""

    DONE = "done"  # đã làm theo yêu cầu
    PARTLY = "partly"  # làm một phần, phần còn lại luật buộc giữ
    REFUSED = "refused"  # không làm được, nêu căn cứ


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.DONE: "Đã làm theo yêu cầu",
    Outcome.PARTLY: "Làm một phần",
    Outcome.REFUSED: "Không làm được",
}


class Removal(StrEnum):
    """Why an account went."""

    ASKED = "asked"  # người dùng yêu cầu
    IDLE = "idle"  # lâu không dùng


class BreachScope(StrEnum):
    """By what the affected are found."""

    PERIOD = "period"  # hồ sơ nộp trong một khoảng thời gian
    PERSON = "person"  # những gì một cán bộ đã mở
    FILE = "file"  # một tệp


SCOPE_LABELS: dict[BreachScope, str] = {
    BreachScope.PERIOD: "Hồ sơ nộp trong khoảng thời gian",
    BreachScope.PERSON: "Hồ sơ một cán bộ đã mở trong khoảng thời gian",
    BreachScope.FILE: "Hồ sơ có một tệp (SHA-256)",
}
