"""Blank forms, templates and shares of results: every page read by everybody, empty and filled, desk and phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.organisation.terms import Role
from tests.cast import P5
from tests.dossiers.result_cast import NINE, appraised, drafted, handed_over
from tests.dossiers.test_digital_signatures import LATER, ready
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
KIND = "Phôi trích lục hộ tịch in màu có hoa văn chống giả (dùng chung cho mọi loại trích lục)"


@pytest.mark.requirement("R-302", "R-055")
def test_blank_forms_templates_and_shares_can_be_read_by_everybody(walk: Callable[[str], Walk]) -> None:
    desk = walk(P5)
    desk.page.set_default_timeout(60_000)
    desk.set_clock(NINE)
    handed_over(ready(), LATER)
    drafted(draft := appraised())
    desk.enter(Role.APPRAISE, LATER)
    desk.page.goto("/can-bo/so-theo-doi/")
    desk.page.get_by_role("link", name="Sổ phôi").press("Enter")
    expect(desk.page.locator(".mc-empty").first).to_be_visible()
    desk.looks("blanks-empty")
    for box, text in (("kind", KIND), ("first", "AB0001"), ("last", "AB0050")):
        desk.page.locator(f"#in-{box}").fill(text)
    desk.press("Ghi nhận phôi")
    expect(desk.page.get_by_role("table")).to_contain_text("50")
    expect(desk.page.locator("main")).to_contain_text("AB0001 – AB0050")
    desk.looks("blanks")
    desk.page.goto(f"/can-bo/ho-so/{draft.code}/ket-qua/")
    required = desk.page.locator(".govuk-form-group").filter(has=desk.page.locator("[name=person]"))
    expect(required).not_to_contain_text("không bắt buộc")
    desk.looks("result-draft")
    assert draft.code
    copied_once(desk.page, draft.code)
    desk.enter(Role.LEAD, LATER)
    desk.page.goto("/can-bo/so-lieu/")
    desk.page.get_by_role("link", name="Tỷ lệ kết quả ký số").press("Enter")
    desk.page.get_by_role("link", name="đã trả").first.press("Enter")
    expect(desk.page.locator("main")).to_contain_text("Kết quả đã trả: 1")
    desk.looks("shares-list")


def copied_once(page: Page, code: str) -> None:
    """What the sector system asks for is put on the clipboard by one press, and the button says so."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Lấy số từ hệ thống chuyên ngành").click()
    button = page.locator(f"input[data-copy][value='{code}'] + button")
    button.press("Enter")
    expect(button).to_have_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == code


@pytest.mark.requirement("R-302")
def test_templates_can_be_read_by_everybody(walk: Callable[[str], Walk]) -> None:
    desk = walk(P5)
    desk.page.set_default_timeout(60_000)
    desk.enter(Role.CONTROL, NINE)
    desk.page.goto("/can-bo/kiem-soat/")
    desk.page.get_by_role("link", name="Mẫu kết quả").press("Enter")
    expect(desk.page.locator("h1")).to_contain_text("Mẫu kết quả")
    desk.looks("templates")
    desk.page.goto("/can-bo/mau-ket-qua/trich-luc-cai-chinh-ho-tich/")
    desk.looks("template")
