"""Digitise at the counter, as a clerk does it in a browser; its pictures are the guide docs/huong-dan/so-hoa.md."""

import dataclasses
import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import FilePayload, Page, expect

from motcua.dossiers.copies.listing import standing
from motcua.dossiers.models import ComponentCopy, Dossier
from motcua.dossiers.terms import Act
from motcua.organisation.terms import Role
from tests.browsing import guide_picture
from tests.cast import HOUSEHOLD_BUSINESS, ONG_TU, Q11, at, do, received
from tests.dossiers.other_acts import now, ready
from tests.dossiers.scans import picture
from tests.dossiers.test_digitisation import CERTIFICATE, NOTICE, chosen
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
NINE = at("2022-05-16 09:00")
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "huong-dan"
LONG_NAME = (
    "Công ty Trách nhiệm hữu hạn Một thành viên Thương mại Dịch vụ Xuất nhập khẩu Nguyễn Phước Thịnh Vượng"
)


def shot(page: Page, name: str) -> None:
    """A picture for the guide, kept when pictures are renewed."""
    guide_picture(page, GUIDE / "anh-so-hoa" / f"{name}.webp", tallest=1400, quality=55)


def files(*texts: str) -> list[FilePayload]:
    return [{"name": f"{text}.jpg", "mimeType": "image/jpeg", "buffer": picture(text)} for text in texts]


@pytest.mark.requirement("R-084")
@pytest.mark.requirement("R-085")
def test_a_dossier_is_scanned_compared_sent_back_for_a_defect_and_its_result_digitised(
    walk: Callable[[str], Walk],
) -> None:
    desk = walk(Q11)
    desk.page.set_default_timeout(60_000)  # many pictures go up and down
    chosen(Q11, "digitise_and_sign")
    who = dataclasses.replace(ONG_TU, name=LONG_NAME)
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE, applicant=who)
    page = desk.page
    desk.enter(Role.RECEIVE, NINE)
    page.goto(f"/can-bo/ho-so/{dossier.code}/")
    page.get_by_role("link", name="Số hóa giấy tờ").first.press("Enter")
    expect(page.locator("h1")).to_contain_text("Số hóa giấy tờ")
    desk.looks("digitise-empty")
    shot(page, "danh-sach")
    page.locator(f"a[href$='/{CERTIFICATE}/']").press("Enter")
    camera = page.get_by_label("Chọn ảnh hoặc chụp")
    expect(camera).to_have_attribute("capture", "environment")
    camera.set_input_files(files("trang 2", "trang 1"))
    desk.press("Thêm trang")
    expect(page.locator(".mc-scan-page")).to_have_count(2)
    desk.press("Lên trước trang 2")
    desk.press("Xoay phải trang 1")
    expect(page.get_by_role("alert")).to_contain_text("Đã xoay")
    desk.looks("digitise-pages")
    shot(page, "trang")
    desk.press("Ghép 2 trang")
    expect(page.get_by_role("heading", name="Bản điện tử đã có")).to_be_visible()
    desk.looks("digitise-bound")
    shot(page, "doi-chieu")
    desk.press("Đã đối chiếu với bản giấy")
    expect(page.get_by_role("alert")).to_contain_text("đã đối chiếu")
    signed = page.get_by_role("link", name="đã ký số").get_attribute("href")
    assert b"/ByteRange" in page.request.get(str(signed)).body()
    scan_again_after_a_defect(desk, dossier)
    result_at_return(desk, dossier)


def scan_again_after_a_defect(desk: Walk, dossier: Dossier) -> None:
    """The notice lacks a page: the defect stands on Mẫu 02 already."""
    page = desk.page
    page.goto(f"/can-bo/ho-so/{dossier.code}/so-hoa/{NOTICE}/")
    page.get_by_label("Chọn ảnh hoặc chụp").set_input_files(files("thông báo"))
    desk.press("Thêm trang")
    desk.press("Ghép 1 trang")
    desk.type_into("Ghi rõ", "Thiếu trang 2 có chữ ký")
    desk.press("Thiếu trang")
    expect(page.locator(".govuk-tag--red")).to_contain_text("Thiếu trang")
    desk.looks("digitise-defect")
    shot(page, "loi")
    page.goto(f"/can-bo/ho-so/{dossier.code}/so-hoa/")
    page.get_by_role("link", name="Lập phiếu yêu cầu bổ sung").press("Enter")
    expect(page.locator(f"[name=defect-{NOTICE}]")).to_have_value("pages_missing")
    expect(page.locator(f"[name=why-{NOTICE}]")).to_have_value("Thiếu trang 2 có chữ ký")
    shot(page, "mau-02")
    desk.press("Yêu cầu bổ sung")
    expect(page.get_by_role("alert")).to_contain_text("Đã xong: ")
    assert "Thiếu trang: Thiếu trang 2 có chữ ký" in desk.slip(str(dossier.code), "02")
    do(
        Act.SUPPLEMENT,
        dossier,
        Role.RECEIVE,
        NINE + timedelta(minutes=20),
        components=[{"key": NOTICE, "original": 1}],
    )


