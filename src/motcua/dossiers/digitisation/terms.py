"""The closed words of digitisation."""

from enum import StrEnum

# The result of a dossier stands among its electronic copies under this key (no component has it).
RESULT_KEY = "ket-qua-giai-quyet"


class Defect(StrEnum):
    """What is wrong with a paper that came, as the request for a supplement names it."""

    NONE = ""
    UNREADABLE = "unreadable"  # mờ, không đọc được
    PAGES_MISSING = "pages_missing"  # thiếu trang
    WRONG_KIND = "wrong_kind"  # sai loại giấy tờ
    NOT_SIGNED = "not_signed"  # chưa ký, chưa đóng dấu
    MISMATCH = "mismatch"  # thông tin không khớp
    EXPIRED = "expired"  # hết giá trị sử dụng


DEFECT_LABELS: dict[Defect, str] = {
    Defect.UNREADABLE: "Mờ, rách, không đọc được",
    Defect.PAGES_MISSING: "Thiếu trang",
    Defect.WRONG_KIND: "Sai loại giấy tờ",
    Defect.NOT_SIGNED: "Chưa ký hoặc chưa đóng dấu",
    Defect.MISMATCH: "Thông tin không khớp",
    Defect.EXPIRED: "Hết giá trị sử dụng",
}


class Count(StrEnum):
    """The counters of digitisation in a period (QĐ 766/QĐ-TTg, group of digitisation)."""

    RECEIVED = "received"  # hồ sơ tiếp nhận
    WITHOUT = "without"  # chưa có thành phần số hóa
    WITH = "with"  # có thành phần số hóa
    REUSED = "reused"  # có thành phần dùng lại
    REUSED_NATIONAL = "reused_national"  # trong đó dùng lại từ Cổng Dịch vụ công quốc gia
    FINISHED = "finished"  # đã trả kết quả
    RESULT_DIGITAL = "result_digital"  # kết quả có bản điện tử
    RESULT_PAPER = "result_paper"  # kết quả chưa có bản điện tử


COUNT_LABELS: dict[Count, str] = {
    Count.RECEIVED: "Hồ sơ tiếp nhận",
    Count.WITHOUT: "Chưa có thành phần số hóa",
    Count.WITH: "Có thành phần số hóa",
    Count.REUSED: "Có thành phần dùng lại",
    Count.REUSED_NATIONAL: "Có thành phần dùng lại từ Cổng DVCQG",
    Count.FINISHED: "Đã trả kết quả",
    Count.RESULT_DIGITAL: "Kết quả có bản điện tử",
    Count.RESULT_PAPER: "Kết quả chưa có bản điện tử",
}
