"""The pages of a delegation and of looking over a tray: read by everybody, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.authority.delegating import advised, decided, division_head
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, do, received
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
LIST = "/can-bo/uy-quyen/"


@pytest.mark.requirement("R-302")
def test_no_page_of_delegations_has_an_accessibility_fault(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.set_clock(MORNING)
    desk.enter(Role.LEAD, MORNING)
    desk.page.goto(LIST)
    desk.looks("delegations-empty")
    record = decided(division_head("Công Tằng Tôn Nữ Thị Thanh Huyền Trang"))
    waiting = advised(division_head(), procedures=(CERTIFIED_COPY, HOUSEHOLD_BUSINESS))
    pages = {
        "list": "", "proposal": "de-xuat/", "figures": "so-lieu/", "guidance": "huong-dan/",
        "one": f"{record.code}/", "decide": f"{waiting.code}/quyet-dinh/", "withdraw": f"{record.code}/thu-hoi/",
    }  # fmt: skip
    for name, address in pages.items():
        desk.page.goto(LIST + address)
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"delegation-{name}")


@pytest.mark.requirement("R-051")
@pytest.mark.requirement("R-302")
def test_a_tray_is_looked_over_and_approved_with_one_press(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.set_clock(MORNING)
    for _ in range(3):
        do(Act.APPRAISE, received(CERTIFIED_COPY, Q11, MORNING), Role.APPRAISE, MORNING)
    desk.enter(Role.APPROVE, MORNING)
    desk.page.goto("/can-bo/lanh-dao/?chon=1")
    desk.press("Xem lại và phê duyệt")
    expect(desk.page.get_by_text("3 hồ sơ phê duyệt được")).to_be_visible()
    desk.looks("tray-review")
    desk.press("Phê duyệt các hồ sơ đã chọn")
    expect(desk.page.get_by_text("Đã xong 3 hồ sơ")).to_be_visible()
