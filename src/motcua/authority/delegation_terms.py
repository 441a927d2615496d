"""Which words does the life of a delegation (ủy quyền) know? Closed words with their official terms."""

from enum import StrEnum


class DelegateKind(StrEnum):
    """What the person is to whom the power is lent."""

    UNIT_HEAD = "unit_head"  # người đứng đầu đơn vị thuộc, trực thuộc
    UNIT_DEPUTY = "unit_deputy"  # cấp phó của đơn vị
    LOWER_BODY = "lower_body"  # người đứng đầu cơ quan cấp dưới
    OFFICIAL = "official"  # công chức


class Stage(StrEnum):
    """How far a delegation has come; whether it holds on a day its dates say."""

    PROPOSED = "proposed"  # đã đề xuất
    ADVISED = "advised"  # đã có ý kiến
    DECIDED = "decided"  # đã quyết định
    DECLINED = "declined"  # không ủy quyền
    WITHDRAWN = "withdrawn"  # đã thu hồi


class DelegationAct(StrEnum):
    """What is done to a delegation."""

    PROPOSE = "propose"  # đề xuất
    ADVISE = "advise"  # cho ý kiến, hoặc ghi nhận không cần ý kiến
    DECIDE = "decide"  # quyết định
    DECLINE = "decline"  # không đồng ý
    WITHDRAW = "withdraw"  # thu hồi
    ATTACH = "attach"  # bổ sung tệp văn bản


class Adviser(StrEnum):
    """Whose opinion a delegation needs (144/KH-UBND II.2)."""

    INTERNAL_AFFAIRS = "internal_affairs"  # Phòng Nội vụ, chủ trì
    JUSTICE = "justice"  # Phòng Tư pháp, phối hợp


class Verdict(StrEnum):
    """What an adviser says, or that their word was waived."""

    AGREE = "agree"  # đồng ý
    DISAGREE = "disagree"  # không đồng ý
    WAIVED = "waived"  # không lấy ý kiến


class Standing(StrEnum):
    """How a delegation stands on a day."""

    WAITING = "waiting"  # chưa quyết định
    COMING = "coming"  # chưa đến ngày
    IN_FORCE = "in_force"  # đang hiệu lực
    EXPIRED = "expired"  # hết thời hạn
    WITHDRAWN = "withdrawn"  # đã thu hồi
    DECLINED = "declined"  # không ủy quyền


KIND_LABELS: dict[DelegateKind, str] = {
    DelegateKind.UNIT_HEAD: "Người đứng đầu đơn vị thuộc, trực thuộc",
    DelegateKind.UNIT_DEPUTY: "Cấp phó của đơn vị (chỉ ký thừa lệnh)",
    DelegateKind.LOWER_BODY: "Người đứng đầu cơ quan cấp dưới",
    DelegateKind.OFFICIAL: "Công chức",
}
DELEGATION_ACT_LABELS: dict[DelegationAct, str] = {
    DelegationAct.PROPOSE: "Đề xuất",
    DelegationAct.ADVISE: "Ghi ý kiến",
    DelegationAct.DECIDE: "Ghi quyết định ủy quyền",
    DelegationAct.DECLINE: "Không ủy quyền",
    DelegationAct.WITHDRAW: "Thu hồi",
    DelegationAct.ATTACH: "Bổ sung tệp văn bản",
}
ADVISER_LABELS: dict[Adviser, str] = {
    Adviser.INTERNAL_AFFAIRS: "Phòng Nội vụ (chủ trì)",
    Adviser.JUSTICE: "Phòng Tư pháp (phối hợp)",
}
VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.AGREE: "Đồng ý",
    Verdict.DISAGREE: "Không đồng ý",
    Verdict.WAIVED: "Không lấy ý kiến",
}
STANDING_LABELS: dict[Standing, str] = {
    Standing.WAITING: "Chưa quyết định",
    Standing.COMING: "Chưa đến ngày",
    Standing.IN_FORCE: "Đang hiệu lực",
    Standing.EXPIRED: "Hết thời hạn",
    Standing.WITHDRAWN: "Đã thu hồi",
    Standing.DECLINED: "Không ủy quyền",
}
