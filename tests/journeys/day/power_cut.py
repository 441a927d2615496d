"""10:30 to 11:15. The power is cut: five visitors on paper from the pack, typed in and compared at 11:20."""

from playwright.sync_api import expect

from motcua.dossiers.blocks import numbers_of
from motcua.dossiers.models import Dossier, NumberBlock
from motcua.organisation.terms import Role
from tests.browsing import tick
from tests.cast import CERTIFIED_COPY, at
from tests.journeys.day.telling import TODAY, Day

ON_PAPER = ("10:32", "10:41", "10:50", "11:02", "11:14")


def tell(day: Day) -> None:
    """The clerk types slip after slip; the head compares with the paper; the rest is never given out."""
    block: NumberBlock = day.kept["block"]
    codes = [number.code for number in numbers_of(block)][: len(ON_PAPER)]
    day.sit(Role.RECEIVE, "11:20")
    day.go(f"lo-so/{block.pk}/nhap-bu/")
    for clock in ON_PAPER:
        _slip(day, clock)
    day.sit(Role.LEAD, "11:28")
    day.go(f"lo-so/{block.pk}/doi-chieu/")
    for code in codes:
        tick(day.page.get_by_label(code, exact=True))
    day.picture("doi-chieu")
    day.press("Xác nhận các số đã chọn")
    expect(day.page.get_by_role("alert")).to_contain_text(f"Đã nhập bù {len(ON_PAPER)} hồ sơ")
    day.go(f"lo-so/{block.pk}/")
    day.press("Ghi 5 số còn lại là không dùng")
    expect(day.page.get_by_text("Đã giải trình đủ", exact=True)).to_be_visible()
    day.picture("lo-so-xong")
    first = Dossier.objects.get(code=codes[0])
    assert first.received_at == at(f"{TODAY} {ON_PAPER[0]}")
    day.kept["paper"] = codes


def _slip(day: Day, clock: str) -> None:
    expect(day.page.get_by_label("Họ, chữ đệm và tên")).to_be_focused()
    name, number = next(day.queue)
    day.page.keyboard.type(name)
    day.type_into("Số giấy tờ hoặc mã số thuế", number)
    day.page.get_by_label("Thủ tục", exact=True).select_option(CERTIFIED_COPY)
    tick(day.page.get_by_label("Đã nhận đủ giấy tờ bắt buộc"))
    day.page.get_by_label("Giờ nhận ghi trên giấy").fill(clock)
    day.page.get_by_label("Giờ hẹn trả ghi trên giấy").fill("17:00")
    if clock == ON_PAPER[0]:
        day.picture("nhap-bu")
    day.press("Ghi và sang giấy tiếp theo")
    expect(day.page.get_by_role("status").first).to_contain_text("Đã ghi số")
