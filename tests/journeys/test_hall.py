"""One person from the kiosk to the rating: ticket, telephone, screen, counter, dossier; and each page of the hall.

With MOTCUA_PICTURES=1 the pictures of the guide docs/huong-dan/sanh.md are made anew.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from motcua.dossiers.models import Dossier
from motcua.dossiers.rating_codes import newest_slip
from motcua.feedback.models import Rating
from motcua.organisation.terms import Role
from motcua.queueing.actions.kiosks import prepare_kiosk, set_up_kiosk
from motcua.queueing.models import Ticket, TicketEvent
from motcua.queueing.terms import PriorityReason, TicketState
from motcua.web.shared.kiosk_mode import COOKIE
from tests.browsing import barriers, guide_picture, prepared
from tests.cast import CERTIFIED_COPY, Q11, SetClock, at
from tests.journeys.walking import Walk
from tests.queueing.hall import desk_of, group, take

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "huong-dan" / "anh-sanh"
HALL: ViewportSize = {"width": 1280, "height": 1024}
PHONE: ViewportSize = {"width": 390, "height": 844}
NAME = "Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Hương Thị Minh Khai Đặng Trần"


@pytest.fixture
def window(site: str, browser: Browser) -> Iterator[Callable[[ViewportSize], Page]]:
    """Another browser in the same hall: the kiosk, the screen, a telephone."""
    opened = []

    def another(shape: ViewportSize) -> Page:
        context = prepared(browser.new_context(base_url=site, locale="vi-VN", viewport=shape))
        opened.append(context)
        return context.new_page()

    yield another
    for context in opened:
        context.close()


def seen(page: Page, name: str) -> None:
    """Nobody is kept from reading the page; a picture for the guide where they are renewed."""
    assert barriers(page) == [], name
    guide_picture(page, GUIDE / f"{name}.webp", tallest=1400)


def take_at_kiosk(kiosk: Page, desk_id: int, site: str) -> Ticket:
    """The machine at the door gives a number."""
    desk = desk_of(Q11)
    code = prepare_kiosk(desk=desk, mark="K", actor=None, at=MORNING, valid_from=MORNING.date())
    key = set_up_kiosk(code=code, actor=None, at=MORNING)
    kiosk.context.add_cookies([{"name": COOKIE, "value": key, "url": site}])
    kiosk.goto(f"/kiot/{desk_id}/")
    seen(kiosk, "1-kiot")
    kiosk.get_by_role("link", name="Lấy số chờ").click()
    kiosk.get_by_label("Chứng thực").check()
    kiosk.get_by_role("button", name="Lấy số", exact=True).click()
    expect(kiosk.get_by_role("heading", name="Số của ông/bà")).to_be_visible()
    seen(kiosk, "2-phieu-so")
    return Ticket.objects.get()


def receive(desk: Walk) -> Dossier:
    """From the panel to the reception and back, by keyboard; the address names nobody."""
    desk.alt("k")
    desk.page.wait_for_url("**/can-bo/tiep-nhan/")
    desk.type_into("Tên hoặc mã thủ tục", CERTIFIED_COPY)
    desk.page.keyboard.press("Enter")
    desk.type_into("Họ, chữ đệm và tên", NAME)
    desk.type_into("Số giấy tờ hoặc mã số thuế", "079085001234")
    desk.type_into("Số điện thoại", "0912345678")
    desk.page.get_by_label("Đã nhận đủ giấy tờ bắt buộc").check()
    desk.press("Tiếp nhận")
    expect(desk.page.get_by_text("Đã tiếp nhận hồ sơ")).to_be_visible()
    return Dossier.objects.get()


def rate_at_kiosk(kiosk: Page, desk_id: int, code: str) -> None:
    """Five faces for the slip."""
    kiosk.goto(f"/kiot/{desk_id}/")
    kiosk.get_by_role("link", name="Đánh giá việc phục vụ").click()
    kiosk.get_by_label("Mã đánh giá").fill(code)
    kiosk.get_by_role("button", name="Tiếp tục").click()
    seen(kiosk, "7-danh-gia")
    kiosk.locator(".mc-face").first.click()
    expect(kiosk.get_by_role("heading", name="Cảm ơn ông/bà")).to_be_visible()


def test_kiosk_ticket_screen_counter_dossier_rating(
    walk: Callable[[str], Walk], window: Callable[[ViewportSize], Page], site: str, office_clock: SetClock
) -> None:
    office_clock(MORNING)
    desk_id = desk_of(Q11).pk
    kiosk, screen, phone = window(HALL), window(HALL), window(PHONE)
    ticket = take_at_kiosk(kiosk, desk_id, site)
    phone.goto(f"/so/{ticket.public_id}/")
    expect(phone.get_by_text("Ông/bà là người tiếp theo")).to_be_visible()
    seen(phone, "3-dien-thoai")

    desk = walk(Q11)
    _open_counter(desk)
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("button", name="Người đã đến, bắt đầu")).to_be_focused()
    seen(desk.page, "5-da-goi")

    screen.goto(f"/man-hinh/sanh/{desk_id}/")
    expect(screen.locator(".mc-screen__code").first).to_have_text(ticket.code)
    seen(screen, "6-man-hinh")
    phone.get_by_role("link", name="Xem lại").click()
    expect(phone.get_by_text("Mời ông/bà đến quầy 2")).to_be_visible()

    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_text("Đang phục vụ")).to_be_visible()
    dossier = receive(desk)
    desk.page.goto("/can-bo/sanh/")
    expect(desk.page.get_by_role("link", name=str(dossier.code))).to_be_visible()
    assert NAME not in desk.page.content()
    seen(desk.page, "5-dang-phuc-vu")
    desk.alt("x")
    expect(desk.page.get_by_role("button", name="Mời người tiếp theo")).to_be_visible()
    phone.get_by_role("link", name="Xem lại").click()
    expect(phone.get_by_text("Đã xong. Xin cảm ơn ông/bà.")).to_be_visible()

    slip = newest_slip(dossier)
    assert slip is not None
    rate_at_kiosk(kiosk, desk_id, slip.code)
    assert Rating.objects.count() == 1
    _one_visit(ticket, dossier)


def _open_counter(desk: Walk) -> None:
    """The clerk sits down at counter 2."""
    desk.enter(Role.RECEIVE, MORNING + timedelta(minutes=4))
    desk.page.goto("/can-bo/sanh/")
    desk.page.get_by_label("Quầy 2").check()
    desk.press("Mở quầy")
    expect(desk.page.get_by_role("button", name="Mời người tiếp theo")).to_be_focused()
    seen(desk.page, "4-quay-trong")


def _one_visit(ticket: Ticket, dossier: Dossier) -> None:
    """The ticket tells the whole visit, and which dossier came of it."""
    ticket.refresh_from_db()
    assert ticket.state == TicketState.FINISHED
    acts = TicketEvent.objects.filter(ticket=ticket).order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["issue", "call", "start", "finish"]
    assert [link.dossier for link in ticket.dossiers.all()] == [dossier]


def full_hall() -> Ticket:
    """Many wait since long, one of them elderly; the last is another's."""
    for place in range(18):
        reason = PriorityReason.ELDERLY if place == 7 else None
        take("ABG"[place % 3], MORNING - timedelta(minutes=75 - 3 * place), priority=reason)
    return take("AB", MORNING)


