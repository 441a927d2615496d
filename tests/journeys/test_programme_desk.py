"""A campaign started from one page in a browser; every page of its life can be read by everybody (R-091, R-302)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-13 09:00")
MONTH = "/can-bo/chuong-trinh/q11-same-day-2022/"
PAGES = {
    "list": "/can-bo/chuong-trinh/",
    "life": MONTH,
    "units": f"{MONTH}don-vi/",
    "lists": f"{MONTH}danh-muc/",
    "candidates": f"{MONTH}ung-vien/",
    "candidate": f"{MONTH}ung-vien/{CERTIFIED_COPY}/",
    "extend": f"{MONTH}viec/gia-han/",
    "rosters": "/can-bo/chuong-trinh/lich-truc/",
    "documents": "/can-bo/chuong-trinh/van-ban/",
    "draft": "/can-bo/chuong-trinh/moi/?theo=hcmc-same-day-2022",
}


@pytest.mark.requirement("R-091", "R-302")
def test_a_campaign_is_started_from_one_page_and_every_page_of_it_can_be_read(
    walk: Callable[[str], Walk],
) -> None:
    desk = walk(Q11)
    desk.enter(Role.CONTROL, MORNING)
    for name, address in PAGES.items():
        desk.page.goto(address)
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(f"programme-{name}")
    page = desk.page
    page.get_by_label("Tên chương trình").fill("Tháng phục vụ không chờ ở quận")
    page.get_by_label("Danh mục: Cấp huyện").fill(HOUSEHOLD_BUSINESS)
    for part, number in (("day", "1"), ("month", "7"), ("year", "2022")):
        page.locator(f"[name=period_from_{part}]").fill(number)
        page.locator(f"[name=last_day_{part}]").fill(number if part != "month" else "8")
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_text("Kiểm tra trước khi bắt đầu")).to_be_visible()
    desk.looks("programme-drafted")
    page.goto("/chuong-trinh/q11-same-day-2022/")
    desk.looks("programme-public")
