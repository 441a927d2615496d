"""Which words does the life of a programme use?"""

from enum import StrEnum


class Phase(StrEnum):
    """Where a programme is in its life on a day."""

    DRAFTED = "drafted"  # dự thảo
    PROPOSED = "proposed"  # đang trình
    ANNOUNCED = "announced"  # đã công bố, chưa đến ngày
    RUNNING = "running"  # đang thực hiện
    ENDED = "ended"  # đã kết thúc


PHASE_LABELS: dict[Phase, str] = {
    Phase.DRAFTED: "Dự thảo, chưa áp dụng",
    Phase.PROPOSED: "Đang trình, chưa áp dụng",
    Phase.ANNOUNCED: "Đã công bố, chưa đến ngày",
    Phase.RUNNING: "Đang thực hiện",
    Phase.ENDED: "Đã kết thúc",
}


class StepKind(StrEnum):
    """What can happen to a programme."""

    DRAFTED = "drafted"  # lập dự thảo
    REVISED = "revised"  # sửa dự thảo
    ANNOUNCED = "announced"  # công bố
    LISTED = "listed"  # bổ sung thủ tục vào danh mục
    CUT_OFF = "cut_off"  # đặt mốc giờ riêng của một thủ tục
    PROPOSED = "proposed"  # trình gia hạn
    EXTENDED = "extended"  # gia hạn
    EVALUATED = "evaluated"  # đánh giá định kỳ
    ENDED = "ended"  # kết thúc


STEP_LABELS: dict[StepKind, str] = {
    StepKind.DRAFTED: "Lập dự thảo",
    StepKind.REVISED: "Sửa dự thảo",
    StepKind.ANNOUNCED: "Công bố",
    StepKind.LISTED: "Bổ sung thủ tục vào danh mục",
    StepKind.CUT_OFF: "Đặt mốc giờ riêng",
    StepKind.PROPOSED: "Trình gia hạn (chưa áp dụng)",
    StepKind.EXTENDED: "Gia hạn",
    StepKind.EVALUATED: "Đánh giá định kỳ",
    StepKind.ENDED: "Kết thúc",
}


class Source(StrEnum):
    """Where the money comes from (104/KH-UBND III.2)."""

    BUDGET = "budget"  # ngân sách nhà nước
    OTHER = "other"  # các nguồn kinh phí hợp pháp khác


SOURCE_LABELS: dict[Source, str] = {
    Source.BUDGET: "Ngân sách nhà nước",
    Source.OTHER: "Nguồn kinh phí hợp pháp khác",
}


class PlanKind(StrEnum):
    """What a unit issued about a programme."""

    PLAN = "plan"  # kế hoạch riêng của đơn vị
    STEERING = "steering"  # văn bản chỉ đạo, triển khai


PLAN_LABELS: dict[PlanKind, str] = {
    PlanKind.PLAN: "Kế hoạch của đơn vị",
    PlanKind.STEERING: "Văn bản chỉ đạo, triển khai",
}


class Frequency(StrEnum):
    """How often a programme is evaluated (plan of Thanh Hà 2023, II.3)."""

    MONTHLY = "monthly"  # hằng tháng
    QUARTERLY = "quarterly"  # hằng quý


FREQUENCY_LABELS: dict[Frequency, str] = {Frequency.MONTHLY: "Tháng", Frequency.QUARTERLY: "Quý"}
