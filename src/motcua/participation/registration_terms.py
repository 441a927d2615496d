"""Which words do registrations for a programme use? Options, activities, backlog."""

from enum import StrEnum


class Option(StrEnum):
    """What a unit without listed procedures does instead (104/KH-UBND II.2.1 to II.2.6)."""

    CLEAR_BACKLOG = "clear_backlog"  # 2.1 giải quyết dứt điểm hồ sơ, dự án tồn đọng
    NO_LATE_RESULT = "no_late_result"  # 2.2 cam kết không trả kết quả trễ hạn
    DIALOGUE = "dialogue_promotion_survey"  # 2.3 đối thoại, xúc tiến, tuyên truyền, khảo sát
    FEEDBACK_1022 = "feedback_1022_same_day"  # 2.4 phản ánh, kiến nghị qua 1022 trong ngày
    FESTIVAL = "festival_day"  # 2.5 Ngày hội giải quyết thủ tục hành chính
    INITIATIVE = "other_initiative"  # 2.6 mô hình, sáng kiến, giải pháp khác


OPTION_LABELS: dict[Option, str] = {
    Option.CLEAR_BACKLOG: "Giải quyết dứt điểm hồ sơ, dự án tồn đọng",
    Option.NO_LATE_RESULT: "Cam kết “không trả kết quả trễ hạn”",
    Option.DIALOGUE: "Đối thoại, xúc tiến, tuyên truyền chỉ số, khảo sát",
    Option.FEEDBACK_1022: "Phản ánh, kiến nghị qua 1022 trả lời trong ngày",
    Option.FESTIVAL: "Ngày hội giải quyết thủ tục hành chính",
    Option.INITIATIVE: "Mô hình, sáng kiến, giải pháp khác",
}
# As the plan numbers them.
OPTION_NUMBERS: dict[Option, str] = {option: f"2.{place}" for place, option in enumerate(Option, start=1)}


class ActivityKind(StrEnum):
    """What a unit organises under options 2.3 and 2.5 (104/KH-UBND II.2.3, II.2.5); words as those of events."""

    DIALOGUE = "dialogue"  # hội nghị đối thoại
    PROMOTION = "promotion"  # xúc tiến thương mại - đầu tư
    AWARENESS = "awareness"  # tuyên truyền về các chỉ số
    SURVEY = "survey"  # khảo sát
    SUPPORT = "support"  # phát huy nguồn lực phục vụ sản xuất kinh doanh
    FESTIVAL = "festival"  # Ngày hội giải quyết thủ tục hành chính


ACTIVITY_LABELS: dict[ActivityKind, str] = {
    ActivityKind.DIALOGUE: "Hội nghị đối thoại",
    ActivityKind.PROMOTION: "Xúc tiến thương mại - đầu tư",
    ActivityKind.AWARENESS: "Tuyên truyền về các chỉ số",
    ActivityKind.SURVEY: "Khảo sát chất lượng phục vụ",
    ActivityKind.SUPPORT: "Hỗ trợ sản xuất, kinh doanh",
    ActivityKind.FESTIVAL: "Ngày hội giải quyết thủ tục hành chính",
}
EVENTS = (ActivityKind.DIALOGUE, ActivityKind.PROMOTION, ActivityKind.AWARENESS, ActivityKind.SURVEY)
# What may be organised under which option.
ACTIVITIES_OF: dict[Option, tuple[ActivityKind, ...]] = {
    Option.DIALOGUE: (*EVENTS, ActivityKind.SUPPORT),
    Option.FESTIVAL: (ActivityKind.FESTIVAL,),
}


class BacklogKind(StrEnum):
    """What lies unfinished: dossiers as well as projects (104/KH-UBND II.2.1, R-165)."""

    DOSSIER = "dossier"  # hồ sơ thủ tục hành chính
    PROJECT = "project"  # dự án


BACKLOG_LABELS: dict[BacklogKind, str] = {BacklogKind.DOSSIER: "Hồ sơ", BacklogKind.PROJECT: "Dự án"}
