"""Which words do events, initiatives, surveys and contests use?"""

from enum import StrEnum


class EventKind(StrEnum):
    """What is held (104/KH-UBND II.2.3 and II.2.5, 001 2.2, 004 phụ lục IX)."""

    DIALOGUE = "dialogue"  # hội nghị đối thoại, tọa đàm
    PROMOTION = "promotion"  # xúc tiến thương mại - đầu tư
    AWARENESS = "awareness"  # tuyên truyền về các chỉ số
    SURVEY = "survey"  # khảo sát chất lượng phục vụ
    SUPPORT = "support"  # phát huy nguồn lực phục vụ sản xuất kinh doanh
    FESTIVAL = "festival"  # Ngày hội giải quyết thủ tục hành chính
    CEREMONY = "ceremony"  # lễ phát động
    WORKSHOP = "workshop"  # họp, hội thảo lấy sáng kiến
    EXCHANGE = "exchange"  # trao đổi, học tập kinh nghiệm
    CONTEST = "contest"  # cuộc thi


EVENT_KIND_LABELS: dict[EventKind, str] = {
    EventKind.DIALOGUE: "Hội nghị đối thoại, tọa đàm",
    EventKind.PROMOTION: "Xúc tiến thương mại - đầu tư",
    EventKind.AWARENESS: "Tuyên truyền về các chỉ số",
    EventKind.SURVEY: "Khảo sát chất lượng phục vụ",
    EventKind.SUPPORT: "Hỗ trợ sản xuất, kinh doanh",
    EventKind.FESTIVAL: "Ngày hội giải quyết thủ tục hành chính",
    EventKind.CEREMONY: "Lễ phát động",
    EventKind.WORKSHOP: "Hội thảo lấy sáng kiến",
    EventKind.EXCHANGE: "Trao đổi, học tập kinh nghiệm",
    EventKind.CONTEST: "Cuộc thi",
}
# What a unit without listed procedures may choose as its part (104/KH-UBND II.2.3).
OPTION_2_3 = (
    EventKind.DIALOGUE,
    EventKind.PROMOTION,
    EventKind.AWARENESS,
    EventKind.SURVEY,
    EventKind.SUPPORT,
)


class DayStanding(StrEnum):
    """What became of a day of an event; nothing said is planned, or overdue once it has passed."""

    HELD = "held"  # đã tổ chức
    POSTPONED = "postponed"  # hoãn
    CANCELLED = "cancelled"  # hủy


class EventStanding(StrEnum):
    """How an event stands as a whole."""

    PLANNED = "planned"  # sắp diễn ra
    HELD = "held"  # đã tổ chức
    OVERDUE = "overdue"  # đã qua ngày, chưa ghi kết quả
    POSTPONED = "postponed"  # hoãn
    CANCELLED = "cancelled"  # hủy


EVENT_STANDING_LABELS: dict[EventStanding, str] = {
    EventStanding.PLANNED: "Sắp diễn ra",
    EventStanding.HELD: "Đã tổ chức",
    EventStanding.OVERDUE: "Chưa ghi kết quả",
    EventStanding.POSTPONED: "Hoãn",
    EventStanding.CANCELLED: "Hủy",
}


class Asker(StrEnum):
    """Who raised a question at a dialogue; no name is kept."""

    RESIDENT = "resident"  # người dân
    BUSINESS = "business"  # doanh nghiệp
    ORGANISATION = "organisation"  # tổ chức khác
    OFFICIAL = "official"  # cán bộ, công chức


ASKER_LABELS: dict[Asker, str] = {
    Asker.RESIDENT: "Người dân",
    Asker.BUSINESS: "Doanh nghiệp",
    Asker.ORGANISATION: "Tổ chức khác",
    Asker.OFFICIAL: "Cán bộ, công chức",
}


class InitiativeState(StrEnum):
    """How far an initiative is (004 phụ lục IX.03)."""

    PROPOSED = "proposed"  # đề xuất
    STUDIED = "studied"  # đang nghiên cứu
    TRIED = "tried"  # làm thử
    APPLIED = "applied"  # đang áp dụng
    DROPPED = "dropped"  # không áp dụng


INITIATIVE_STATE_LABELS: dict[InitiativeState, str] = {
    InitiativeState.PROPOSED: "Mới đề xuất",
    InitiativeState.STUDIED: "Đang nghiên cứu",
    InitiativeState.TRIED: "Đang làm thử",
    InitiativeState.APPLIED: "Đang áp dụng",
    InitiativeState.DROPPED: "Không áp dụng",
}


class Purpose(StrEnum):
    """What a list of questions is for."""

    SURVEY = "survey"  # khảo sát
    CONTEST = "contest"  # cuộc thi trực tuyến


PURPOSE_LABELS: dict[Purpose, str] = {Purpose.SURVEY: "Khảo sát", Purpose.CONTEST: "Cuộc thi trực tuyến"}


class AnswerKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"  # thang điểm 1 đến 5
    CHOICE = "choice"  # chọn một
    TEXT = "text"  # viết lời


ANSWER_KIND_LABELS: dict[AnswerKind, str] = {
    AnswerKind.SCALE: "Thang điểm 1 đến 5",
    AnswerKind.CHOICE: "Chọn một phương án",
    AnswerKind.TEXT: "Viết lời",
}


class AskingStanding(StrEnum):
    """Whether a survey or contest takes answers."""

    DRAFT = "draft"  # đang soạn
    WAITING = "waiting"  # đã công bố, chưa đến ngày
    OPEN = "open"  # đang nhận trả lời
    CLOSED = "closed"  # đã đóng


ASKING_STANDING_LABELS: dict[AskingStanding, str] = {
    AskingStanding.DRAFT: "Đang soạn",
    AskingStanding.WAITING: "Chưa đến ngày mở",
    AskingStanding.OPEN: "Đang nhận trả lời",
    AskingStanding.CLOSED: "Đã đóng",
}
