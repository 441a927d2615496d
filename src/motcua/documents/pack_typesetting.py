"""How is the pack for a day without power printed? Cover, promises of the day, two copies of each slip, a register."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from motcua.core.moments import local, local_day
from motcua.documents.packs import PackSlip, PaperPack, PromiseRow, Stretch
from motcua.documents.qr_codes import qr_svg
from motcua.documents.sheets.parts import DEMONSTRATION, head_of
from motcua.documents.typesetting import set_by, shown
from motcua.documents.wording import WEEKDAYS, day_text, due_text, moment_text

_LINES_A_PAGE = 16
_STEPS = (
    "Chỉ dùng gói này khi hệ thống ngừng hoạt động. Giờ nhận là giờ người nộp đưa đủ giấy tờ; ghi đúng giờ, phút "
    "theo đồng hồ của quầy.",
    "Chỉ cấp giấy khi hồ sơ đủ thành phần. Thiếu: hướng dẫn bằng lời hoặc viết phiếu yêu cầu bổ sung; không cấp số.",
    "Lấy giấy theo thứ tự số, viết cả hai liên như nhau: Liên 1 giao người nộp, Liên 2 kèm hồ sơ.",
    "Giờ hẹn trả lấy ở bảng “Hẹn trả trong ngày”. Nhận đúng phút ghi trong bảng vẫn còn trong mốc. "
    "Thủ tục không có trong bảng thì không hẹn; hãy mời người nộp quay lại khi hệ thống hoạt động.",
    "Ghi ngay một dòng vào Sổ nhận tay ở cuối gói, kể cả số viết hỏng. Giấy hỏng giữ lại đủ hai liên.",
    "Khi có điện: mở “Lô số dự phòng”, chọn “Nhập bù”, nhập từng giấy; người thứ hai đối chiếu với Liên 2 và xác nhận. "
    "Giờ hẹn ghi trên giấy khác hạn tính theo quy định thì giữ cả hai, hạn sớm hơn được thực hiện.",
    "Số viết hỏng: ghi “Giấy hỏng” và lý do. Số không dùng: trưởng bộ phận khóa lô. Không số nào được bỏ trống, "
    "không số nào được dùng lại.",
)


def typeset_pack(pack: PaperPack) -> bytes:
    """The whole pack as one PDF/A-3a and PDF/UA-1 in A4."""
    return set_by("pack.typ", shown(_data(pack)), moment=pack.moment)


def _data(pack: PaperPack) -> dict[str, Any]:
    day = f"{WEEKDAYS[pack.day.weekday()]} ngày {day_text(pack.day)}"
    first, last = pack.slips[0].code, pack.slips[-1].code
    return {
        "head": asdict(head_of(pack.head)),
        "mark": DEMONSTRATION if pack.demonstration else "",
        "label": pack.form.label,
        "register_label": pack.register.label,
        "title": pack.form.title,
        "unit": pack.unit,
        "day": day,
        "short_day": day_text(pack.day),
        "year": str(pack.day.year),
        "facts": [
            ["Cơ quan", pack.unit],
            ["Dùng cho ngày", day],
            ["Các số", f"{first} đến {last} ({len(pack.slips)} số, mỗi số hai liên)"],
            ["Để dành lúc", f"{moment_text(pack.reserved_at)}, người để dành: {pack.reserved_by}"],
            ["Lý do", pack.reason],
        ],
        "steps": list(_STEPS),
        "promises": [_promise(row, pack) for row in pack.promises],
        "slips": [_slip(slip) for slip in pack.slips],
        "site": f"{pack.site.rstrip('/')}/tra-cuu/",
        "pages": _pages(pack.slips),
    }


def _promise(row: PromiseRow, pack: PaperPack) -> dict[str, Any]:
    return {
        "procedures": [[code, name] for code, name in row.procedures],
        "lines": _lines(row.stretches, pack),
        "term": row.term,
    }


def _lines(stretches: tuple[Stretch, ...], pack: PaperPack) -> list[list[str]]:
    lines: list[list[str]] = []
    before: datetime | None = None
    for stretch in stretches:
        lines.append([_received(before, stretch.until), _due(stretch, pack)])
        before = stretch.until
    return lines


def _received(after: datetime | None, until: datetime | None) -> str:
    if after is None:
        return "Cả ngày" if until is None else f"Nhận đến hết {local(until):%H:%M}"
    rest = f"Nhận sau {local(after):%H:%M}"
    return rest if until is None else f"{rest}, đến hết {local(until):%H:%M}"


def _due(stretch: Stretch, pack: PaperPack) -> str:
    text = due_text(stretch.due_at, strict=stretch.due_strict)
    return f"{text} (trong ngày)" if local_day(stretch.due_at) == pack.day else text


def _slip(slip: PackSlip) -> dict[str, str]:
    return {"code": slip.code, "secret": slip.secret, "svg": qr_svg(slip.code)}


def _pages(slips: tuple[PackSlip, ...]) -> list[list[str]]:
    """The codes by sheets of the hand register."""
    codes = [slip.code for slip in slips]
    return [codes[start : start + _LINES_A_PAGE] for start in range(0, len(codes), _LINES_A_PAGE)]
