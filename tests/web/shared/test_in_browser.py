"""The look in a real browser: everybody can read it, walk it by keyboard, and press twice without harm."""

import pytest
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Request, Route, expect

from motcua.core.refusals import Refusal
from tests.browsing import barriers

pytestmark = pytest.mark.needs_chromium

STYLE_PAGE = "/can-bo/mau-giao-dien/"
_DESK = """{% extends "shared/base_staff.html" %}{% load mc %}{% block title %}Quầy{% endblock %}
{% block content %}<h1 class="govuk-heading-l">Quầy</h1>
<form action="/thu-nghiem/gui/" method="post">{% mc_button "Lưu nháp" %}
{% include "shared/components/cccd_qr.html" with hx_post="/thu-nghiem/qr/" %}
<input class="govuk-input" aria-label="Tên" name="name">{% mc_button "Tiếp nhận" key="t" %}</form>
<form action="/thu-nghiem/gui/" method="post" hx-post="/thu-nghiem/tu-choi/" hx-target="#out">
{% mc_button "Phê duyệt" %}</form><div id="out"></div>{% endblock %}"""
_REFUSED = "{% load mc %}{% mc_refusal refusal %}"


def drawn(template: str, **facts: object) -> str:
    return engines["django"].from_string(template).render(facts, RequestFactory().get("/"))


@pytest.fixture
def desk(page: Page) -> Page:
    """A page of the desk whose forms go nowhere: the browser, styles and script are the real ones."""
    page.route(
        "**/thu-nghiem/",
        lambda route: route.fulfill(body=drawn(_DESK), content_type="text/html; charset=utf-8"),
    )
    page.goto("/thu-nghiem/")
    return page


def answered(page: Page, path: str, body: str, status: int = 200) -> list[Request]:
    """Answer a path with a body; the returned list fills with the requests that arrive."""
    arrived: list[Request] = []

    def answer(route: Route) -> None:
        arrived.append(route.request)
        route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8")

    page.route(f"**{path}", answer)
    return arrived


@pytest.mark.requirement("R-302")
@pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])
def test_no_component_has_an_accessibility_fault(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(STYLE_PAGE)
    assert barriers(page) == []


@pytest.mark.requirement("R-302")
@pytest.mark.parametrize("width", [640, 390, 320], ids=["200 percent", "phone", "400 percent"])
def test_nothing_has_to_be_scrolled_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(STYLE_PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.requirement("R-302")
def test_the_first_key_leads_past_the_tabs_to_the_content(desk: Page) -> None:
    desk.keyboard.press("Tab")
    expect(desk.locator(".govuk-skip-link")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()


@pytest.mark.requirement("R-302")
def test_an_error_in_the_summary_leads_to_its_control(page: Page) -> None:
    page.goto(STYLE_PAGE)
    page.get_by_role("link", name="Tháng phải từ 1 đến 12").press("Enter")
    expect(page.locator("#id_born_month")).to_be_focused()


def test_a_field_under_a_choice_appears_with_the_choice(page: Page) -> None:
    page.goto(STYLE_PAGE)
    address = page.locator("#id_empty-address")
    expect(address).to_be_hidden()
    page.locator("label[for=id_empty-way_1]").click()
    expect(address).to_be_visible()
    page.locator("label[for=id_empty-way_0]").click()
    expect(address).to_be_hidden()


def test_a_page_without_script_hides_nothing_from_the_person(site: str, browser: Browser) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(STYLE_PAGE)
    expect(plain.locator("#id_empty-address")).to_be_visible()
    expect(plain.get_by_role("navigation", name="Trang chính").get_by_role("link").first).to_be_visible()
    context.close()


def test_a_double_press_sends_the_form_once(desk: Page) -> None:
    desk.evaluate(
        """() => {
            window.sent = 0;
            window.addEventListener("submit", (event) => {
                if (!event.defaultPrevented) window.sent += 1;
                event.preventDefault();
            });
        }"""
    )
    desk.get_by_role("button", name="Tiếp nhận").dblclick()
    assert desk.evaluate("window.sent") == 1


def test_a_refusal_is_swapped_in_and_takes_the_focus(desk: Page) -> None:
    refusal = Refusal("someone_was_first", "Chị Lan đã phê duyệt lúc 14:05. Tải lại trang để xem.")
    answered(desk, "/thu-nghiem/tu-choi/", drawn(_REFUSED, refusal=refusal), status=409)
    desk.get_by_role("button", name="Phê duyệt").click()
    expect(desk.locator(".mc-refusal")).to_be_focused()
    expect(desk.locator(".mc-refusal")).to_contain_text("Chị Lan đã phê duyệt")


def test_a_failing_server_is_told_and_the_form_may_be_sent_again(desk: Page) -> None:
    arrived = answered(desk, "/thu-nghiem/tu-choi/", "", status=500)
    approve = desk.get_by_role("button", name="Phê duyệt")
    approve.click()
    expect(desk.locator("#live")).to_contain_text("Máy chủ không làm được")
    approve.click()
    expect(desk.locator("#live")).to_contain_text("Máy chủ không làm được")
    desk.wait_for_function("!document.querySelector('[aria-disabled=true]')")
    assert len(arrived) == 2


def test_a_scanned_card_fills_the_form_and_never_sends_it(desk: Page) -> None:
    sent = answered(desk, "/thu-nghiem/gui/", "<p>Đã nhận</p>")
    read = answered(desk, "/thu-nghiem/qr/", "<form id='filled'>Đã điền</form>")
    desk.get_by_label("Quét mã QR").press_sequentially("001199012345|012345678|Nguyễn Thị Ngọc Huyền")
    desk.keyboard.press("Enter")
    expect(desk.locator("#filled")).to_be_visible()
    assert (len(read), len(sent)) == (1, 0)
    assert "cccd_qr=001199012345" in (read[0].post_data or "")


def test_the_keys_of_a_page_are_listed_on_it(desk: Page) -> None:
    desk.get_by_text("Phím tắt của trang này").click()
    listed = desk.locator(".mc-keys__list")
    expect(listed).to_contain_text("Alt+T")
    expect(listed).to_contain_text("Tiếp nhận")
