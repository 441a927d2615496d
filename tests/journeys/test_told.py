"""What people were told can be read by everybody: at the desk, and on a phone in the account and by code."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.applicants.models import Account
from motcua.dossiers.applicants import Applicant
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.cast import HOUSEHOLD_BUSINESS, Q11, at, do, received
from tests.citizens import citizen, signed_in
from tests.journeys.walking import Walk
from tests.notices.office import minute, office_with

pytestmark = pytest.mark.needs_chromium
MORNING, LATER = at("2022-05-16 09:00"), at("2022-05-16 09:10")
LONG = "Tôn Nữ Hoàng Ngọc Quỳnh Phương Thảo Nguyên Khánh"
DESK = {"notices": "/can-bo/theo-doi/thong-bao/", "notice-calls": "/can-bo/theo-doi/thong-bao/goi/"}
MINE = {"my-dossiers": "/tai-khoan/ho-so/", "my-notices": "/tai-khoan/thong-bao/"}


def come_in(page: Page, account: Account) -> None:
    """The browser is the account's."""
    key = signed_in(Client(), account, moment=MORNING).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": page.evaluate("location.origin")}]
    )


def lacking(account: Account, moment: datetime) -> Dossier:
    """A dossier of the account that lacks two papers since that moment."""
    person = Applicant("person", LONG, id_number=account.id_number, phone="0987654321", address="5 Bình Thới")
    dossier = received(HOUSEHOLD_BUSINESS, Q11, MORNING, applicant=person)
    items = [
        {"key": one.key, "why": "Bản chụp mờ, không đọc được số"}
        for one in dossier.version.components.all()[:2]
    ]
    do(Act.ASK_SUPPLEMENT, dossier, Role.RECEIVE, moment, items=items)
    return dossier


@pytest.mark.requirement("R-302")
def test_the_pages_of_notices_and_of_ones_own_dossiers_can_be_read_by_everybody(
    walk: Callable[[str], Walk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, account = walk(Q11), citizen(LONG)
    desk.page.set_default_timeout(30_000)
    desk.enter(Role.RECEIVE, MORNING)
    for name, address in DESK.items():
        desk.page.goto(address)
        desk.looks(f"{name}-empty")
    dossier = lacking(account, MORNING)
    minute(MORNING)
    desk.set_clock(LATER)
    minute(LATER)
    monkeypatch.setattr(settings, "MESSAGES", office_with())
    second = lacking(account, LATER)
    minute(LATER)
    desk.enter(Role.RECEIVE, LATER)
    for name, address in (DESK | {"dossier-notices": f"/can-bo/ho-so/{dossier.code}/thong-bao/"}).items():
        desk.page.goto(address)
        named = second if name == "notice-calls" else dossier
        expect(desk.page.get_by_text(str(named)).first).to_be_visible()
        desk.looks(f"{name}-filled")
    come_in(desk.page, account)
    for name, address in (MINE | {"my-dossier": f"/tai-khoan/ho-so/{dossier.code}/"}).items():
        desk.page.goto(address)
        expect(desk.page.locator("h1")).to_be_visible()
        desk.looks(name)
    expect(desk.page.get_by_text("Giấy tờ cần nộp thêm").first).to_be_visible()
    desk.page.goto("/tra-cuu/")
    desk.type_into("Mã hồ sơ", str(dossier.code))
    desk.type_into("Mã tra cứu", dossier.secret)
    desk.press("Xem hồ sơ")
    expect(desk.page.get_by_text("Cơ quan đã báo cho ông/bà")).to_be_visible()
    desk.looks("standing-told")
