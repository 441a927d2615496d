"""A citizen makes a passkey and comes in with it; so does somebody of the staff as a second step."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from motcua.applicants.models import AccountSession, Identity
from motcua.organisation.factor_rules import FactorNeed
from motcua.organisation.factor_tables import FactorRule
from motcua.organisation.models import Person
from motcua.organisation.terms import Role
from tests.browsing import arrived
from tests.cast import Q11, at, colleague
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
PASSWORD = "mot-cua-bon-tai-cho-2026"


def with_authenticator(page: Page) -> None:
    """A device with a fingerprint reader that always knows its owner."""
    told = page.context.new_cdp_session(page)
    told.send("WebAuthn.enable")
    told.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.mark.requirement("R-033")
def test_a_passkey_lets_a_citizen_and_an_official_in(
    page: Page, site: str, office_clock: Callable[[datetime], None]
):
    office_clock(MORNING)
    here = site.replace("127.0.0.1", "localhost")  # keys belong to a name, not to a number
    with_authenticator(page)
    walk = Walk(page, office_clock, Q11)

    the_citizen(walk, here)
    the_official(walk, here)


def the_citizen(walk: Walk, here: str) -> None:
    """Comes in by a code, makes a key, leaves, and comes in by the key."""
    page = walk.page
    page.goto(f"{here}/dang-nhap/")
    walk.looks("dang-nhap")
    page.get_by_label("Số điện thoại hoặc thư điện tử").fill("0912 345 678")
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    digits = page.locator("main strong.mc-code").inner_text()
    walk.looks("nhap-ma")
    page.get_by_label("Mã sáu chữ số").fill(digits)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Tài khoản của tôi")).to_be_visible()
    walk.looks("tai-khoan")
    page.goto(f"{here}/tai-khoan/bao-mat/khoa/")
    page.get_by_label("Tên thiết bị").fill("Điện thoại của tôi")
    walk.looks("tao-khoa")
    page.get_by_role("button", name="Tạo khóa").click()
    expect(page.get_by_text("Đã tạo khóa")).to_be_visible()
    walk.looks("bao-mat")
    page.get_by_role("button", name="Đăng xuất").click()
    arrived(page)
    page.goto(f"{here}/dang-nhap/khoa/?tiep=/tai-khoan/lam-thay/")
    page.get_by_role("button", name="Dùng khóa").click()
    expect(page.get_by_role("heading", name="Làm thay tổ chức, người khác")).to_be_visible()
    walk.looks("lam-thay")
    key = Identity.objects.get(way="passkey")
    assert (key.label, AccountSession.objects.latest("pk").way) == ("Điện thoại của tôi", "passkey")
    page.get_by_role("button", name="Đăng xuất").click()
    arrived(page)


def the_official(walk: Walk, here: str) -> None:
    """Whose role asks for a key: makes one before anything else, then shows it after the password."""
    page = walk.page
    clerk = Person.objects.get(pk=colleague(Role.RECEIVE, Q11, MORNING).person_id)
    clerk.set_password(PASSWORD)
    clerk.save()
    FactorRule.objects.create(unit_id=Q11, role=Role.RECEIVE, need=FactorNeed.PASSKEY, said_at=MORNING)
    sign_in_staff(page, here, clerk)
    expect(page.get_by_role("heading", name="Xác thực hai bước")).to_be_visible()
    walk.looks("xac-thuc-hai-buoc")
    page.get_by_role("button", name="Tạo khóa").click()
    expect(page.get_by_text("Mã dự phòng, chỉ hiện lần này")).to_be_visible()
    page.get_by_role("button", name="Đăng xuất").click()
    arrived(page)
    sign_in_staff(page, here, clerk)
    walk.looks("buoc-hai")
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    expect(page.get_by_role("heading", name="Xin chào")).to_be_visible()


def sign_in_staff(page: Page, here: str, person: Person) -> None:
    page.goto(f"{here}/can-bo/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(person.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
