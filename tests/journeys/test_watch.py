"""The head of the desk on a bad day: leaders away, the power cut, people to phone; every page readable by all."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from motcua.dossiers.applicants import Applicant
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.browsing import tick
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, Q11, at, do, received
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
MORNING = at("2022-05-16 09:00")
WATCH = "/can-bo/theo-doi/"
LONG_NAME = Applicant(
    kind="organisation",
    name="Công ty Trách nhiệm hữu hạn Một thành viên Thương mại Dịch vụ Xuất nhập khẩu Nguyễn Phước Thịnh Vượng",
    id_number="0100233488",
    phone="02838551234",
    address="12 Lãnh Binh Thăng, Phường 13",
    representative="Nguyễn Phước Tôn Nữ Quỳnh Như",
)
EMPTY = (
    "", "tre-han/", "truoc-nghi/", "ky-thay/", "vang-mat/", "lam-thay/", "can-doi/", "da-doi/", "goi-bao/",
    "co-quan-ket-thuc/", "xin-loi/",
)  # fmt: skip


def see(desk: Walk, end: str, name: str) -> None:
    desk.page.goto(WATCH + end)
    expect(desk.page.locator("h1")).to_be_visible()
    desk.looks(f"watch-{name}")


@pytest.mark.requirement("R-302")
def test_every_page_of_the_watch_can_be_read_while_nothing_is_there(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.enter(Role.LEAD, MORNING)
    for end in EMPTY:
        see(desk, end, f"empty-{end.strip('/') or 'near'}")


@pytest.mark.requirement("R-241")
@pytest.mark.requirement("R-302")
def test_leaders_away_a_power_cut_and_people_to_phone(walk: Callable[[str], Walk]) -> None:
    desk = walk(Q11)
    desk.set_clock(MORNING)
    dossiers = [received(CERTIFIED_COPY, Q11, MORNING, applicant=LONG_NAME) for _ in range(3)]
    received(HOUSEHOLD_BUSINESS, Q11, MORNING)
    do(Act.APPRAISE, dossiers[0], Role.APPRAISE, MORNING + timedelta(minutes=5))
    desk.enter(Role.SEAL, at("2022-05-16 10:00"))
    desk.page.goto(f"{WATCH}vang-mat/")
    for name in desk.page.locator("select[name=person] option").all_inner_texts():
        desk.page.get_by_label("Ai vắng?").select_option(label=name)
        desk.page.get_by_label("Đến", exact=True).fill("2022-05-16T18:00")
        desk.page.get_by_label("Lý do").fill("họp Hội đồng nhân dân Thành phố, cả buổi chiều")
        desk.press("Ghi vắng")
        expect(desk.page.locator("main")).to_contain_text(f"{name}: từ 10:0")
    desk.looks("watch-away")
    desk.enter(Role.LEAD, at("2022-05-16 14:30"))
    desk.looks("watch-home-alarm")
    expect(desk.page.locator(".mc-notices")).to_contain_text("người ký đang vắng")
    see(desk, "ky-thay/", "cover")
    desk.page.goto("/can-bo/lanh-dao/")
    desk.looks("watch-signing-list")
    closed_by_a_power_cut(desk)
    desk.enter(Role.APPROVE, at("2022-05-16 16:30"))
    see(desk, "xin-loi/", "apologies")
    see(desk, "", "near")
    see(desk, "tre-han/", "late")


def closed_by_a_power_cut(desk: Walk) -> None:
    """The head closes the afternoon, moves a promise, and the applicant is phoned."""
    desk.page.goto(f"/can-bo/quan-tri/don-vi/{Q11}/nghi-dot-xuat/")
    for label, number in (("Ngày", "16"), ("Tháng", "5"), ("Năm", "2022")):
        desk.page.get_by_label(label, exact=True).fill(number)
    tick(desk.page.get_by_label("Buổi chiều"))
    desk.page.get_by_label("Lý do (bão, mất điện, …)").fill("mất điện toàn quận do bão")
    desk.press("Lưu")
    expect(desk.page.locator("main")).to_contain_text("có giờ hẹn thay đổi")
    desk.looks("watch-closed")
    see(desk, "can-doi/", "moves")
    tick(desk.page.locator("input[name=code]").first)
    tick(desk.page.get_by_label("Dời sang giờ mới"))
    desk.page.get_by_label("Lý do").fill("Cơ quan mất điện chiều 16/5")
    desk.press("Ghi quyết định")
    expect(desk.page.locator("main")).to_contain_text("Đã xong 1 hồ sơ")
    see(desk, "goi-bao/", "phone")
    desk.press("Đã gọi, đã báo")
    expect(desk.page.locator("main")).to_contain_text("Không còn ai cần gọi")
    see(desk, "da-doi/", "moved")
