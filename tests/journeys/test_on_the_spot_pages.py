"""Every page of the 4-tại-chỗ programme can be read by everybody, empty and filled, at a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from motcua.web.on_the_spot.kinds import KINDS
from tests.cast import CERTIFIED_COPY, P5, Q11, at, received
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
HERE = "/can-bo/kiem-soat/4-tai-cho/"


@pytest.mark.requirement("R-302")
def test_no_page_of_the_programme_has_an_accessibility_fault(walk: Callable[[str], Walk]) -> None:
    office = walk(Q11)
    office.set_clock(MORNING)
    for _ in range(13):
        dossier = received(CERTIFIED_COPY, Q11, MORNING)
    office.enter(Role.CONTROL, MORNING)
    for slug in ("", *(f"{slug}/" for slug in KINDS)):
        office.page.goto(HERE + slug)
        expect(office.page.locator("h1")).to_be_visible()
        office.looks(f"4-tai-cho-{slug.strip('/') or 'dau'}")
    office.page.goto(f"{HERE}thuong-xuyen/")
    office.page.get_by_role("link", name="13 Hồ sơ trong kỳ").click()
    expect(office.page.get_by_text(str(dossier))).to_be_visible()
    office.looks("4-tai-cho-ho-so")
    office.enter(Role.RECEIVE, MORNING)
    office.page.goto(f"/can-bo/ho-so/{dossier.code}/")
    office.page.get_by_role("link", name="Gửi tài liệu cho cơ quan phối hợp").click()
    office.looks("gui-tai-lieu")
    office.page.get_by_label("Cơ quan nhận").select_option(P5)
    office.page.get_by_role("checkbox").first.check()
    office.press("Gửi")
    expect(office.page.get_by_text("Chưa xác nhận nhận.")).to_be_visible()
    other = walk(P5)
    other.enter(Role.APPRAISE, MORNING)
    other.page.goto("/can-bo/tai-lieu-den/")
    other.looks("tai-lieu-den")
    other.press("Xác nhận đã nhận")
    expect(other.page.get_by_text("Đã xác nhận đã nhận.")).to_be_visible()
