"""A day at the desk of Quận 11, 16 May 2022, 07:30 to 17:30: sixty visitors and every situation of a real desk.

One test, because it is one day: what the morning receives, the afternoon signs and the evening counts.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import BINH_THOI, MARITAL_STATUS, Q11, at, received
from tests.journeys.day import (
    at_the_counter,
    bulk,
    closing,
    leader_away,
    many_wishes,
    missing_papers,
    mistakes,
    moved_days,
    one_visitor,
    opening,
    other_ends,
    power_cut,
)
from tests.journeys.day.telling import Day
from tests.journeys.walking import Walk

CHAPTERS = (
    opening.tell, one_visitor.tell, many_wishes.tell, bulk.morning, missing_papers.tell, mistakes.tell,
    at_the_counter.tell, power_cut.tell, other_ends.tell, bulk.afternoon, leader_away.tell, moved_days.tell,
    closing.tell,
)  # fmt: skip
CONTRACT = "2.000992"  # certified contract, prolonged only by written agreement
pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_poppler]


@pytest.fixture
def day(page: Page, office_clock) -> Day:
    """The browser of the day; a machine that does several things at once is given time."""
    page.set_default_timeout(60_000)
    return Day(page, office_clock, Q11)


def test_a_stop_is_announced_where_the_forms_of_the_year_have_one(page: Page, office_clock) -> None:
    """Mẫu 05 came in 2025: the same desk's successor stops a dossier and prints the notice."""
    moment = at("2026-11-20 09:00")
    desk = Walk(page, office_clock, BINH_THOI)
    dossier = received(MARITAL_STATUS, BINH_THOI, moment)
    desk.enter(Role.APPROVE, moment + timedelta(minutes=5))
    page.goto(f"/can-bo/ho-so/{dossier.code}/viec/stop/")
    desk.type_into("Lý do", "Người nộp đề nghị dừng để bổ sung giấy tờ ở nơi khác")
    desk.type_into("Căn cứ pháp lý", "Điều 17 Nghị định số 118/2025/NĐ-CP")
    desk.press("Dừng giải quyết")
    expect(page.get_by_role("alert").first).to_contain_text("Đã xong")
    assert "đề nghị dừng để bổ sung giấy tờ ở nơi khác" in desk.slip(str(dossier.code), "05")


def test_a_term_is_prolonged_by_agreement_and_the_person_is_told_the_new_hour(
    page: Page, office_clock
) -> None:
    moment = at("2022-05-18 09:00")
    desk = Walk(page, office_clock, Q11)
    dossier = received(CONTRACT, Q11, moment, at_once=False)
    desk.enter(Role.RECEIVE, moment + timedelta(minutes=5))
    page.goto(f"/can-bo/ho-so/{dossier.code}/viec/prolong/")
    desk.type_into("Lý do", "40 bản, người nộp đồng ý bằng văn bản")
    page.locator("[name=until]").fill("2022-05-20T10:30")
    desk.press("Kéo dài thời hạn")
    expect(page.get_by_role("alert").first).to_contain_text("Đã xong")
    expect(page.locator("main")).to_contain_text("10 giờ 30")


@pytest.mark.timeout(900)
@pytest.mark.requirement("R-302")
def test_a_day_at_the_desk(day: Day) -> None:
    for chapter in CHAPTERS:
        chapter(day)
    assert verify() == []
