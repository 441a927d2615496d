"""From search to receipt by the accessibility tree alone; its pictures are in the guide docs/huong-dan/nguoi-dan.md."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from motcua.dossiers.models import OnlineFiling
from tests.browsing import arrived, guide_picture
from tests.cast import BINH_THOI
from tests.citizens import citizen, signed_in
from tests.documents.hostile_files import picture
from tests.filing_online import EXTRACT, IDENTITY, MONDAY, PAGES

pytestmark = pytest.mark.needs_chromium
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "huong-dan" / "anh-nguoi-dan"
PHONE: ViewportSize = {"width": 390, "height": 844}
REFLOW: ViewportSize = {"width": 320, "height": 640}
NAME = "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"
# A control that says nothing to who cannot see it.
UNNAMED = re.compile(
    r"^\s*- (?:textbox|searchbox|combobox|spinbutton|radio|checkbox|button|link)(?:$|:| \[)", re.MULTILINE
)


def heard(page: Page, name: str) -> None:
    """One main heading, every control named, nothing cut off at 400 %; a picture where they are renewed."""
    arrived(page)
    tree = page.locator("body").aria_snapshot()
    assert len(re.findall(r"- heading .*\[level=1\]", tree)) == 1, name
    assert not UNNAMED.findall(tree), (name, UNNAMED.findall(tree))
    page.set_viewport_size(REFLOW)
    assert page.evaluate("document.documentElement.scrollWidth") <= REFLOW["width"], name
    page.set_viewport_size(PHONE)
    guide_picture(page, GUIDE / f"{name}.webp", tallest=1500)


def label_of(page: Page, field: str) -> str:
    """What the label of a control says."""
    control = page.locator(f"[name='{field}']").first
    label = page.locator(f"label[for='{control.get_attribute('id')}']")
    return " ".join(label.inner_text().split())


def answer(page: Page, answers: dict[str, str]) -> None:
    """Each control is found as a screen reader finds it: by its role and its name."""
    for field, value in answers.items():
        control = page.locator(f"[name='{field}']").first
        if control.get_attribute("type") == "radio":
            chosen = page.locator(f"[name='{field}'][value='{value}']")
            words = page.locator(f"label[for='{chosen.get_attribute('id')}']").inner_text()
            page.get_by_role("radio", name=" ".join(words.split()), exact=True).first.check()
        elif control.evaluate("one => one.tagName") == "SELECT":
            page.get_by_role("combobox", name=label_of(page, field)).first.select_option(value)
        else:
            role: Literal["combobox", "textbox"] = "combobox" if control.get_attribute("list") else "textbox"
            page.get_by_role(role, name=label_of(page, field)).first.fill(value)


def press(page: Page, button: str) -> None:
    """With the keyboard."""
    page.get_by_role("button", name=button, exact=True).first.press("Enter")
    expect(page.locator(".govuk-error-summary, .mc-refusal")).to_have_count(0)


def come_in(page: Page, site: str) -> None:
    """The browser is in as a citizen."""
    browser = signed_in(Client(), citizen(moment=MONDAY), moment=MONDAY)
    stay = browser.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": stay, "url": site}])


def found_by_keyboard(page: Page) -> None:
    """From the start page to the page of the procedure, its conditions ticked."""
    page.goto(f"/?don-vi={BINH_THOI}")
    heard(page, "trang-dau")
    box = page.get_by_role("searchbox", name="Tìm thủ tục")
    box.focus()
    page.keyboard.type("trich luc khai sihn")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=NAME, exact=True)).to_be_visible()
    heard(page, "ket-qua-tim")
    page.get_by_role("link", name=NAME, exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    page.get_by_role("checkbox").first.press("Space")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    heard(page, "thu-tuc")


def told_for_whom(page: Page) -> None:
    """Where it goes, and that it is for oneself."""
    page.get_by_role("button", name="Nộp trực tuyến", exact=True).press("Enter")
    heard(page, "bat-dau")
    press(page, "Bắt đầu")
    answer(page, {"unit": BINH_THOI})
    press(page, "Lưu và tiếp tục")
    answer(page, {"phone": "0987654321", "address": "5 Bình Thới"})
    heard(page, "nop-cho-ai")
    press(page, "Lưu và tiếp tục")


def papers_sent(page: Page) -> None:
    """A picture of the card."""
    heard(page, "giay-to")
    page.locator(f"a[href$='/{IDENTITY}/']").press("Enter")
    photo: FilePayload = {"name": "căn cước.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")}
    page.locator("input[type=file]").set_input_files(photo)
    heard(page, "chup-giay-to")
    press(page, "Gửi tệp và xong giấy này")
    press(page, "Tiếp tục")


@pytest.mark.requirement("R-302")
@pytest.mark.requirement("R-126")
def test_an_extract_is_found_and_filed_by_its_accessibility_tree(
    page: Page, site: str, office_clock: Callable[[datetime], None]
) -> None:
    office_clock(MONDAY)
    page.set_viewport_size(PHONE)
    come_in(page, site)
    found_by_keyboard(page)
    told_for_whom(page)
    for group, answers in PAGES.items():
        answer(page, answers)
        heard(page, f"khai-{group}")
        press(page, "Lưu và tiếp tục")
    papers_sent(page)
    answer(page, {"return_channel": "desk"})
    heard(page, "nhan-ket-qua")
    press(page, "Lưu và tiếp tục")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xem lại trước khi nộp")
    heard(page, "xem-lai")
    press(page, "Cam đoan và nộp hồ sơ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã nộp hồ sơ")
    heard(page, "bien-nhan")
    filing = OnlineFiling.objects.get()
    assert (filing.dossier.procedure_id, filing.dossier.channel) == (EXTRACT, "online")
    assert str(filing.dossier.filing_number) in page.locator("main").inner_text()
