"""The pages of administration in a real browser: everybody can read them, on a desk and on a phone."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from motcua.web.admin.register_views import REGISTERS
from tests.browsing import arrived, barriers, screenshot
from tests.web.admin.conftest import HERE, MORNING

pytestmark = pytest.mark.needs_chromium
PAGES = {
    "tong-quan": "/can-bo/quan-tri/",
    "don-vi": "/can-bo/quan-tri/don-vi/?day_day=16&day_month=5&day_year=2022",
    "co-quan": HERE,
    "ket-thuc": f"{HERE}ket-thuc/",
    "nguoi": "/can-bo/quan-tri/nguoi/",
    "nguoi-moi": "/can-bo/quan-tri/nguoi/moi/",
    "xac-thuc-hai-buoc": "/can-bo/quan-tri/xac-thuc-hai-buoc/",
    "ra-soat": "/can-bo/quan-tri/ra-soat/?loc=qua-han",
    "nhat-ky": "/can-bo/quan-tri/nhat-ky/?by=name&q=nguyen",
    "tai-khoan": "/can-bo/tai-khoan/",
    "mat-khau": "/can-bo/tai-khoan/mat-khau/",
    **{slug: f"{HERE}{slug}/" for slug in REGISTERS},
}


def sign_in(page: Page) -> None:
    """The administrator of the demonstration, at work in Bình Thới."""
    page.goto("/can-bo/dang-nhap/")
    page.evaluate(
        """() => {
            const button = document.querySelector("button[name=person]");
            button.value = "quan-tri";
            button.click();
        }"""
    )
    page.wait_for_url("**/can-bo/")
    page.goto("/can-bo/don-vi/")
    page.locator("[value='hcmc.binh-thoi']").first.click()
    arrived(page)
    button = page.locator("main button[type=submit], main button:not([name])")
    if button.count() and page.url.endswith("/don-vi/"):
        button.first.click()


@pytest.mark.requirement("R-302")
def test_no_page_of_administration_has_an_accessibility_fault_or_scrolls_sideways(
    page: Page, office_clock: Callable[[datetime], None]
) -> None:
    office_clock(MORNING)
    sign_in(page)
    found: dict[str, list[str]] = {}
    for name, address in PAGES.items():
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            screenshot(page, f"quan-tri-{name}-{width}")
            found[f"{name} {width}"] = barriers(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found[f"{name} {width}"].append("scrolls sideways")
    assert {name: faulty for name, faulty in found.items() if faulty} == {}


def test_a_role_is_given_by_keyboard_and_stands_in_the_register(
    page: Page, office_clock: Callable[[datetime], None]
) -> None:
    office_clock(MORNING)
    sign_in(page)
    page.goto(f"{HERE}vai-tro/")
    page.get_by_label("Tên đăng nhập").fill("binh-thoi.van-thu")
    page.get_by_label("Vai trò", exact=True).select_option("return")
    page.get_by_role("button", name="Lưu", exact=True).press("Enter")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Đã lưu")
    expect(page.get_by_role("row").filter(has_text="binh-thoi.van-thu")).to_have_count(2)
