"""A person books on a telephone, changes, comes and is given a number; the head takes a day off; every page is read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from motcua.queueing.models import Appointment, SlotPlace
from tests.browsing import arrived
from tests.cast import Q11, at
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 07:40")
NAME = "Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Hương Thị Minh Khai Đặng Trần"


@pytest.mark.requirement("R-026", "R-041", "R-302")
def test_a_booking_from_the_first_page_to_the_ticket(walk: Callable[[str], Walk]) -> None:
    step = walk(Q11)
    step.set_clock(MORNING)
    page = step.page
    page.set_default_timeout(60_000)
    page.goto("/dat-lich/")
    step.looks("booking-start")
    page.get_by_role("link", name="Ủy ban nhân dân Quận 11", exact=True).click()
    step.looks("booking-services")
    page.get_by_role("link", name="Chứng thực chữ ký trong các giấy tờ", exact=False).click()
    expect(page.get_by_role("heading", name="Chọn ngày")).to_be_visible()
    step.looks("booking-slot")
    page.get_by_role("button", name="Đặt lịch hẹn").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn: Giờ đến")
    step.looks("booking-slot-wrong")
    page.get_by_label("08:30 đến 09:00").check()
    page.get_by_label("Họ và tên").fill(NAME)
    page.get_by_label("Số điện thoại").fill("0912 345 678")
    page.get_by_role("button", name="Đặt lịch hẹn").click()
    expect(page.get_by_role("heading", name="Đã đặt lịch hẹn")).to_be_visible()
    step.looks("booked")
    one = Appointment.objects.get()
    _change_the_hour(step, one)
    _come_to_the_desk(step, one)


def _change_the_hour(step: Walk, one: Appointment) -> None:
    """With the number and the secret; another may wait for a slot that gets free."""
    page = step.page
    page.goto("/dat-lich/")
    page.get_by_label("Số lịch hẹn hoặc số lượt chờ").fill(one.number)
    page.get_by_label("Mã tra cứu").fill(one.secret)
    page.get_by_role("button", name="Xem lịch hẹn").click()
    step.looks("booking-standing")
    page.get_by_role("button", name="Đổi giờ khác").click()
    page.get_by_label("Giờ mới").select_option(index=2)
    step.looks("booking-change")
    page.get_by_role("button", name="Đổi giờ hẹn").click()
    expect(page.locator("body")).to_contain_text("Đã đổi giờ hẹn.")
    page.goto(f"/dat-lich/{Q11}/cho/?thu-tuc=2.000884")
    step.looks("booking-wait")


def _come_to_the_desk(step: Walk, one: Appointment) -> None:
    """The clerk finds the booking and gives the ticket; the head sees the windows."""
    page = step.page
    step.enter(Role.RECEIVE, MORNING)
    page.goto("/can-bo/lich-hen/")
    expect(page.locator("table")).to_contain_text(NAME)
    step.looks("appointments")
    page.get_by_role("link", name=one.number).click()
    step.looks("appointment")
    page.get_by_role("button", name="Ghi đã đến").click()
    arrived(page)
    one.refresh_from_db()
    assert one.ticket is not None
    expect(page.locator("main")).to_contain_text(one.ticket.code)
    assert SlotPlace.objects.count() == 1
    page.goto("/can-bo/lich-hen/dat/")
    step.looks("appointment-book")

    step.enter(Role.LEAD, MORNING)
    page.goto("/can-bo/lich-hen/khung-gio/")
    step.looks("appointment-plans")
