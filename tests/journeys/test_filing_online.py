"""A person with a phone files the extract 2.000635 from sign-in to receipt; with script, and once without."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from motcua.dossiers.models import OnlineFiling
from tests.browsing import barriers, prepared, screenshot
from tests.cast import BINH_THOI
from tests.documents.hostile_files import plain_pdf
from tests.filing_online import FLOW, IDENTITY, MONDAY, PAGES

pytestmark = pytest.mark.needs_chromium
_PHONE: ViewportSize = {"width": 390, "height": 844}


def seen(page: Page, name: str) -> None:
    """No accessibility fault, nothing wider than the phone; a picture for the guide."""
    assert barriers(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE["width"], name
    screenshot(page, f"nop-{name}-390")


def go_on(page: Page, button: str = "Lưu và tiếp tục") -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".govuk-error-summary, .mc-refusal")).to_have_count(0)


def answer(page: Page, answers: dict[str, str]) -> None:
    """Fill the controls of a page by their names, radios by their value."""
    for name, value in answers.items():
        controls = page.locator(f"[name='{name}']")
        if controls.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name}'][value='{value}']").check()
        elif controls.first.evaluate("one => one.tagName") == "SELECT":
            controls.first.select_option(value)
        else:
            controls.first.fill(value)


def whole_way(page: Page, file: Path, *, look: bool) -> None:
    """Sign in, answer page by page, photograph the card, look it over, send."""
    page.goto(f"{FLOW}?don-vi={BINH_THOI}")
    if look:
        seen(page, "bat-dau")
    page.get_by_role("link", name="Đăng nhập để nộp").click()
    page.locator("button[name='person'][value='be']").click()
    page.get_by_role("button", name="Bắt đầu").click()
    page.locator("[name='unit']").select_option(BINH_THOI)
    go_on(page)
    answer(page, {"phone": "0987654321", "address": "5 Bình Thới"})
    if look:
        seen(page, "nop-cho-ai")
    go_on(page)
    for key, answers in PAGES.items():
        page.wait_for_url(f"**/khai/{key}/")
        answer(page, answers)
        if look:
            seen(page, f"khai-{key}")
        go_on(page)
    page.wait_for_url("**/giay-to/")
    if look:
        seen(page, "giay-to")
    page.goto(f"{FLOW}giay-to/{IDENTITY}/")
    page.locator("#file").set_input_files(file)
    if look:
        seen(page, "mot-giay-to")
    page.get_by_role("button", name="Gửi tệp và xong giấy này").click()
    page.wait_for_url("**/giay-to/")
    go_on(page, "Tiếp tục")
    answer(page, {"return_channel": "post", "return_address": "5 Bình Thới"})
    go_on(page)
    page.wait_for_url("**/xem-lai/")
    expect(page.get_by_text("Nếu hồ sơ đủ, nhận kết quả").first).to_be_visible()
    if look:
        seen(page, "xem-lai")
    page.get_by_role("button", name="Cam đoan và nộp hồ sơ").click()
    page.wait_for_url("**/bien-nhan/**")


@pytest.mark.requirement("R-126")
@pytest.mark.requirement("R-137")
def test_the_extract_from_sign_in_to_receipt_on_a_phone_and_once_without_script(
    browser: Browser, site: str, office_clock: Callable[[datetime], None], tmp_path: Path
) -> None:
    office_clock(MONDAY)
    large, small = tmp_path / "căn cước.pdf", tmp_path / "căn cước 2.pdf"
    large.write_bytes(plain_pdf(pad=1_400_000))
    small.write_bytes(plain_pdf(pad=10))
    for script, file in ((True, large), (False, small)):
        context = prepared(
            browser.new_context(base_url=site, locale="vi-VN", viewport=_PHONE, java_script_enabled=script)
        )
        page = context.new_page()
        whole_way(page, file, look=script)
        if script:
            seen(page, "bien-nhan")
        filing = OnlineFiling.objects.latest("pk")
        expect(page.get_by_text(str(filing.dossier.filing_number))).to_be_visible()
        for paper in filing.papers:
            expect(page.get_by_text(paper["sha256"])).to_be_visible()
        assert page.request.get(f"/nop-ho-so/bien-nhan/{filing.dossier.filing_number}/bien-nhan.pdf").ok
        context.close()
    assert OnlineFiling.objects.count() == 2
