"""Which ways does a parcel go, where does it stand, what may be told of it? Closed words with their official terms."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way a consignment (bưu gửi) goes, seen from the office."""

    OUT = "out"  # kết quả gửi đi
    IN = "in"  # hồ sơ gửi đến


class ConsignmentState(StrEnum):
    """Where a consignment stands."""

    ON_THE_ROAD = "on_the_road"  # đã giao bưu chính, đang đi
    DELIVERED = "delivered"  # đã phát
    CAME_BACK = "came_back"  # đã chuyển hoàn về cơ quan
    LOST = "lost"  # thất lạc


CONSIGNMENT_LABELS: dict[ConsignmentState, str] = {
    ConsignmentState.ON_THE_ROAD: "Bưu chính đang phát",
    ConsignmentState.DELIVERED: "Đã phát",
    ConsignmentState.CAME_BACK: "Đã chuyển hoàn về cơ quan",
    ConsignmentState.LOST: "Thất lạc",
}


class ToldKind(StrEnum):
    """What happened to a consignment, as somebody told it."""

    HANDED_OVER = "handed_over"  # giao bưu chính
    MOVING = "moving"  # đang vận chuyển
    NOT_REACHED = "not_reached"  # phát không thành
    TURNED_BACK = "turned_back"  # bưu chính báo chuyển hoàn
    DELIVERED = "delivered"  # đã phát
    CAME_BACK = "came_back"  # cơ quan đã nhận lại
    LOST = "lost"  # thất lạc
    UNKNOWN = "unknown"  # bưu chính báo điều hệ thống chưa biết


TOLD_LABELS: dict[ToldKind, str] = {
    ToldKind.HANDED_OVER: "Đã giao bưu chính",
    ToldKind.MOVING: "Đang vận chuyển",
    ToldKind.NOT_REACHED: "Phát không thành, sẽ phát lại",
    ToldKind.TURNED_BACK: "Bưu chính báo chuyển hoàn",
    ToldKind.DELIVERED: "Đã phát",
    ToldKind.CAME_BACK: "Cơ quan đã nhận lại",
    ToldKind.LOST: "Thất lạc",
    ToldKind.UNKNOWN: "Bưu chính báo nội dung khác",
}


class ToldBy(StrEnum):
    """Who told it."""

    OFFICE = "office"  # cơ quan
    CARRIER = "carrier"  # bưu chính
    PERSON = "person"  # người nhận


TOLD_BY_LABELS: dict[ToldBy, str] = {
    ToldBy.OFFICE: "Cơ quan",
    ToldBy.CARRIER: "Bưu chính",
    ToldBy.PERSON: "Người nhận",
}


class Payer(StrEnum):
    """Who pays the postage (cước)."""

    RECEIVER = "receiver"  # người nhận
    SENDER = "sender"  # người gửi
    OFFICE = "office"  # cơ quan


PAYER_LABELS: dict[Payer, str] = {
    Payer.RECEIVER: "Người nhận trả cước khi nhận",
    Payer.SENDER: "Người nộp hồ sơ đã trả cước",
    Payer.OFFICE: "Cơ quan trả cước",
}