def result_at_return(desk: Walk, dossier: Dossier) -> None:
    """Nothing is handed over before the result is a file too."""
    page, later = desk.page, NINE + timedelta(minutes=30)
    ready(now(dossier), "2022-05-16 09:30")
    desk.enter(Role.RETURN, later)
    page.goto(f"/can-bo/ho-so/{dossier.code}/")
    expect(page.locator(".mc-why-not")).to_contain_text("còn thiếu bản điện tử của: Kết quả giải quyết")
    page.goto(f"/can-bo/ho-so/{dossier.code}/so-hoa/")
    page.get_by_role("link", name="Kết quả giải quyết").press("Enter")
    page.get_by_label("Chọn ảnh hoặc chụp").set_input_files(files("kết quả"))
    desk.press("Thêm trang")
    desk.press("Ghép 1 trang")
    expect(page.locator("main")).to_contain_text("đã có bản điện tử")
    shot(page, "ket-qua")
    page.goto(f"/can-bo/ho-so/{dossier.code}/")
    desk.press("Trả kết quả")
    expect(page.get_by_role("alert")).to_contain_text("Đã xong: Trả kết quả")
    assert ComponentCopy.objects.filter(dossier=dossier, component="ket-qua-giai-quyet").count() == 1


@pytest.mark.requirement("R-085")
def test_pictures_come_from_the_scanner_s_folder_and_half_written_ones_stay_there(
    walk: Callable[[str], Walk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SCANNER_FOLDER", tmp_path)
    folder = tmp_path / Q11 / "Quầy 1"
    folder.mkdir(parents=True)
    for number, name in enumerate(("b.jpg", "a.jpg", "dang-ghi.jpg.part", "moi.jpg")):
        (folder / name).write_bytes(picture(name))
        if name != "moi.jpg":
            os.utime(folder / name, (1_600_000_000 + number,) * 2)
    os.utime(folder / "moi.jpg", (4_000_000_000,) * 2)
    desk = walk(Q11)
    desk.page.set_default_timeout(60_000)  # many pictures go up and down
    dossier = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    desk.enter(Role.RECEIVE, NINE)
    desk.page.goto(f"/can-bo/ho-so/{dossier.code}/so-hoa/{CERTIFICATE}/")
    desk.press("Lấy ảnh từ máy quét “Quầy 1”")
    expect(desk.page.locator(".mc-scan-page")).to_have_count(2)
    shot(desk.page, "may-quet")
    assert sorted(path.name for path in folder.iterdir()) == ["dang-ghi.jpg.part", "moi.jpg"]
    desk.press("Lấy ảnh từ máy quét “Quầy 1”")
    expect(desk.page.locator(".mc-refusal, .govuk-error-summary").first).to_contain_text("chưa có ảnh nào")


@pytest.mark.requirement("R-085")
def test_what_the_same_person_handed_in_is_used_again_with_one_press_without_script(
    walk: Callable[[str], Walk],
) -> None:
    desk = walk(Q11)
    desk.page.set_default_timeout(60_000)  # many pictures go up and down
    before = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    desk.enter(Role.RECEIVE, NINE)
    cookies = desk.page.context.cookies()
    bare = desk.page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False,
        base_url=re.match(r"https?://[^/]+", desk.page.url)[0],  # type: ignore[index]
    )
    bare.add_cookies(cookies)  # type: ignore[arg-type]
    page = bare.new_page()
    page.goto(f"/can-bo/ho-so/{before.code}/so-hoa/{CERTIFICATE}/")
    page.get_by_label("Chọn ảnh hoặc chụp").set_input_files(files("giấy chứng nhận"))
    page.get_by_role("button", name="Thêm trang").click()
    page.get_by_role("button", name="Ghép 1 trang").click()
    page.get_by_role("button", name="Đã đối chiếu với bản giấy").click()
    expect(page.get_by_role("button", name="Đã đối chiếu với bản giấy")).to_have_count(0)
    again = received(HOUSEHOLD_BUSINESS, Q11, NINE)
    page.goto(f"/can-bo/ho-so/{again.code}/so-hoa/{CERTIFICATE}/")
    shot(page, "dung-lai")
    page.get_by_role("button", name="Dùng lại bản này").click()
    expect(page.get_by_role("button", name="Dùng lại bản này")).to_have_count(0)
    assert [copy.origin for copy in standing(again)] == ["reuse"]
    bare.close()
