"""Which kinds, states and acts has a seal? Closed words with their official terms (99/2016/NĐ-CP)."""

from enum import StrEnum


class SealKind(StrEnum):
    """Whose seal it is (144/KH-UBND BR-VT II.3, IV.3)."""

    ORGANISATION = "organisation"  # con dấu của cơ quan
    EXTRA = "extra"  # con dấu khắc thêm đặt tại Bộ phận Một cửa
    SUBORDINATE = "subordinate"  # con dấu của đơn vị trực thuộc


class SealMake(StrEnum):
    """How it marks the paper."""

    WET = "wet"  # dấu ướt
    DRY = "dry"  # dấu chìm
    EMBOSSED = "embossed"  # dấu nổi


class SealState(StrEnum):
    """Where a seal stands in its life (R-074)."""

    REQUESTED = "requested"  # đã đề nghị khắc
    REGISTERED = "registered"  # đã đăng ký mẫu với công an
    IN_USE = "in_use"  # đang sử dụng
    LOST = "lost"  # mất, đã báo công an
    WITHDRAWN = "withdrawn"  # đã thu hồi


class SealAct(StrEnum):
    """What can happen to a seal."""

    REQUEST = "request"  # đề nghị khắc
    REGISTER = "register"  # đăng ký mẫu
    OFFER = "offer"  # bàn giao
    TAKE = "take"  # nhận bàn giao
    CALL_BACK = "call_back"  # hủy bàn giao
    LOSE = "lose"  # báo mất
    WITHDRAW = "withdraw"  # thu hồi


class SealingKind(StrEnum):
    """How the results of a procedure are sealed (R-080)."""

    PHYSICAL = "physical"  # con dấu trên giấy
    ELECTRONIC = "electronic"  # chữ ký số của cơ quan
    BOTH = "both"  # cả hai
    NONE = "none"  # không đóng dấu


KIND_LABELS: dict[SealKind, str] = {
    SealKind.ORGANISATION: "Con dấu của cơ quan",
    SealKind.EXTRA: "Con dấu khắc thêm của Bộ phận Một cửa",
    SealKind.SUBORDINATE: "Con dấu của đơn vị trực thuộc",
}
MAKE_LABELS: dict[SealMake, str] = {
    SealMake.WET: "Dấu ướt",
    SealMake.DRY: "Dấu chìm",
    SealMake.EMBOSSED: "Dấu nổi",
}
STATE_LABELS: dict[SealState, str] = {
    SealState.REQUESTED: "Đã đề nghị khắc",
    SealState.REGISTERED: "Đã đăng ký mẫu",
    SealState.IN_USE: "Đang sử dụng",
    SealState.LOST: "Mất, đã báo công an",
    SealState.WITHDRAWN: "Đã thu hồi",
}
ACT_LABELS: dict[SealAct, str] = {
    SealAct.REQUEST: "Đề nghị khắc dấu",
    SealAct.REGISTER: "Đăng ký mẫu dấu",
    SealAct.OFFER: "Bàn giao",
    SealAct.TAKE: "Nhận bàn giao",
    SealAct.CALL_BACK: "Hủy bàn giao",
    SealAct.LOSE: "Báo mất",
    SealAct.WITHDRAW: "Thu hồi",
}
SEALING_LABELS: dict[SealingKind, str] = {
    SealingKind.PHYSICAL: "Con dấu trên giấy",
    SealingKind.ELECTRONIC: "Chữ ký số của cơ quan",
    SealingKind.BOTH: "Con dấu trên giấy và chữ ký số của cơ quan",
    SealingKind.NONE: "Không đóng dấu",
}
# Which acts a state is open to; what is withdrawn stays so.
OPEN_ACTS: dict[SealState, frozenset[SealAct]] = {
    SealState.REQUESTED: frozenset({SealAct.REGISTER, SealAct.WITHDRAW}),
    SealState.REGISTERED: frozenset(
        {SealAct.OFFER, SealAct.TAKE, SealAct.CALL_BACK, SealAct.LOSE, SealAct.WITHDRAW}
    ),
    SealState.IN_USE: frozenset(
        {SealAct.OFFER, SealAct.TAKE, SealAct.CALL_BACK, SealAct.LOSE, SealAct.WITHDRAW}
    ),
    SealState.LOST: frozenset({SealAct.WITHDRAW}),
    SealState.WITHDRAWN: frozenset(),
}
