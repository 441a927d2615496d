"""One person with three wishes at the counter, by keyboard: opened once, paid once, one envelope."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.dossiers.models import Dossier, VisitWish
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
NAME = "Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Hương Thị Minh Khai Đặng Trần"


def _copy(desk: Walk) -> None:
    """A certified copy of three papers, from the page of the visit."""
    desk.type_into("Tên hoặc mã thủ tục", CERTIFIED_COPY)
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_label("Họ, chữ đệm và tên")).to_have_value(NAME)
    desk.page.get_by_label("Đã nhận đủ giấy tờ bắt buộc").check()
    for details in desk.page.locator("details").all():
        details.evaluate("one => one.open = true")
    for row, (title, pages, copies) in enumerate(
        (("Bằng tốt nghiệp đại học", "2", "3"), ("Học bạ", "12", "1"))
    ):
        for key, value in (("title", title), ("pages", pages), ("copies", copies)):
            desk.page.locator(f"#id_item-{row}-{key}").fill(value)
    desk.press("Tiếp nhận")
    expect(desk.page.get_by_text("Đã tiếp nhận hồ sơ")).to_be_visible()


def _opened(desk: Walk) -> None:
    """The visit of somebody with a long name, opened from the page of the reception."""
    desk.page.goto("/can-bo/tiep-nhan/")
    desk.page.get_by_role("link", name="Một người có nhiều việc").press("Enter")
    expect(desk.page.get_by_role("heading", name="Lượt giao dịch: một người")).to_be_visible()
    desk.looks("visits-empty")
    desk.type_into("Họ, chữ đệm và tên", NAME)
    desk.type_into("Số giấy tờ hoặc mã số thuế", "079085001234")
    desk.type_into("Số điện thoại", "0912345678")
    desk.type_into("Quầy", "Quầy 3")
    desk.press("Mở lượt")
    expect(desk.page.get_by_text("Lượt giao dịch của")).to_be_visible()
    desk.looks("visit-choose")


@pytest.mark.requirement("R-302")
def test_three_wishes_are_opened_once_paid_once_and_printed_together(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.enter(Role.RECEIVE, MORNING)
    _opened(desk)
    _copy(desk)
    desk.looks("visit-received")
    desk.alt("v")
    desk.page.wait_for_url("**/tiep-nhan/?luot=*")
    desk.type_into("Tên hoặc mã thủ tục", HOUSEHOLD_BUSINESS)
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_label("Họ, chữ đệm và tên")).to_have_value(NAME)
    desk.looks("visit-reception-form")
    desk.press("Tiếp nhận")  # nothing given: an intake that says what lacks
    expect(desk.page.get_by_role("heading", name="Hồ sơ chưa đủ")).to_be_visible()
    desk.looks("visit-intake")
    desk.page.get_by_role("link", name="Xem cả lượt").press("Enter")
    desk.press("Thêm một việc")
    desk.page.wait_for_url("**/tiep-nhan/?luot=*")
    _copy(desk)
    desk.alt("l")
    expect(desk.page.get_by_role("heading", name="Thu phí một lần")).to_be_visible()
    desk.looks("visit-to-pay")
    desk.press("Ghi thu")
    expect(desk.page.get_by_role("alert")).to_contain_text("cho 2 hồ sơ, biên lai")
    desk.looks("visit-paid")
    assert LedgerEntry.objects.values("receipt_number").distinct().count() == 1
    assert VisitWish.objects.count() == 3
    assert Dossier.objects.count() == 2
    desk.page.goto("/can-bo/luot/")
    desk.looks("visits-full")
    desk.page.goto("/can-bo/so-lieu/")
    desk.looks("figures")
    desk.page.goto("/can-bo/so-theo-doi/?kenh=desk")
    desk.looks("register-by-channel")
