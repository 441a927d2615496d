"""What may be asked for at home, and how far is a request? Closed words with their official terms (R-025)."""

from enum import StrEnum


class HomeKind(StrEnum):
    """What the official comes for."""

    RECEIVE = "receive"  # tiếp nhận tại nhà
    HELP = "help"  # hỗ trợ tại nhà
    RETURN = "return"  # trả kết quả tại nhà


HOME_KIND_LABELS: dict[HomeKind, str] = {
    HomeKind.RECEIVE: "Tiếp nhận hồ sơ tại nhà",
    HomeKind.HELP: "Hỗ trợ làm hồ sơ tại nhà",
    HomeKind.RETURN: "Trả kết quả tại nhà",
}
# Where a dossier may be taken in; a result is handed over on the page of its own dossier.
AT_THE_DOOR = frozenset({HomeKind.RECEIVE, HomeKind.HELP})


class HomeState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"  # chờ xếp lịch
    SCHEDULED = "scheduled"  # đã xếp lịch
    DONE = "done"  # đã thực hiện
    REFUSED = "refused"  # không thực hiện, có lý do
    DROPPED = "dropped"  # người dân thôi yêu cầu


HOME_OPEN = frozenset({HomeState.ASKED, HomeState.SCHEDULED})
HOME_STATE_LABELS: dict[HomeState, str] = {
    HomeState.ASKED: "Chờ xếp lịch",
    HomeState.SCHEDULED: "Đã hẹn",
    HomeState.DONE: "Đã thực hiện",
    HomeState.REFUSED: "Không thực hiện",
    HomeState.DROPPED: "Người dân thôi yêu cầu",
}


class HomeAct(StrEnum):
    """What happens to a request."""

    ASK = "ask"  # yêu cầu
    SCHEDULE = "schedule"  # xếp lịch, xếp lại
    NOBODY_THERE = "nobody_there"  # đến mà không gặp
    FINISH = "finish"  # hoàn thành bằng một hồ sơ
    REFUSE = "refuse"  # không thực hiện
    DROP = "drop"  # thôi yêu cầu


HOME_ACT_LABELS: dict[HomeAct, str] = {
    HomeAct.ASK: "Yêu cầu",
    HomeAct.SCHEDULE: "Xếp lịch",
    HomeAct.NOBODY_THERE: "Đến nơi không gặp",
    HomeAct.FINISH: "Hoàn thành",
    HomeAct.REFUSE: "Không thực hiện",
    HomeAct.DROP: "Thôi yêu cầu",
}


class RoadOutcome(StrEnum):
    """What came of one thing an official wrote down at somebody's home, once the office has it."""

    RECEIVED = "received"  # đã tiếp nhận, có mã hồ sơ
    INCOMPLETE = "incomplete"  # thiếu giấy tờ, có phiếu yêu cầu bổ sung
    WAITING = "waiting"  # theo số trên giấy viết tay, chờ người thứ hai xác nhận
    NOBODY_THERE = "nobody_there"  # đến nơi không gặp
    REFUSED = "refused"  # không thực hiện, có lý do


ROAD_LABELS: dict[RoadOutcome, str] = {
    RoadOutcome.RECEIVED: "Đã tiếp nhận",
    RoadOutcome.INCOMPLETE: "Thiếu giấy tờ, đã lập phiếu",
    RoadOutcome.WAITING: "Chờ người thứ hai xác nhận",
    RoadOutcome.NOBODY_THERE: "Đến nơi không gặp",
    RoadOutcome.REFUSED: "Không thực hiện",
}


class HelpKind(StrEnum):
    """With what a helper (hỗ trợ) helped (R-029)."""

    DECLARATION = "declaration"  # kê khai
    ACCOUNT = "account"  # tạo tài khoản
    SUBMISSION = "submission"  # nộp trực tuyến
    PAYMENT = "payment"  # thanh toán trực tuyến
    GUIDANCE = "guidance"  # hướng dẫn khác


HELP_LABELS: dict[HelpKind, str] = {
    HelpKind.DECLARATION: "Kê khai",
    HelpKind.ACCOUNT: "Tạo tài khoản",
    HelpKind.SUBMISSION: "Nộp trực tuyến",
    HelpKind.PAYMENT: "Thanh toán trực tuyến",
    HelpKind.GUIDANCE: "Hướng dẫn khác",
}
