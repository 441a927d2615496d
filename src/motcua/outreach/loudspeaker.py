"""What does the radio read out? Whole sentences with numbers as they are spoken. Pure: facts in, text out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_LISTENERS = "Thưa bà con và các bạn!"


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What a same-day programme promises; `weekdays` are 0 (Monday) to 6, None is every working day."""

    name: str
    office: str
    issued: str
    first: date
    last: date | None
    weekdays: Collection[int] | None
    procedures: int
    fields: int
    cut_off: time | None
    next_by: time | None
    next_before: bool = False
    unless_at_once: bool = False


@dataclass(frozen=True, slots=True)
class OnlineFacts:
    """How online filing stands at an office in some days; shares in tenths of a percent, None where nothing came."""

    office: str
    first: date
    last: date
    received: int
    online: int
    share: int | None
    digital: int


def model_text(facts: ModelFacts) -> str:
    """The text about a programme (UBND huyện Thanh Hà III.5, R-261)."""
    sentences = [
        _LISTENERS,
        f"{facts.office} thực hiện {_called(facts.name)}{_issued(facts.issued)}, {_days(facts)}.",
        f"Khi bà con mang đủ giấy tờ đến Bộ phận Một cửa{_on(facts.weekdays)}, hồ sơ thuộc danh mục được tiếp nhận,"
        " giải quyết và trả kết quả ngay trong ngày, không phải chờ đến lịch hẹn.",
        _after(facts),
        f"Danh mục gồm {facts.procedures} thủ tục thuộc {facts.fields} lĩnh vực, niêm yết tại Bộ phận Một cửa"
        " và trên trang thông tin của cơ quan.",
        "Bà con cũng có thể nộp hồ sơ trực tuyến và thanh toán trực tuyến tại nhà; tại quầy luôn có người hướng dẫn.",
        "Kính mời bà con sử dụng, theo dõi và góp ý để việc phục vụ ngày càng tốt hơn.",
    ]
    return "\n".join(one for one in sentences if one)


def online_text(facts: OnlineFacts) -> str:
    """The text about filing online and digitised results, with the figures of those days (R-261, R-265)."""
    sentences = [
        _LISTENERS,
        f"{facts.office} mời bà con nộp hồ sơ và nhận kết quả trực tuyến.",
        _figures(facts),
        "Nộp trực tuyến, bà con không phải đi lại, nộp được cả ngoài giờ hành chính, biết hồ sơ đang ở bước nào"
        " và trả phí ngay trên điện thoại.",
        "Kết quả số hóa có chữ ký số, giá trị như bản giấy, giữ được lâu, không sợ thất lạc; lần sau làm thủ tục khác,"
        " bà con không phải nộp lại giấy tờ đã có.",
        "Ai chưa quen, xin mời đến Bộ phận Một cửa: nhân viên và đoàn viên thanh niên hướng dẫn tạo tài khoản"
        " và nộp hồ sơ, không thu tiền.",
    ]
    return "\n".join(one for one in sentences if one)


def spoken_hour(clock: time) -> str:
    """`15 giờ 30 phút`, `9 giờ`."""
    return f"{clock.hour} giờ {clock.minute} phút" if clock.minute else f"{clock.hour} giờ"


def spoken_day(day: date) -> str:
    """`ngày 25 tháng 9 năm 2023`."""
    return f"ngày {day.day} tháng {day.month} năm {day.year}"


def spoken_share(tenths: int) -> str:
    """`37 phẩy 5 phần trăm`, `40 phần trăm`."""
    whole, rest = divmod(tenths, 10)
    return f"{whole} phẩy {rest} phần trăm" if rest else f"{whole} phần trăm"


def spoken_number(number: int) -> str:
    """12345 as `12 nghìn 345`, 1200000 as `1 triệu 200 nghìn`: groups are read, dots are not."""
    parts = []
    for unit, name in ((1_000_000, "triệu"), (1_000, "nghìn")):
        count, number = divmod(number, unit)
        if count:
            parts.append(f"{count} {name}")
    if number or not parts:
        parts.append(f"{number:03}" if parts else str(number))
    return " ".join(parts)


def _called(name: str) -> str:
    """In marks, unless the name has its own."""
    return name if '"' in name or "“" in name else f"mô hình “{name}”"


def _issued(issued: str) -> str:
    return f" theo {issued}" if issued else ""


def _days(facts: ModelFacts) -> str:
    end = f" đến hết {spoken_day(facts.last)}" if facts.last else ""
    return f"{_every(facts.weekdays)}, từ {spoken_day(facts.first)}{end}"


def _every(weekdays: Collection[int] | None) -> str:
    if weekdays is None:
        return "vào mọi ngày làm việc"
    return f"vào {', '.join(WEEKDAYS[day] for day in sorted(weekdays))} hằng tuần"


def _on(weekdays: Collection[int] | None) -> str:
    return "" if weekdays is None else f" {_every(weekdays)}"


def _after(facts: ModelFacts) -> str:
    if facts.cut_off is None:
        return ""
    word = "trước" if facts.next_before else "chậm nhất"
    by = f" {word} {spoken_hour(facts.next_by)}" if facts.next_by else ""
    unless = " mà không giải quyết được ngay" if facts.unless_at_once else ""
    return f"Hồ sơ nộp sau {spoken_hour(facts.cut_off)}{unless} thì nhận kết quả{by} ngày làm việc tiếp theo."


def _figures(facts: OnlineFacts) -> str:
    if facts.share is None:
        return ""
    return (
        f"Từ {spoken_day(facts.first)} đến {spoken_day(facts.last)}, cơ quan tiếp nhận"
        f" {spoken_number(facts.received)} hồ sơ, trong đó {spoken_number(facts.online)} hồ sơ nộp trực tuyến,"
        f" đạt {spoken_share(facts.share)}; {spoken_number(facts.digital)} kết quả đã được số hóa."
    )
