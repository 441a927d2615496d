"""Which roles and levels are there? Closed words with their official terms."""

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
