"""How does an official paper write a day, a time, a due time, a sum, a way of return?"""

from collections.abc import Iterable
from datetime import date, datetime

from motcua.core.moments import printed_minute
from motcua.documents.terms import CopyKind, ReturnChannel, Timeliness

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
FEE_AS_PUBLISHED = "Theo mức thu đã công khai của thủ tục"
NO_FEE = "Không thu"

_COPY_KINDS = {
    CopyKind.ORIGINAL: "Bản chính",
    CopyKind.CERTIFIED: "Bản chứng thực",
    CopyKind.COPY: "Bản sao",
    CopyKind.ELECTRONIC: "Bản điện tử",
}
_TIMELINESS = {
    Timeliness.EARLY: "Trước hạn",
    Timeliness.ON_TIME: "Đúng hạn",
    Timeliness.LATE: "Quá hạn",
}


def day_text(day: date) -> str:
    """`02/10/2023`, `16/5/2022`: days below 10, months 1 and 2 take a 0 (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    return f"{day.day:02}/{_month(day)}/{day.year}"


def place_and_day(place: str, day: date) -> str:
    """`Phường 5, ngày 16 tháng 5 năm 2022`, as the head of a paper is dated (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    return f"{place}, ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def clock_text(moment: datetime) -> str:
    """`15 giờ 00 phút`, on the office's wall clock; seconds are dropped, never rounded up."""
    wall = _wall(moment)
    return f"{wall.hour:02} giờ {wall.minute:02} phút"


def moment_text(moment: datetime) -> str:
    """`15 giờ 00 phút, ngày 16/5/2022`."""
    return f"{clock_text(moment)}, ngày {day_text(_wall(moment).date())}"


def due_text(due_at: datetime, *, strict: bool) -> str:
    """`17 giờ 00 phút, Thứ Hai ngày 16/5/2022`; a strict one begins with "trước" (promises.md 12)."""
    day = _wall(due_at).date()
    text = f"{clock_text(due_at)}, {WEEKDAYS[day.weekday()]} ngày {day_text(day)}"
    return f"trước {text}" if strict else text


def provisional_text(due_at: datetime) -> str:
    """Why a due time in a year without a decided calendar may still move (promises.md 8)."""
    year = _wall(due_at).year
    return f"Thời hạn tạm tính: lịch nghỉ lễ, làm bù năm {year} chưa được công bố chính thức."


def late_entry_text(entered_at: datetime, reason: str) -> str:
    """The note of a reception entered afterwards: when it was entered, and why."""
    return f"Hồ sơ được nhập vào hệ thống sau khi tiếp nhận, lúc {moment_text(entered_at)}. Lý do: {ended(reason)}"


def copy_kind_text(kind: CopyKind) -> str:
    """`Bản chính`, `Bản sao`, …"""
    return _COPY_KINDS[kind]


def timeliness_text(timeliness: Timeliness | None) -> str:
    """`Trước hạn`, `Đúng hạn`, `Quá hạn`; empty while the step is open."""
    return "" if timeliness is None else _TIMELINESS[timeliness]


def return_channel_text(channel: ReturnChannel, *, desk: str, address: str = "") -> str:
    """Where the result is collected: at the named desk, by post or at home (with the address), or online."""
    to_address = f", địa chỉ: {address}" if address else ""
    return {
        ReturnChannel.DESK: f"{desk} (trực tiếp)",
        ReturnChannel.POST: f"Qua dịch vụ bưu chính công ích{to_address}",
        ReturnChannel.HOME: f"Tại nhà{to_address}",
        ReturnChannel.ONLINE: "Trực tuyến (bản điện tử)",
    }[channel]


def sets_text(sets: int) -> str:
    """`01 bộ`."""
    return f"{sets:02} bộ"


def money_text(amount: int) -> str:
    """An amount in đồng with points between thousands: `10.000 đồng`."""
    return f"{amount:,} đồng".replace(",", ".")


def fees_text(lines: Iterable[tuple[str, int]] | None) -> str:
    """Each fee by name and amount in đồng, and the total of several; `Không thu` without a line.

    None: not settled yet, so the paper names the published amounts instead of a figure.
    """
    if lines is None:
        return FEE_AS_PUBLISHED
    fees = list(lines)
    parts = [f"{name}: {money_text(amount)}" for name, amount in fees]
    if len(fees) > 1:
        parts.append(f"tổng cộng: {money_text(sum(amount for _, amount in fees))}")
    return "; ".join(parts) or NO_FEE


def address_form(*, organisation: bool) -> str:
    """How a letter speaks to the applicant."""
    return "Quý cơ quan, tổ chức" if organisation else "Ông/Bà"


def ended(sentence: str) -> str:
    """The sentence with its full stop, whoever typed it."""
    text = sentence.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def _wall(moment: datetime) -> datetime:
    """The printed minute in Vietnam; a moment without a zone is a mistake of the caller, never guessed."""
    if moment.tzinfo is None:
        raise ValueError("a moment on a paper needs its zone")
    return printed_minute(moment)
