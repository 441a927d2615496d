"""A person pays an extract from a phone through the gateway; the office sees it, compares its statement, gives back."""

from collections.abc import Callable

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from config import clock
from motcua.documents.spreadsheets import as_csv
from motcua.integrations.paying.gateway.fake import FakeGateway
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry
from tests.cast import Q11
from tests.journeys.walking import Walk
from tests.payments.online import CALLBACK, MORNING, filed, ordered

pytestmark = pytest.mark.needs_chromium
HEAD = ["Ngày giao dịch", "Số giao dịch", "Ghi có", "Nội dung"]


@pytest.mark.requirement("R-128")
@pytest.mark.requirement("R-302")
def test_a_person_pays_through_the_gateway_and_everybody_sees_the_receipt(
    walk: Callable[[str], Walk], site: str
) -> None:
    person = walk(Q11)
    person.set_clock(MORNING)
    dossier = filed()
    first, second = ordered(dossier), ordered(filed())
    page = person.page
    with (
        FakeGateway(clock.now, site + CALLBACK) as fake,
        override_settings(PAYMENT_GATEWAY=fake.settings),
    ):
        page.goto(f"/thanh-toan/{first.reference}/")
        expect(page.locator("#pay-heading")).to_contain_text("Chờ thanh toán: 16.000 đồng")
        person.looks("pay-open")
        page.get_by_role("button", name="Đến cổng thanh toán").press("Enter")
        expect(page.locator("h1")).to_have_text("Cổng thanh toán thử")
        page.get_by_role("button", name="Thanh toán, không báo").click()
        expect(page.locator("#pay-heading")).to_contain_text("Chờ thanh toán")
        person.looks("pay-came-back")
        page.get_by_role("button", name="Tôi đã nộp").press("Enter")
        expect(page.locator("#pay-heading")).to_contain_text("Đã thanh toán: 16.000 đồng")
        person.looks("pay-paid")
    expect(page.locator("#pay")).to_contain_text(LedgerEntry.objects.get().receipt_number)
    _office(person, str(dossier), second.reference)


def _office(desk: Walk, number: str, reference: str) -> None:
    """The desk and the head of it."""
    page = desk.page
    desk.enter(Role.RECEIVE, MORNING)
    page.goto(f"/can-bo/ho-so/{number}/")
    expect(page.locator("main")).to_contain_text("16.000 đồng · Đã thanh toán")
    page.goto(f"/can-bo/ho-so/{number}/phi/")
    desk.looks("till-paid-online")
    rows = [
        ["16/05/2022", "FT1", "20.000", reference],
        ["16/05/2022", "FT2", "5.000", "Trần Thị Bích chuyển nhầm"],
    ]
    page.goto("/can-bo/thu-truc-tuyen/doi-soat/")
    page.locator("input[type=file]").set_input_files(
        {"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": as_csv(HEAD, rows)}
    )
    page.get_by_role("button", name="Nạp sao kê").press("Enter")
    expect(page.locator("main")).to_contain_text("Trần Thị Bích chuyển nhầm")
    desk.looks("statements")
    page.get_by_role("link", name="FT2").click()
    desk.looks("statement-line")
    page.goto("/can-bo/thu-truc-tuyen/hoan/")
    desk.looks("refunds")
    page.locator("main a[href*='/hoan/']").first.click()
    desk.looks("refund")
    page.goto("/can-bo/thu-truc-tuyen/")
    expect(page.locator("main")).to_contain_text("100,0%")
    desk.looks("online-report")
    page.goto("/can-bo/so-quy/")
    desk.looks("drawer-with-online")
