"""One whole request from a phone: filed, paid through the gateway, accepted, decided, posted, confirmed, rated."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, ViewportSize, expect

from config import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.terms import State
from motcua.feedback.models import Rating
from motcua.integrations.paying.gateway.fake import FakeGateway
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry
from tests.browsing import prepared
from tests.cast import BINH_THOI
from tests.documents.hostile_files import plain_pdf
from tests.dossiers.other_acts import ready
from tests.filing_online import MONDAY
from tests.journeys.test_filing_online import whole_way
from tests.journeys.walking import Walk
from tests.payments.online import CALLBACK

pytestmark = pytest.mark.needs_chromium
PHONE: ViewportSize = {"width": 390, "height": 844}
PARCEL = "EB123456789VN"
ACCEPTED, DECIDED, POSTED = (MONDAY + timedelta(minutes=minutes) for minutes in (15, 30, 45))
ARRIVED = MONDAY + timedelta(minutes=55)  # within the hour that a stay at the pages lasts


@contextmanager
def window(browser: Browser, site: str, *, script: bool = True, phone: bool = False) -> Iterator[Page]:
    """One person's own browser."""
    context = prepared(
        browser.new_context(
            base_url=site,
            locale="vi-VN",
            viewport=PHONE if phone else {"width": 1280, "height": 900},
            java_script_enabled=script,
        )
    )
    yield context.new_page()
    context.close()


def paid_through_the_gateway(page: Page, site: str) -> None:
    """From the receipt of the filing to the receipt of the money; the gateway tells the office itself."""
    with FakeGateway(clock.now, site + CALLBACK) as fake, override_settings(PAYMENT_GATEWAY=fake.settings):
        page.get_by_role("button", name="Nộp phí trực tuyến").click()
        expect(page.locator("#pay-heading")).to_contain_text("Chờ thanh toán: 16.000 đồng")
        page.get_by_role("button", name="Đến cổng thanh toán").click()
        page.get_by_role("button", name="Thanh toán", exact=True).click()
        expect(page.locator("#pay-heading")).to_contain_text("Đã thanh toán: 16.000 đồng")
    expect(page.locator("#pay")).to_contain_text(LedgerEntry.objects.get().receipt_number)


def accepted_by_the_desk(desk: Walk, number: str) -> Dossier:
    """The clerk finds it among what came from afar and accepts it; from then on it has its code."""
    page = desk.page
    desk.enter(Role.RECEIVE, ACCEPTED)
    page.goto("/can-bo/nop-truc-tuyen/")
    page.get_by_role("link", name=number).first.click()
    expect(page.locator("main")).to_contain_text("16.000 đồng · Đã thanh toán")
    desk.press("Tiếp nhận hồ sơ")
    expect(page.get_by_role("alert")).to_contain_text("Đã xong")
    return Dossier.objects.get(filing_number=number)


def handed_to_the_post(desk: Walk, dossier: Dossier) -> None:
    """The result leaves with a number, to the address that was said when filing."""
    page = desk.page
    desk.enter(Role.RETURN, POSTED)
    page.goto("/can-bo/buu-gui/")
    expect(page.locator("main")).to_contain_text("5 Bình Thới")
    page.locator(f"[name='number_{dossier.pk}']").fill(PARCEL)
    page.locator("[name='carrier']").fill("Bưu điện Bình Thới")
    page.locator("[name='carrier_person']").fill("Lê Văn Bưu")
    desk.press("Giao bưu chính")
    expect(page.locator("main")).to_contain_text("Đã giao bưu chính.")


def confirmed_and_rated(page: Page, dossier: Dossier) -> None:
    """On the phone: it came, and how it went."""
    page.goto(f"/tai-khoan/ho-so/{dossier}/")
    page.get_by_role("link", name="Chọn cách nhận, xác nhận đã nhận").click()
    expect(page.locator("main")).to_contain_text(PARCEL)
    page.get_by_role("button", name="Tôi đã nhận được").click()
    expect(page.locator("main")).to_contain_text("Cảm ơn ông/bà")
    page.goto(f"/tai-khoan/ho-so/{dossier}/")
    page.get_by_role("link", name="Đánh giá việc tiếp nhận, giải quyết").click()
    page.get_by_label("Rất hài lòng", exact=True).check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.locator("h1")).to_contain_text("Xin cảm ơn")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.requirement("R-126")
@pytest.mark.requirement("R-128")
@pytest.mark.requirement("R-134")
@pytest.mark.requirement("R-289")
def test_an_extract_from_a_phone_to_the_letter_box_and_the_rating(
    browser: Browser, site: str, office_clock: Callable[[datetime], None], tmp_path: Path, *, script: bool
) -> None:
    office_clock(MONDAY)
    card = tmp_path / "căn cước.pdf"
    card.write_bytes(plain_pdf())
    with window(browser, site, script=script, phone=True) as phone, window(browser, site) as office:
        desk = Walk(office, office_clock, BINH_THOI)
        whole_way(phone, card, look=False)
        number = str(Dossier.objects.get(channel="online").filing_number)
        paid_through_the_gateway(phone, site)
        dossier = accepted_by_the_desk(desk, number)
        ready(dossier, f"{DECIDED:%Y-%m-%d %H:%M}")
        handed_to_the_post(desk, dossier)
        office_clock(ARRIVED)
        confirmed_and_rated(phone, dossier)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.return_channel) == (State.RETURNED, "post")
    assert Rating.objects.get().satisfaction == 5
    assert [entry.amount for entry in LedgerEntry.objects.all()] == [16_000]
