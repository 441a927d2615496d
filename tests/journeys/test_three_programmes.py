"""The three programmes of the sources from their plan to their result, each under its own dates, in a browser.

With MOTCUA_PICTURES=1 the pictures of the guide docs/huong-dan/chuong-trinh.md are made anew.
"""

import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from motcua.organisation.terms import Role
from motcua.reports.models import ReportContent
from tests.browsing import arrived, guide_picture
from tests.cast import CERTIFIED_COPY, MARITAL_STATUS, Q11, THANH_SON, at, received, settled
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_poppler]
GUIDE = Path(__file__).parents[2] / "docs" / "huong-dan" / "anh-chuong-trinh"
CITY, THANH_HA = "hcmc", "hai-duong.thanh-ha"
MONTH, DISTRICT, FRIDAY = "hcmc-same-day-2022", "q11-same-day-2022", "thanh-ha-no-wait-friday"
PROGRAMMES, RESULTS, REPORTS = "/can-bo/chuong-trinh/", "/can-bo/ket-qua-chuong-trinh/", "/can-bo/bao-cao/"


def say_day(office: Walk, name: str, day: date) -> None:
    """A date in its three fields."""
    for part in ("day", "month", "year"):
        office.page.locator(f"[name='{name}_{part}']").fill(str(getattr(day, part)))


