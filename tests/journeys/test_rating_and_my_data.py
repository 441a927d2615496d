"""A person rates the slip in their hand on a phone; head and person read what each may; everybody can read it all."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from motcua.dossiers.rating_codes import newest_slip
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, ONG_TU, Q11, at, received
from tests.citizens import citizen, signed_in
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
OFFICE = {
    "ratings": "/can-bo/danh-gia/",
    "ratings-low": "/can-bo/danh-gia/muc-thap/",
    "conduct": "/can-bo/ung-xu/",
    "rights": "/can-bo/du-lieu-ca-nhan/",
    "breaches": "/can-bo/du-lieu-ca-nhan/su-co/",
}
MINE = ("", "ai-da-xem/", "dong-y/", "yeu-cau/", "tai-ve/", "xoa/")


def rated_on_a_phone(desk: Walk, code: str) -> None:
    """From the code on paper to the thanks, by way of what lacks and what is masked."""
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/danh-gia/")
    desk.looks("rating-code")
    page.get_by_label("Mã đánh giá").fill(f"{code[:5]}-{code[5:]}")
    page.get_by_role("button", name="Tiếp tục").click()
    desk.looks("rating")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("alert")).to_contain_text("Chọn một trong năm mức hài lòng")
    page.get_by_label("Không hài lòng", exact=True).check()
    page.get_by_label("Ông/bà muốn nói thêm").fill("Cô Hoa chưa giải thích, gọi 0912345678")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("alert")).to_contain_text("Cô [tên] chưa giải thích, gọi [số]")
    desk.looks("rating-masked")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.locator("h1")).to_contain_text("Xin cảm ơn")
    desk.looks("rating-thanks")
    page.set_viewport_size({"width": 1280, "height": 900})


def opened(desk: Walk, addresses: dict[str, str]) -> None:
    """Each page stands and can be read."""
    for name, address in addresses.items():
        desk.page.goto(address)
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(name)


@pytest.mark.requirement("R-289")
@pytest.mark.requirement("R-302")
def test_a_slip_is_rated_on_a_phone_and_the_pages_around_it_can_be_read_by_everybody(
    walk: Callable[[str], Walk],
) -> None:
    desk = walk(Q11)
    desk.set_clock(MORNING)
    dossier = received(CERTIFIED_COPY, Q11, MORNING)
    slip = newest_slip(dossier)
    assert slip is not None
    rated_on_a_phone(desk, slip.code)
    desk.enter(Role.LEAD, MORNING)
    opened(desk, OFFICE | {"rating-invite": f"/can-bo/ho-so/{dossier.code}/moi-danh-gia/"})
    desk.page.goto(OFFICE["ratings-low"])
    desk.page.get_by_role("link", name="Ghi việc đã làm").click()
    desk.looks("rating-follow")
    account = citizen(ONG_TU.name, id_number=ONG_TU.id_number, moment=MORNING)
    cookie = signed_in(Client(), account, moment=MORNING).cookies[settings.SESSION_COOKIE_NAME].value
    context = desk.page.context
    context.clear_cookies()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": desk.page.url}])
    opened(desk, {f"my-data-{name.strip('/') or 'all'}": f"/tai-khoan/du-lieu/{name}" for name in MINE})