@pytest.mark.requirement("R-302")
def test_every_page_of_the_hall_can_be_read_by_everybody(
    walk: Callable[[str], Walk], window: Callable[[ViewportSize], Page]
) -> None:
    desk = walk(Q11)
    desk.enter(Role.LEAD, MORNING)
    desk.page.goto("/can-bo/sanh/theo-doi/")
    desk.looks("hall-board-empty")
    last = full_hall()
    desk.enter(Role.RECEIVE, MORNING)
    for name, address in (
        ("issue", "cap-so/"),
        ("ticket", f"so/{last.public_id}/"),
        ("slip", f"so/{last.public_id}/phieu/"),
    ):
        desk.page.goto(f"/can-bo/sanh/{address}")
        desk.looks(f"hall-{name}")
    desk.page.goto("/can-bo/sanh/")
    desk.looks("hall-open")
    desk.page.get_by_label("Quầy 1").check()
    desk.press("Mở quầy")
    expect(desk.page.get_by_role("button", name="Mời người tiếp theo")).to_be_focused()
    desk.looks("hall-panel")
    desk.page.goto(f"/can-bo/sanh/so/{last.public_id}/")
    desk.press("Gọi số này đến quầy tôi")
    expect(desk.page.get_by_role("alert")).to_contain_text("Gọi ngoài thứ tự phải ghi lý do")
    desk.looks("hall-out-of-order")
    _served(desk)
    desk.enter(Role.LEAD, MORNING + timedelta(minutes=1))
    desk.looks("hall-head-home")
    desk.page.goto("/can-bo/sanh/theo-doi/")
    desk.looks("hall-board")
    _citizens_pages(Walk(window(PHONE), desk.set_clock, Q11))


def _served(desk: Walk) -> None:
    """At the counter: transferred without saying where, put on hold, help asked for."""
    desk.page.goto("/can-bo/sanh/")
    expect(desk.page.get_by_role("button", name="Mời người tiếp theo")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("button", name="Người đã đến, bắt đầu")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("button", name="Xong, mời người tiếp theo")).to_be_visible()
    desk.page.get_by_text("Chuyển quầy hoặc nhóm việc").click()
    desk.press("Chuyển")
    expect(desk.page.get_by_role("alert")).to_contain_text("Chưa chọn: Chuyển đến")
    desk.looks("hall-transfer")
    desk.press("Tạm dừng")
    expect(desk.page.get_by_role("heading", name="Tạm dừng, vắng mặt")).to_be_visible()
    desk.press("Báo khẩn")
    expect(desk.page.get_by_text("Báo khẩn: Quầy 1")).to_be_visible()
    desk.looks("hall-alarm")


def _citizens_pages(citizen: Walk) -> None:
    """Without signing in, on a telephone."""
    citizen.page.goto("/lay-so/")
    citizen.looks("hall-from-afar")
    citizen.page.get_by_role("link", name="Quận 11").click()
    citizen.press("Lấy số")
    expect(citizen.page.get_by_role("alert")).to_contain_text("Chọn ít nhất một việc.")
    citizen.looks("hall-take")
    citizen.page.get_by_label(group("B").name).check()
    citizen.page.get_by_label("Số điện thoại di động").fill("0912345678")
    citizen.press("Lấy số")
    expect(citizen.page.get_by_text("Số của ông/bà").first).to_be_visible()
    citizen.looks("hall-taken")
    citizen.page.get_by_role("button", name="Xem còn mấy người").click()
    citizen.page.get_by_text("Tôi không đến nữa").click()
    citizen.looks("hall-number")