def words_of(paper: bytes) -> str:
    """What an independent reader finds in a PDF."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def seen(office: Walk, name: str) -> None:
    """Everybody can read the page; a picture for the guide where they are renewed."""
    office.looks(f"chuong-trinh-{name}")
    if f"/{name}.webp" in (GUIDE.parent / "chuong-trinh.md").read_text("utf-8"):
        guide_picture(office.page, GUIDE / f"{name}.webp", tallest=1500)


@pytest.mark.requirement("R-012", "R-118", "R-271")
def test_the_action_month_of_quan_11_from_its_plan_to_its_figures(walk: Callable[[str], Walk]) -> None:
    office = walk(Q11)
    office.enter(Role.CONTROL, at("2022-05-13 16:00"))
    office.page.goto(f"{PROGRAMMES}{DISTRICT}/")
    expect(office.page.get_by_text("Đã công bố").first).to_be_visible()
    seen(office, "truoc-ngay-bat-dau")
    office.set_clock(at("2022-05-16 16:30"))
    hours = (("09:00", "09:30"), ("14:59", "15:40"))
    first, second = (
        settled(CERTIFIED_COPY, Q11, at(f"2022-05-16 {came}"), at(f"2022-05-16 {done}"))
        for came, done in hours
    )
    office.page.goto(f"/chuong-trinh/{DISTRICT}/")
    expect(office.page.get_by_text("104/KH-UBND").first).to_be_visible()
    seen(office, "trang-cong-khai")
    office.enter(Role.CONTROL, at("2022-06-16 08:00"))
    office.page.goto(f"{RESULTS}?chuong-trinh={DISTRICT}&tu=2022-05-15&den=2022-06-15")
    seen(office, "ket-qua")
    office.page.get_by_role("link", name=re.compile(r"^2 Tiếp nhận")).first.click()
    for dossier in (first, second):
        expect(office.page.get_by_text(str(dossier)).first).to_be_visible()
    seen(office, "danh-sach-sau-so-lieu")


@pytest.mark.requirement("R-012", "R-117", "R-160")
def test_the_citys_month_from_its_page_to_its_report_by_block(walk: Callable[[str], Walk]) -> None:
    ward, may, june = f"{Q11}.p5", date(2022, 5, 15), date(2022, 6, 15)
    for unit, came, done in ((Q11, "09:00", "09:30"), (ward, "10:00", "10:20"), (ward, "14:59", "15:40")):
        settled(CERTIFIED_COPY, unit, at(f"2022-05-16 {came}"), at(f"2022-05-16 {done}"))
    city = walk(CITY)
    city.enter(Role.CONTROL, at("2022-06-16 08:00"))
    city.page.goto(f"{PROGRAMMES}{MONTH}/")
    seen(city, "thang-cua-thanh-pho")
    city.page.goto(f"{RESULTS}?chuong-trinh={MONTH}&tu={may}&den={june}")
    table = city.page.get_by_role("table").first
    for block, figure in (("quận - huyện", "1"), ("Cấp xã", "2"), ("Khối sở, ban, ngành", "0")):
        row = table.get_by_role("row").filter(has_text=block).filter(has_text="Tính từ hồ sơ")
        expect(row.locator("[data-label='Tiếp nhận']")).to_contain_text(figure)
    seen(city, "ket-qua-theo-khoi")
    city.page.goto(f"{REPORTS}lap/")
    city.page.locator("input[type=radio][value=campaign]").check()
    city.page.get_by_label("Chương trình", exact=True).select_option(MONTH)
    say_day(city, "first", may)
    say_day(city, "last", june)
    city.page.locator("main form button").last.click()
    arrived(city.page)
    draft = city.page.url
    city.enter(Role.LEAD, at("2022-06-16 09:00"))
    city.page.goto(draft)
    city.page.get_by_role("checkbox", name="Ủy ban nhân dân Quận 11").check()
    city.press("Phát hành báo cáo")
    expect(city.page.get_by_text("Đã ghi.")).to_be_visible()
    seen(city, "bao-cao-cua-thanh-pho")
    frozen = ReportContent.objects.get()
    words = words_of(city.page.request.get(f"{city.page.url}tai.pdf").body())
    assert frozen.sha256 in words.replace(" ", "")
    assert re.search(r"quận - huyện, thành phố Thủ Đức\D*1\b", words), words


@pytest.mark.requirement("R-113")
def test_the_month_goes_on_to_the_end_of_the_year_only_by_its_decision(walk: Callable[[str], Walk]) -> None:
    after = at("2022-06-20 15:30")
    office = walk(CITY)
    office.enter(Role.CONTROL, at("2022-06-14 09:00"))
    office.page.goto(f"{PROGRAMMES}hcmc-extension-2022/")
    expect(
        office.page.get_by_text("Đang trình").or_(office.page.get_by_text("Đề xuất")).first
    ).to_be_visible()
    office.page.goto(f"{PROGRAMMES}{MONTH}/viec/gia-han/")
    office.type_into("Số văn bản quyết định", "2010/QĐ-UBND")
    say_day(office, "issued_on", date(2022, 6, 13))
    say_day(office, "last_day", date(2022, 12, 31))
    seen(office, "gia-han")
    office.press("Gia hạn")
    expect(office.page.get_by_text("2010/QĐ-UBND").first).to_be_visible()
    seen(office, "da-gia-han")
    assert received(CERTIFIED_COPY, f"{Q11}.p5", after).due_rule == MONTH


@pytest.mark.requirement("R-111", "R-275", "R-281")
def test_the_no_wait_friday_from_its_roster_to_the_frozen_report(walk: Callable[[str], Walk]) -> None:
    desk = walk(THANH_SON)
    desk.enter(Role.LEAD, at("2023-10-05 08:00"))
    expect(desk.page.get_by_text("lịch trực chưa có người ký").first).to_be_visible()
    for came, done in (("06 09:00", "06 10:00"), ("06 15:31", "09 08:00"), ("10 09:00", "11 09:00")):
        settled(MARITAL_STATUS, THANH_SON, at(f"2023-10-{came}"), at(f"2023-10-{done}"))
    district = walk(THANH_HA)
    district.enter(Role.CONTROL, at("2023-11-01 08:00"))
    district.page.goto(f"{REPORTS}mo-hinh/?chuong-trinh={FRIDAY}&ngay=2023-10-01")
    expect(district.page.get_by_text("Tháng 10/2023").first).to_be_visible()
    seen(district, "thu-sau-thang")
    district.page.goto(f"{REPORTS}lap/")
    district.page.get_by_role("radio").first.check()
    district.page.get_by_label("Chương trình", exact=True).select_option(FRIDAY)
    say_day(district, "first", date(2023, 10, 1))
    say_day(district, "last", date(2023, 10, 31))
    seen(district, "lap-bao-cao")
    district.page.locator("main form button").last.click()
    seen(district, "du-thao-bao-cao")
    draft = district.page.url
    district.enter(Role.LEAD, at("2023-11-01 09:00"))
    district.page.goto(draft)
    district.page.get_by_role("textbox", name="Nơi nhận khác").fill("Huyện ủy; HĐND huyện")
    district.press("Phát hành báo cáo")
    expect(district.page.get_by_text("Đã ghi.")).to_be_visible()
    seen(district, "bao-cao-da-ban-hanh")
    frozen = ReportContent.objects.get()
    words = words_of(district.page.request.get(f"{district.page.url}tai.pdf").body())
    assert "NGÀY THỨ SÁU KHÔNG CHỜ" in words.upper()
    assert frozen.sha256 in words.replace(" ", "")
