"""Somebody comes without a paper: Mẫu 02 names it, they come back, the dossier is received, and they follow it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from tests.cast import MARITAL_STATUS, P5, at
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_poppler]


@pytest.mark.requirement("R-019", "R-035", "R-294", "R-302")
def test_an_incomplete_dossier_is_asked_for_completed_and_followed(walk: Callable[[str], Walk]) -> None:
    here, page = walk(P5), walk(P5).page
    here.enter(Role.RECEIVE, at("2022-05-16 09:00"))
    page.goto(f"/can-bo/tiep-nhan/{MARITAL_STATUS}/")
    here.type_into("Họ, chữ đệm và tên", "Nguyễn Văn Tư")
    here.type_into("Số giấy tờ", "079085001234")
    page.get_by_label("Tờ khai cấp Giấy xác nhận").first.focus()
    page.keyboard.press("Space")
    here.alt("s")
    expect(page.get_by_role("heading", name="Hồ sơ chưa đủ, chưa tiếp nhận")).to_be_visible()
    here.looks("intake")
    number = page.locator("h1 .mc-code").inner_text()
    asked = here.slip(number, "02")
    assert number in asked
    assert "Giấy tờ tùy thân còn giá trị" in asked
    here.set_clock(at("2022-05-16 10:30"))
    here.alt("n")
    expect(page.get_by_label("Họ, chữ đệm và tên").first).to_have_value("Nguyễn Văn Tư")
    here.alt("d")
    here.alt("s")
    expect(page.get_by_role("button", name="In giấy tiếp nhận")).to_be_focused()
    code = page.locator(".govuk-panel .mc-code").inner_text()
    secret = page.locator("p .mc-code").inner_text()
    assert "10 giờ 30 phút, ngày 16/5/2022" in here.slip(code, "01")
    followed(here, code, secret)


def followed(walk: Walk, code: str, secret: str) -> None:
    """The person looks the dossier up without signing in, with what stands on the slip."""
    page = walk.page
    page.context.clear_cookies()
    page.goto("/tra-cuu/")
    walk.looks("tracking")
    walk.type_into("Mã hồ sơ", code)
    walk.type_into("Mã tra cứu", secret)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(code)
    expect(page.locator("main")).not_to_contain_text("Không tìm thấy")
    walk.looks("tracked")
