"""Which roles, priority classes and decisions are there? Closed words with their official terms."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may be asked to do; granted per unit with dates."""

    RECEIVE = "receive"  # tiếp nhận
    APPRAISE = "appraise"  # thẩm định
    APPROVE = "approve"  # phê duyệt
    SEAL = "seal"  # văn thư, giữ con dấu
    RETURN = "return"  # trả kết quả
    LEAD = "lead"  # lãnh đạo
    CONTROL = "control"  # kiểm soát TTHC
    ASSIST = "assist"  # hỗ trợ (đoàn viên, thanh niên)
    POST = "post"  # nhân viên bưu chính công ích
    ADMIN = "admin"  # quản trị
    INSPECT = "inspect"  # kiểm tra


# Registers and books hold names of everybody: helpers and the post have no need of them, nor has the keeper of
# accounts.
KEEPERS = frozenset(Role) - {Role.ADMIN, Role.ASSIST, Role.POST}
ROLE_LABELS: dict[Role, str] = {
    Role.RECEIVE: "Tiếp nhận",
    Role.APPRAISE: "Thẩm định",
    Role.APPROVE: "Phê duyệt",
    Role.SEAL: "Văn thư, giữ con dấu",
    Role.RETURN: "Trả kết quả",
    Role.LEAD: "Lãnh đạo",
    Role.CONTROL: "Kiểm soát thủ tục hành chính",
    Role.ASSIST: "Hỗ trợ",
    Role.POST: "Nhân viên bưu chính công ích",
    Role.ADMIN: "Quản trị",
    Role.INSPECT: "Kiểm tra",
}


class ReviewDecision(StrEnum):
    """What a review of an account decides (R-030)."""

    KEEP = "keep"  # giữ nguyên
    LIMIT = "limit"  # thu hẹp quyền
    REMOVE = "remove"  # thu hồi tài khoản


REVIEW_LABELS: dict[ReviewDecision, str] = {
    ReviewDecision.KEEP: "Giữ nguyên",
    ReviewDecision.LIMIT: "Thu hẹp quyền",
    ReviewDecision.REMOVE: "Thu hồi tài khoản",
}


class PriorityClass(StrEnum):
    """Who is served first at a marked counter (R-028)."""

    ELDERLY = "elderly"  # người già
    PREGNANT = "pregnant"  # phụ nữ mang thai
    DISABLED = "disabled"  # người khuyết tật


PRIORITY_LABELS: dict[PriorityClass, str] = {
    PriorityClass.ELDERLY: "Người già",
    PriorityClass.PREGNANT: "Phụ nữ mang thai",
    PriorityClass.DISABLED: "Người khuyết tật",
}


class IntakeMode(StrEnum):
    """Where people of a unit file online (regulations §1.4)."""

    OWN = "own"  # nộp trực tuyến tại hệ thống của đơn vị
    NATIONAL = "national"  # nộp tại Cổng Dịch vụ công quốc gia


INTAKE_MODE_LABELS: dict[IntakeMode, str] = {
    IntakeMode.OWN: "Nộp tại hệ thống này",
    IntakeMode.NATIONAL: "Nộp tại Cổng Dịch vụ công quốc gia",
}
