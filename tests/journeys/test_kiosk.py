"""Somebody stands before the kiosk: everything can be touched and read, Vietnamese is typed, nothing is left behind.

Without network tickets go on; a press later they are in the office, each once (R-027).
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from motcua.dossiers.models import Draft
from motcua.organisation.queries import desk_of
from motcua.queueing.actions.kiosks import prepare_kiosk, set_up_kiosk
from motcua.queueing.models import KioskSetup, Ticket
from motcua.web.shared.kiosk_mode import COOKIE
from tests.browsing import arrived, barriers, prepared, screenshot
from tests.cast import BINH_THOI, SetClock
from tests.filing_online import EXTRACT, FLOW, MONDAY

pytestmark = pytest.mark.needs_chromium
TALL, WIDE = {"width": 1080, "height": 1920}, {"width": 1280, "height": 1024}
TOUCH, TEXT = 64, 24
# What can be pressed and is smaller than a finger; a box with its label counts as one.
_SMALL = """least => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(one => one.checkVisibility() && !one.classList.contains('govuk-skip-link'))
  .map(one => [one, ['radio', 'checkbox'].includes(one.type) && one.labels.length ? one.labels[0] : one])
  .map(([one, pressed]) => [one, pressed.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < least || box.height < least))
  .map(([one, box]) => `${one.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
# Large text stands out from its ground by 4.5 to 1, small by 7 to 1 (WCAG 2.1, 1.4.6), beside the rules of level AA.
_HIGH_CONTRAST = {"resultTypes": ["violations"], "rules": {"color-contrast-enhanced": {"enabled": True}}}
# A machine with a Vietnamese voice; what it is given to say is noted.
_VOICE = """
    window.spoken = [];
    const speech = { speaking: false, cancel() {}, addEventListener() {}, getVoices: () => [{ lang: "vi-VN" }] };
    speech.speak = (said) => spoken.push([said.lang, said.text]);
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
_UNREAD = ".govuk-visually-hidden, .govuk-skip-link, noscript, script, svg"
_TINY = """([least, unread]) => [...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility() && !one.closest(unread))
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < least)
  .map(one => `${one.outerHTML.slice(0, 120)} ${getComputedStyle(one).fontSize}`)"""


@pytest.fixture
def desk_id(site: str) -> int:
    desk = desk_of(unit_id=BINH_THOI, on=MONDAY.date())
    assert desk is not None
    return desk.pk


@pytest.fixture
def kiosk(site: str, browser: Browser, desk_id: int, office_clock: SetClock) -> Iterator[Page]:
    """The machine at the door, set up as kiosk K."""
    office_clock(MONDAY)
    desk = desk_of(unit_id=BINH_THOI, on=MONDAY.date())
    assert desk is not None
    code = prepare_kiosk(
        desk=desk, mark="K", actor=None, at=MONDAY, valid_from=MONDAY.date(), idle_seconds=600
    )
    key = set_up_kiosk(code=code, actor=None, at=MONDAY)
    context = prepared(browser.new_context(base_url=site, locale="vi-VN", viewport=TALL, has_touch=True))  # type: ignore[arg-type]
    context.add_cookies([{"name": COOKIE, "value": key, "url": site}])
    yield context.new_page()
    context.close()


def seen(page: Page, name: str) -> None:
    """Everybody can press, read and hear the page, on a tall and on a wide screen."""
    arrived(page)
    for shape in (WIDE, TALL):
        page.set_viewport_size(shape)  # type: ignore[arg-type]
        assert page.evaluate(_SMALL, TOUCH) == [], name
        assert page.evaluate(_TINY, [TEXT, _UNREAD]) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= shape["width"], name
        page.evaluate("document.fonts.ready")
        screenshot(page, f"kiot-{name}-{shape['width']}", whole=False)
    assert barriers(page, _HIGH_CONTRAST) == [], name


def press(page: Page, keys: str) -> None:
    """On the screen's own keyboard."""
    for key in keys:
        page.locator(".mc-keyboard").get_by_role(
            "button", name=key if key != " " else "Dấu cách", exact=True
        ).click()


def clear(page: Page) -> None:
    for _ in page.locator(":focus").input_value():
        page.locator(".mc-keyboard").get_by_role("button", name="Xóa", exact=True).click()


def wait_until(page: Page, what: str, said: object) -> None:
    """What the machine remembers of its series is so."""
    for _ in range(100):
        if (
            page.evaluate("what => JSON.parse(localStorage.getItem('kiosk-tickets') || '{}')[what]", what)
            == said
        ):
            return
        page.wait_for_timeout(200)
    raise AssertionError(what)


def type_what_is_looked_for(kiosk: Page) -> None:
    """By Telex on the screen's keyboard."""
    field = kiosk.get_by_label("Gõ tên việc, ví dụ: khai sinh")
    field.click()
    press(kiosk, "ddaafu")
    expect(field).to_have_value("đầu")
    seen(kiosk, "ban-phim")
    clear(kiosk)
    press(kiosk, "tr")
    kiosk.get_by_role("button", name="CHỮ HOA").click()
    press(kiosk, "I")
    clear(kiosk)
    press(kiosk, "trichs lujc")
    expect(field).to_have_value("trích lục")


def fill_in_who(kiosk: Page) -> None:
    """From what was found to the page that asks who files."""
    kiosk.get_by_role("button", name="Tìm", exact=True).click()
    kiosk.locator(f"a[href$='/thu-tuc/{EXTRACT}/']").click()
    seen(kiosk, "huong-dan")
    kiosk.get_by_role("button", name="Kê khai và nộp tại máy này").click()
    seen(kiosk, "bat-dau")
    kiosk.get_by_role("button", name="Bắt đầu").click()
    seen(kiosk, "noi-nop")
    kiosk.get_by_role("button", name="Lưu và tiếp tục").click()
    no_camera(kiosk)
    name = kiosk.get_by_label("Họ tên của ông/bà")
    name.click()
    press(kiosk, "Nguyeenx".lower())
    expect(name).to_have_value("nguyễn")
    kiosk.get_by_label("Điện thoại", exact=False).first.click()
    expect(kiosk.locator(".mc-keyboard").get_by_role("button", name="q", exact=True)).to_be_hidden()
    press(kiosk, "0912")
    kiosk.locator(".mc-keyboard").get_by_role("button", name="Xong chữ").click()
    seen(kiosk, "nguoi-nop")


def no_camera(kiosk: Page) -> None:
    """This machine has none: it says so, and the visit goes on by hand."""
    kiosk.get_by_text("Điền nhanh từ thẻ căn cước").click()
    kiosk.get_by_role("button", name="Mở máy ảnh").click()
    expect(kiosk.get_by_text("Máy ảnh không dùng được. Hãy đưa thẻ vào đầu đọc hoặc gõ tay.")).to_be_visible()
    kiosk.get_by_text("Điền nhanh từ thẻ căn cước").click()


@pytest.mark.requirement("R-027")
def test_the_page_is_read_aloud_where_the_machine_has_a_vietnamese_voice_and_what_was_typed_is_not(
    kiosk: Page, desk_id: int
) -> None:
    kiosk.goto(f"/kiot/{desk_id}/tim/")
    aloud = kiosk.get_by_role("button", name="Nghe đọc")
    expect(aloud).to_be_hidden()  # no such voice here
    kiosk.add_init_script(_VOICE)
    kiosk.goto(f"/kiot/{desk_id}/tim/")
    kiosk.get_by_label("Gõ tên việc, ví dụ: khai sinh").fill("chuyện riêng của tôi")
    kiosk.locator(".mc-keyboard").get_by_role("button", name="Xong chữ").click()
    aloud.click()
    spoken = kiosk.evaluate("spoken")
    assert {lang for lang, _ in spoken} == {"vi-VN"}
    words = [text for _, text in spoken]
    assert "Ông/bà cần làm việc gì?" in words
    assert "Gõ tên việc, ví dụ: khai sinh" in words
    assert not any("chuyện riêng" in text or "Xong, xóa hết" in text for text in words)


@pytest.mark.requirement("R-027")
def test_a_visit_at_the_kiosk_from_the_first_touch_to_nothing_left(kiosk: Page, desk_id: int) -> None:
    kiosk.goto(f"/kiot/{desk_id}/")
    seen(kiosk, "dau")
    tops = kiosk.locator(".mc-tile").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert min(tops) >= TALL["height"] / 3
    kiosk.get_by_role("link", name="Xem giấy tờ, kê khai và nộp hồ sơ").click()
    seen(kiosk, "tim")
    type_what_is_looked_for(kiosk)
    fill_in_who(kiosk)
    draft = Draft.objects.get(state="open")
    # Nobody answers the warning.
    KioskSetup.objects.update(idle_seconds=60)
    warning = kiosk.get_by_role("dialog", name="Ông/bà còn ở đây không?")
    kiosk.evaluate("document.querySelector('dialog').showModal()")
    seen(kiosk, "con-day-khong")
    kiosk.clock.install()
    kiosk.reload()
    expect(warning).to_be_hidden()
    kiosk.clock.fast_forward(45_000)
    expect(warning).to_be_visible()
    kiosk.get_by_role("button", name="Tôi còn ở đây").click()
    expect(warning).to_be_hidden()
    kiosk.clock.fast_forward(61_000)
    kiosk.wait_for_url(f"**/kiot/{desk_id}/")
    draft.refresh_from_db()
    assert draft.state == "discarded"
    kiosk.go_back()
    expect(kiosk).not_to_have_url(f"{FLOW}nguoi-nop/")
    expect(kiosk.get_by_role("heading", name="Ông/bà cần làm việc gì?")).to_be_visible()


@pytest.mark.requirement("R-027")
def test_tickets_go_on_without_network_and_are_in_the_office_after_it(kiosk: Page, desk_id: int) -> None:
    kiosk.goto(f"/kiot/{desk_id}/lay-so/")
    seen(kiosk, "lay-so")
    kiosk.get_by_label("Việc khác, hỏi đáp").check()
    kiosk.get_by_role("button", name="Lấy số", exact=True).click()
    expect(kiosk.locator(".mc-slip__code")).to_have_text("GK001")
    seen(kiosk, "phieu")
    _is_a_slip(kiosk.pdf(prefer_css_page_size=True), "GK001")
    kiosk.goto(f"/kiot/{desk_id}/lay-so/")
    wait_until(kiosk, "last", {"G": 1})
    kiosk.context.set_offline(True)
    for number in (2, 3):
        kiosk.get_by_label("Việc khác, hỏi đáp").check()
        kiosk.get_by_role("button", name="Lấy số", exact=True).click()
        expect(kiosk.locator("[data-slip-code]")).to_have_text(f"GK00{number}")
        if number == 2:
            seen(kiosk, "mat-mang")
        kiosk.get_by_role("button", name="Tôi đã nhớ số").click()
    assert Ticket.objects.count() == 1
    kiosk.context.set_offline(False)
    kiosk.goto(f"/kiot/{desk_id}/")
    wait_until(kiosk, "waiting", [])
    assert list(Ticket.objects.order_by("number").values_list("code", flat=True)) == [
        "GK001",
        "GK002",
        "GK003",
    ]


def _is_a_slip(printed: bytes, code: str) -> None:
    """One piece of a roll 80 mm wide, with the number large on it."""
    with PdfDocument(printed) as slip:
        assert [round(page.get_width() * 25.4 / 72) for page in slip] == [80]
        assert code in slip[0].get_textpage().get_text_range()
