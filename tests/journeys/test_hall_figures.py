"""The head reads how long people waited and how many counters each hour needs; empty and full."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from motcua.queueing.terms import TicketAct
from tests.cast import CERTIFIED_COPY, Q11, at, received
from tests.journeys.walking import Walk
from tests.queueing.hall_days import desk_of_unit, served, visited

pytestmark = pytest.mark.needs_chromium
NOW = at("2022-05-24 09:00")
A = TicketAct


def some_days() -> None:
    """Three mornings with a peak at eight, a quiet afternoon, one person who left."""
    desk = desk_of_unit(Q11)
    for day in range(16, 19):
        for number in range(30):
            came = at("2022-05-16 07:40") + timedelta(minutes=4 * number + (180 if number > 24 else 0))
            called = came + timedelta(minutes=number % 7 * 7)
            done = called + timedelta(minutes=9 + number % 5)
            served(desk, f"{came:%H:%M}", f"{called:%H:%M}", f"{done:%H:%M}", day=date(2022, 5, day))
    visited(desk, (A.ISSUE, "10:00"), (A.LEAVE, "10:40"), day=date(2022, 5, 18))


@pytest.mark.requirement("R-039")
@pytest.mark.requirement("R-302")
def test_the_head_reads_the_waits_opens_the_visits_and_plans_counters(walk: Callable[[str], Walk]) -> None:
    head = walk(Q11)
    head.enter(Role.LEAD, NOW)
    for name, address in {"report": "bao-cao/", "travel": "bao-cao/di-lai/", "plan": "ke-hoach/"}.items():
        head.page.goto(f"/can-bo/sanh/{address}")
        expect(head.page.locator("h1")).to_be_visible()
        head.looks(f"hall-{name}-empty")
    some_days()
    received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    head.page.goto("/can-bo/sanh/bao-cao/?tu=2022-05-01&den=2022-05-31")
    expect(head.page.get_by_role("cell", name="91").first).to_be_visible()
    head.looks("hall-report")
    head.page.get_by_role("table").first.get_by_role("link", name="1", exact=True).click()
    expect(head.page.locator("h1")).to_contain_text("Lượt không được gọi")
    head.page.goto("/can-bo/sanh/bao-cao/danh-sach/?tu=2022-05-01&den=2022-05-31&loai=above")
    head.looks("hall-report-list")
    head.page.goto("/can-bo/sanh/bao-cao/di-lai/")
    head.looks("hall-travel")
    head.page.goto("/can-bo/sanh/ke-hoach/")
    head.page.get_by_label("95 trong 100 người chờ không quá (phút)").fill("20")
    head.press("Tính")
    expect(head.page.get_by_role("heading", name="Số quầy cần mở từng giờ")).to_be_visible()
    head.looks("hall-plan")
