"""The line breaks while a person fills a form on their own phone: what stands there then, and what goes on after."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, expect

from motcua.dossiers.models import Draft
from tests.browsing import prepared
from tests.cast import BINH_THOI
from tests.citizens import citizen, signed_in
from tests.filing_online import FLOW, MONDAY, PAGES
from tests.journeys.test_filing_online import answer, go_on

pytestmark = pytest.mark.needs_chromium
PHONE: ViewportSize = {"width": 390, "height": 844}
FIRST, *REST = PAGES
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('offline-draft:')).length"


@pytest.fixture
def phone(browser: Browser, site: str, office_clock: Callable[[datetime], None]) -> Iterator[Page]:
    """The phone of somebody signed in, on that Monday morning."""
    office_clock(MONDAY)
    context = prepared(browser.new_context(base_url=site, locale="vi-VN", viewport=PHONE))
    client = signed_in(Client(), citizen(moment=MONDAY), moment=MONDAY)
    stay = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": stay, "url": site}])
    yield context.new_page()
    context.close()


def begun_on_an_own_phone(page: Page) -> None:
    """Its owner says so, and goes on to the first page of the form."""
    page.goto(f"{FLOW}?don-vi={BINH_THOI}")
    page.get_by_role("button", name="Máy này là của tôi").click()
    expect(page.get_by_role("button", name="Không giữ trong máy này nữa")).to_be_visible()
    expect(page.get_by_role("button", name="Máy này là của tôi")).to_be_hidden()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("button", name="Bắt đầu").click()
    answer(page, {"unit": BINH_THOI})
    go_on(page)
    answer(page, {"phone": "0987654321", "address": "5 Bình Thới"})
    go_on(page)
    page.wait_for_url(f"**/khai/{FIRST}/")


@pytest.mark.requirement("R-137")
def test_what_was_typed_without_a_line_is_there_when_the_line_is_back_and_the_draft_goes_on(
    phone: Page,
) -> None:
    begun_on_an_own_phone(phone)
    address = phone.url
    phone.context.set_offline(True)
    answer(phone, PAGES[FIRST])
    phone.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(phone.get_by_role("status")).to_contain_text("được giữ trong máy này")
    expect(phone.get_by_role("status")).to_be_in_viewport()
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đang mất mạng")
    expect(phone.locator("main")).to_contain_text("Những gì ông/bà đã điền được giữ trong máy này")
    assert Draft.objects.get().answers == {}
    phone.context.set_offline(False)
    phone.goto(address)
    for name, value in PAGES[FIRST].items():
        expect(phone.locator(f"[name='{name}']")).to_have_value(value)
    go_on(phone)
    phone.wait_for_url(f"**/khai/{REST[0]}/")
    assert Draft.objects.get().answers["requester_name"] == "Trần Thị Bé"
    assert phone.evaluate(KEPT) == 0


@pytest.mark.requirement("R-137")
def test_the_browser_reads_the_manifest_of_the_page_without_a_fault(phone: Page) -> None:
    phone.goto(f"{FLOW}?don-vi={BINH_THOI}")
    found = phone.context.new_cdp_session(phone).send("Page.getAppManifest")
    assert found["url"] == f"{phone.evaluate('location.origin')}/manifest.webmanifest"
    assert found["errors"] == []
    said = json.loads(found["data"])
    for icon in said["icons"]:
        size = phone.evaluate(
            "async (source) => { const one = new Image(); one.src = source; await one.decode(); return one.width }",
            icon["src"],
        )
        assert size > 0
    assert phone.goto(said["start_url"]).status == 200  # type: ignore[union-attr]
    expect(phone.get_by_role("heading", level=1)).to_have_text("Hồ sơ đang soạn")


def test_what_the_office_has_is_not_kept_on_the_phone_and_never_overwrites_another_device(
    phone: Page,
) -> None:
    begun_on_an_own_phone(phone)
    phone.locator("[name='requester_name']").fill("Trần Thị Bé Hai")
    assert phone.evaluate(KEPT) == 1
    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        phone.locator("[name='requester_name']").blur()
    phone.reload()
    assert phone.evaluate(KEPT) == 0
    draft = Draft.objects.get()
    assert draft.answers["requester_name"] == "Trần Thị Bé Hai"
    Draft.objects.update(
        answers=draft.answers | {"requester_name": "Trần Thị Bé Ba"}, version=draft.version + 1
    )
    phone.reload()
    expect(phone.locator("[name='requester_name']")).to_have_value("Trần Thị Bé Ba")


def test_who_keeps_nothing_on_the_phone_any_more_leaves_nothing_there(phone: Page) -> None:
    begun_on_an_own_phone(phone)
    phone.context.set_offline(True)
    phone.locator("[name='requester_name']").fill("Trần Thị Bé Hai")
    phone.context.set_offline(False)
    phone.goto(FLOW)
    phone.get_by_role("button", name="Không giữ trong máy này nữa").click()
    expect(phone.get_by_role("button", name="Máy này là của tôi")).to_be_visible()
    assert phone.evaluate("Object.keys(localStorage).length") == 0
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
