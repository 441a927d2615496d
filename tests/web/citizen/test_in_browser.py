"""The public pages in a real browser: no finding of axe, no overflow on a phone, no script needed."""

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, expect

from tests.browsing import barriers
from tests.cast import BINH_THOI, CERTIFIED_COPY, Q11, SetClock, at, received
from tests.payments.online import filed, ordered

pytestmark = pytest.mark.needs_chromium
TODAY, MORNING = at("2026-11-23 10:00"), at("2022-05-16 09:00")
LONG_NAME = "1.013227"
PAGES = [
    "/",
    "/thu-tuc/",
    "/thu-tuc/?q=khong-co-gi",
    "/thu-tuc/?q=khai+sihn",
    "/su-kien/mat-nguoi-than/",
    "/thu-tuc/1.001193/",
    f"/thu-tuc/{LONG_NAME}/",
    "/thu-tuc/1.001193/phien-ban/1/",
    "/thu-tuc/9.999999/",
    "/don-vi/",
    f"/don-vi/{BINH_THOI}/",
    f"/don-vi/{Q11}/",
    "/chuong-trinh/",
    "/chuong-trinh/thanh-ha-no-wait-friday/",
    "/4-tai-cho/",
    "/4-tai-cho/brvt-4-tai-cho/",
    "/nop-bay-gio/",
    f"/nop-bay-gio/?procedure=1.001193&unit={BINH_THOI}&channel=desk&moment=then",
    "/tra-cuu/",
    "/dang-nhap/",
    "/dang-nhap/khoa/",
    "/xac-thuc/",
    "/xac-thuc/000000000000",
    "/man-hinh/",
    "/man-hinh/sanh/",
]


@pytest.mark.requirement("R-302")
def test_every_public_page_is_clean_for_axe_and_fits_a_phone(page: Page, office_clock: SetClock):
    office_clock(TODAY)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for address in PAGES:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status in {200, 404}, address
            assert barriers(page) == [], f"{address} {width}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{address} is {wide} wide on {width}"


@pytest.mark.requirement("R-302")
def test_text_at_twice_its_size_still_fits(page: Page, office_clock: SetClock):
    office_clock(TODAY)
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 × 900 seen at 200 %
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, address


@pytest.mark.requirement("R-302")
def test_a_dossier_is_tracked_with_the_keyboard_alone(page: Page, office_clock: SetClock):
    office_clock(MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    page.goto("/tra-cuu/")
    page.get_by_label("Mã hồ sơ").focus()
    page.keyboard.type(str(dossier).lower())
    page.keyboard.press("Tab")
    page.keyboard.type(dossier.secret)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hồ sơ của ông/bà")).to_be_visible()
    assert page.url.endswith("/tra-cuu/")
    assert barriers(page) == []


@pytest.mark.requirement("R-017")
def test_without_a_script_a_procedure_is_found_and_its_hour_asked(
    browser: Browser, site: str, office_clock: SetClock
):
    office_clock(TODAY)
    context = browser.new_context(base_url=site, java_script_enabled=False)
    window = context.new_page()
    window.goto("/")
    window.get_by_label("Tìm thủ tục").fill("dang ky khai sinh")
    window.get_by_role("button", name="Tìm").click()
    window.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    window.get_by_role("link", name="Xem cho lúc khác hoặc cách nộp khác").click()
    window.get_by_role("button", name="Xem giờ hẹn").click()
    expect(window.get_by_text("chậm nhất 17 giờ, hôm nay, thứ Hai, ngày 23/11/2026")).to_be_visible()
    context.close()


def test_the_page_of_a_payment_renews_itself_until_it_is_paid(page: Page, office_clock: SetClock):
    office_clock(MORNING)
    order = ordered(filed())
    page.clock.install()
    page.goto(f"/thanh-toan/{order.reference}/")
    expect(page.locator("#pay-heading")).to_contain_text("Chờ thanh toán")
    with override_settings(DEMONSTRATION=True):
        Client().post(f"/thanh-toan/{order.reference}/", {"made_up": "1"})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(16_000)
    expect(page.locator("#pay-heading")).to_contain_text("Đã thanh toán: 16.000 đồng")
    page.clock.run_for(60_000)
    assert [url for url in asked if order.reference not in url] == []
    assert len(asked) == 1, "what is settled is not asked again"
