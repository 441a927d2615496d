"""An official visits people at home: the pages open without a line, and what was written there arrives once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from motcua.dossiers.models import Dossier, RoadEntry
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, Q11, at
from tests.dossiers.test_home_visits import approve, asked, scheduled
from tests.journeys.walking import Walk

pytestmark = pytest.mark.needs_chromium
THERE = at("2022-05-17 08:20")
LONG = "Công Tằng Tôn Nữ Nguyễn Phước Huyền Trang Thị Bích Ngọc"
CHECKBOX = "Đã nhận đủ giấy tờ bắt buộc"


KEPT = """async () => JSON.stringify(await new Promise((done) => {
  const asked = indexedDB.open("tren-duong");
  asked.onsuccess = () => {
    const rows = asked.result.transaction("outbox").objectStore("outbox").getAll();
    rows.onsuccess = () => done(rows.result.map((row) => new TextDecoder().decode(row.data)));
  };
}))"""


@pytest.mark.requirement("R-025", "R-032")
def test_a_reception_without_a_line_waits_on_the_device_and_arrives_once(
    walk: Callable[[str], Walk], office_clock: Callable[[datetime], None]
) -> None:
    approve(procedures=[CERTIFIED_COPY])
    visit = scheduled(asked(name=LONG, address="12/34/5 hẻm 3, đường Lãnh Binh Thăng, Phường 5, Quận 11"))
    later = {"starts": at("2022-05-17 09:00"), "ends": at("2022-05-17 10:00")}
    scheduled(asked(name="Lê Văn Sáu", address="9 Âu Cơ, Phường 14", note="Nhà có chó"), **later)
    road = walk(Q11)
    road.page.context.set_default_timeout(60_000)
    road.enter(Role.RECEIVE, THERE)
    page = road.page
    page.goto("/can-bo/tren-duong/")
    road.looks("road-list")
    page.get_by_role("button", name="Mang theo máy").click()
    expect(page.locator("[data-road-said]")).to_contain_text("Đã mang theo máy", timeout=60_000)
    page.set_viewport_size({"width": 390, "height": 844})
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("link", name=LONG).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(LONG)
    page.get_by_label("Số giấy tờ hoặc mã số thuế").fill("079085001234")
    page.get_by_label(CHECKBOX).check()
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.locator("[data-road-waiting]")).to_contain_text(visit.number)
    road.looks("road-kept-on-device")
    assert not Dossier.objects.exists()
    kept = page.evaluate(KEPT)
    assert "Huyền Trang" not in kept
    assert "079085001234" not in kept
    office_clock(THERE + timedelta(minutes=8))
    page.context.set_offline(False)
    expect(page.locator("[data-road-sent]")).to_contain_text("Mã hồ sơ")
    expect(page.locator("[data-road-waiting] li")).to_have_count(0)
    dossier = Dossier.objects.get()
    assert (dossier.channel, dossier.applicant_name) == ("home", LONG)
    visit.refresh_from_db()
    assert visit.dossier_id == dossier.pk
    _at_the_office(road, dossier)


def _at_the_office(road: Walk, dossier: Dossier) -> None:
    """It is in the list, and nothing stays on the device."""
    page = road.page
    page.goto("/can-bo/tren-duong/")
    expect(page.get_by_role("link", name=str(dossier))).to_be_visible()
    road.looks("road-sent")
    assert RoadEntry.objects.count() == 1
    page.get_by_role("button", name="Xóa khỏi máy").click()
    expect(page.locator("[data-road-said]")).to_contain_text("Đã xóa khỏi máy này")


@pytest.mark.requirement("R-025")
@pytest.mark.rule("promises 2", "promises 3")
def test_each_of_two_people_written_down_on_one_page_without_a_line_has_the_moment_of_their_own(
    walk: Callable[[str], Walk], office_clock: Callable[[datetime], None]
) -> None:
    approve(procedures=[CERTIFIED_COPY])
    road = walk(Q11)
    road.page.context.set_default_timeout(60_000)
    road.enter(Role.RECEIVE, THERE)
    page = road.page
    page.clock.install()
    page.goto(f"/can-bo/tren-duong/them/{CERTIFIED_COPY}/")
    expect(page.locator("[data-road-device]")).to_be_visible()
    page.context.set_offline(True)
    for name, waits in (("Lê Văn Sáu", 1), ("Trần Thị Bảy", 2)):
        page.get_by_label("Họ, chữ đệm và tên").first.fill(name)
        page.get_by_label("Số giấy tờ hoặc mã số thuế").fill("079085001234")
        page.get_by_label(CHECKBOX).check()
        page.get_by_role("button", name="Tiếp nhận").click()
        expect(page.locator("[data-road-waiting] li")).to_have_count(waits)
        page.clock.fast_forward("05:00")
    office_clock(THERE + timedelta(minutes=10))
    page.context.set_offline(False)
    expect(page.locator("[data-road-sent] li")).to_have_count(2)
    first, second = Dossier.objects.order_by("received_at")
    assert (first.applicant_name, second.applicant_name) == ("Lê Văn Sáu", "Trần Thị Bảy")
    assert timedelta(minutes=4) < second.received_at - first.received_at < timedelta(minutes=7)
