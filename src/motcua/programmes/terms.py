"""Which words do a same-day programme and the 4-tại-chỗ plan use?"""

from enum import StrEnum


class ProgrammeStatus(StrEnum):
    """Whether a programme is applied: approved and launched are, the others are not (promises 9)."""

    DRAFT = "draft"  # dự thảo
    PROPOSED = "proposed"  # đang trình
    APPROVED = "approved"  # đã phê duyệt
    LAUNCHED = "launched"  # đã phát động
    ENDED = "ended"  # đã kết thúc


APPLIED = frozenset({ProgrammeStatus.APPROVED, ProgrammeStatus.LAUNCHED})


class Unfit(StrEnum):
    """Why a programme is not applied to a dossier, in the order it is asked."""

    STATUS = "status"  # chưa được phê duyệt hoặc đã kết thúc
    PERIOD = "period"  # ngoài thời gian thực hiện
    SCOPE = "scope"  # đơn vị không thuộc phạm vi
    LEVEL = "level"  # cấp của đơn vị không thuộc phạm vi
    REPLACED = "replaced"  # đơn vị có kế hoạch riêng thay thế
    PROCEDURE = "procedure"  # thủ tục không thuộc danh mục
    WEEKDAY = "weekday"  # không đúng ngày trong tuần
    DAY_OFF = "day_off"  # ngày nghỉ
    CHANNEL = "channel"  # hình thức nộp không được áp dụng


class Criterion(StrEnum):
    """What a procedure must be to be chosen for "4 tại chỗ" (144/KH-UBND I.2, II.1)."""

    FEASIBLE = "feasible"  # có tính khả thi, phù hợp, thiết thực
    SHORT_TERM = "short_term"  # thời gian giải quyết ngắn ngày
    SIMPLE = "simple"  # đơn giản
    SINGLE_AGENCY = "single_agency"  # không có sự tham gia giải quyết của nhiều cơ quan, đơn vị
    FREQUENT = "frequent"  # thường xuyên phát sinh hồ sơ


CRITERION_LABELS: dict[Criterion, str] = {
    Criterion.FEASIBLE: "Khả thi, phù hợp, thiết thực",
    Criterion.SHORT_TERM: "Thời gian giải quyết ngắn ngày",
    Criterion.SIMPLE: "Đơn giản",
    Criterion.SINGLE_AGENCY: "Không có nhiều cơ quan tham gia",
    Criterion.FREQUENT: "Thường xuyên phát sinh hồ sơ",
}


class Solution(StrEnum):
    """Solutions that the plan names; its list ends with "…", so a unit may write its own (144/KH-UBND III.2)."""

    DIGITISE_AND_SIGN = "digitise_and_sign"  # số hóa toàn bộ hồ sơ, kết quả, áp dụng chữ ký số
    DELEGATE = "delegate"  # ủy quyền
    LEADER_AT_DESK = "leader_at_desk"  # bố trí lãnh đạo ra ký phê duyệt


SOLUTION_LABELS: dict[Solution, str] = {
    Solution.DIGITISE_AND_SIGN: "Số hóa toàn bộ hồ sơ, kết quả và ký số",
    Solution.DELEGATE: "Ủy quyền phê duyệt",
    Solution.LEADER_AT_DESK: "Bố trí lãnh đạo ký tại Bộ phận Một cửa",
}


class Duty(StrEnum):
    """The nine duties of part II of the plan (144/KH-UBND II)."""

    REVIEW = "II.1"  # rà soát các TTHC và xây dựng quy trình giải quyết
    DELEGATION = "II.2"  # ủy quyền giải quyết
    SEALS = "II.3"  # khắc thêm con dấu
    STAFF = "II.4"  # phân công, bố trí cán bộ, công chức
    FACILITIES = "II.5"  # cơ sở vật chất và kinh phí
    TECHNOLOGY = "II.6"  # ứng dụng công nghệ thông tin
    ARCHIVE = "II.7"  # lưu trữ hồ sơ
    GUIDANCE = "II.8"  # hướng dẫn, kiểm tra
    ACCOUNTABILITY = "II.9"  # xử lý trách nhiệm


DUTY_LABELS: dict[Duty, str] = {
    Duty.REVIEW: "Rà soát các TTHC và xây dựng quy trình giải quyết TTHC",
    Duty.DELEGATION: "Ủy quyền giải quyết các TTHC theo quy trình “4 tại chỗ”",
    Duty.SEALS: "Khắc thêm con dấu để đóng dấu kết quả TTHC",
    Duty.STAFF: "Phân công, bố trí cán bộ, công chức giải quyết TTHC",
    Duty.FACILITIES: "Cơ sở vật chất và kinh phí thực hiện",
    Duty.TECHNOLOGY: "Ứng dụng công nghệ thông tin",
    Duty.ARCHIVE: "Lưu trữ hồ sơ TTHC",
    Duty.GUIDANCE: "Hướng dẫn, kiểm tra việc thực hiện TTHC",
    Duty.ACCOUNTABILITY: "Xử lý trách nhiệm, thi đua - khen thưởng",
}


class DutyStanding(StrEnum):
    """How far a duty is."""

    NOT_STARTED = "not_started"  # chưa thực hiện
    DOING = "doing"  # đang thực hiện
    DONE = "done"  # đã hoàn thành


DUTY_STANDING_LABELS: dict[DutyStanding, str] = {
    DutyStanding.NOT_STARTED: "Chưa thực hiện",
    DutyStanding.DOING: "Đang thực hiện",
    DutyStanding.DONE: "Đã hoàn thành",
}
