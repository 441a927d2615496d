"""Which words does a rating use? What was rated, the eight items, how well, what became of a low one."""

from enum import StrEnum


class Occasion(StrEnum):
    """Which slip was rated: the moment of the process the person speaks of (002/KH-UBND III.5)."""

    RECEIVED = "received"  # tiếp nhận hồ sơ
    SUPPLEMENT = "supplement"  # yêu cầu bổ sung
    REFUSED = "refused"  # từ chối
    FINISHED = "finished"  # trả kết quả


OCCASION_LABELS: dict[Occasion, str] = {
    Occasion.RECEIVED: "Tiếp nhận hồ sơ",
    Occasion.SUPPLEMENT: "Yêu cầu bổ sung",
    Occasion.REFUSED: "Từ chối hồ sơ",
    Occasion.FINISHED: "Trả kết quả",
}


class Item(StrEnum):
    """What is asked of the desk: "4 xin, 4 luôn", then explaining and respect (001/KH-UBND 2.2)."""

    GREETING = "greeting"  # xin chào
    APOLOGY = "apology"  # xin lỗi
    THANKS = "thanks"  # xin cảm ơn
    PERMISSION = "permission"  # xin phép
    SMILING = "smiling"  # luôn mỉm cười
    GENTLE = "gentle"  # luôn nhẹ nhàng
    LISTENING = "listening"  # luôn lắng nghe
    HELPING = "helping"  # luôn giúp đỡ
    EXPLAINED = "explained"  # hướng dẫn tận tình, giải thích thắc mắc
    RESPECT = "respect"  # tôn trọng


FOUR_PLEASE = (Item.GREETING, Item.APOLOGY, Item.THANKS, Item.PERMISSION)
FOUR_ALWAYS = (Item.SMILING, Item.GENTLE, Item.LISTENING, Item.HELPING)
ITEM_LABELS: dict[Item, str] = {
    Item.GREETING: "Xin chào",
    Item.APOLOGY: "Xin lỗi",
    Item.THANKS: "Xin cảm ơn",
    Item.PERMISSION: "Xin phép",
    Item.SMILING: "Luôn mỉm cười",
    Item.GENTLE: "Luôn nhẹ nhàng",
    Item.LISTENING: "Luôn lắng nghe",
    Item.HELPING: "Luôn giúp đỡ",
    Item.EXPLAINED: "Hướng dẫn, giải thích rõ",
    Item.RESPECT: "Tôn trọng người dân",
}


class Mark(StrEnum):
    """How well an item was kept; three steps, so that nobody has to weigh forty boxes."""

    GOOD = "3"  # tốt
    FAIR = "2"  # được
    POOR = "1"  # chưa tốt


MARK_LABELS: dict[Mark, str] = {Mark.GOOD: "Tốt", Mark.FAIR: "Được", Mark.POOR: "Chưa tốt"}
SATISFACTION_LABELS: dict[int, str] = {
    5: "Rất hài lòng",
    4: "Hài lòng",
    3: "Bình thường",
    2: "Không hài lòng",
    1: "Rất không hài lòng",
}
