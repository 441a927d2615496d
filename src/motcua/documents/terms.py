"""Which closed words stand on the papers?"""

from enum import StrEnum


class FormKind(StrEnum):
    """The slips of a form set; numbers and titles come from the set of the day (`forms.py`)."""

    RECEIPT = "receipt"  # Giấy tiếp nhận hồ sơ và hẹn trả kết quả
    SUPPLEMENT = "supplement"  # Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ
    REFUSAL = "refusal"  # Phiếu từ chối tiếp nhận, giải quyết hồ sơ
    APOLOGY = "apology"  # Phiếu xin lỗi và hẹn lại ngày trả kết quả
    STOP = "stop"  # Thông báo dừng giải quyết hồ sơ
    CONTROL = "control"  # Phiếu kiểm soát quá trình giải quyết hồ sơ
    REGISTER = "register"  # Sổ theo dõi hồ sơ


class CopyKind(StrEnum):
    """In which kind a paper was handed in (Mẫu 01, column "Loại")."""

    ORIGINAL = "original"  # bản chính
    CERTIFIED = "certified"  # bản chứng thực
    COPY = "copy"  # bản sao
    ELECTRONIC = "electronic"  # bản điện tử


class ReturnChannel(StrEnum):
    """Where the person wishes to get the result."""

    DESK = "desk"  # tại Bộ phận Một cửa
    POST = "post"  # qua bưu chính công ích
    HOME = "home"  # tại nhà
    ONLINE = "online"  # trực tuyến


class Timeliness(StrEnum):
    """The result of one hand-over on the control slip."""

    EARLY = "early"  # trước hạn
    ON_TIME = "on_time"  # đúng hạn
    LATE = "late"  # quá hạn
