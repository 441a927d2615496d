"""The visit on the pages: opened once, filled in for every wish, paid together, printed together."""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from django.db.models import QuerySet
from django.test import Client
from pypdf import PdfReader

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier, Visit
from motcua.organisation.models import RoleGrant
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry
from tests.cast import CERTIFIED_COPY, HOUSEHOLD_BUSINESS, P5, Q11, at, received
from tests.web.staff.desk import CARD, ORIGINAL, received_code, said, signed_in

WHO = {
    "kind": "person",
    "name": "Nguyễn Văn Tư",
    "id_number": "079085001234",
    "phone": "0912345678",
    "counter": "Quầy 3",
}
ITEM = {"item-0-title": "Bằng tốt nghiệp", "item-0-pages": "2", "item-0-copies": "3"}


def opened(clerk: Client, **more: str) -> int:
    answer = clerk.post("/can-bo/luot/", WHO | more)
    assert answer.status_code == 302, answer.content.decode()
    found = re.fullmatch(r"/can-bo/tiep-nhan/\?luot=(\d+)", answer["Location"])
    assert found is not None
    return int(found[1])


def wished(clerk: Client, visit: int, **more: str) -> str:
    """One copy received in the visit, by the form as the page gave it; the dossier's code."""
    words = said(clerk, CERTIFIED_COPY, visit=str(visit)) | ITEM | more
    answer = clerk.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/?luot={visit}", words)
    assert answer.status_code == 302, answer.content.decode()
    return received_code(answer["Location"])


def page_of(clerk: Client, visit: int) -> str:
    answer = clerk.get(f"/can-bo/luot/{visit}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def form_of(page: str, codes: list[str], **more: str) -> dict[str, str]:
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    ticked = {f"d{Dossier.objects.get(code=code).pk}-take": "on" for code in codes}
    return {"key": key[1], "method": "cash"} | ticked | more


def test_who_came_is_typed_once_and_stands_in_the_form_of_every_wish(clerk: Client) -> None:
    visit = opened(clerk)
    page = clerk.get(f"/can-bo/tiep-nhan/{HOUSEHOLD_BUSINESS}/?luot={visit}").content.decode()
    for shown in ('value="Nguyễn Văn Tư"', 'value="079085001234"', 'value="0912 345 678"'):
        assert shown in page
    assert f'name="visit" value="{visit}"' in page
    chosen = clerk.get(f"/can-bo/tiep-nhan/?luot={visit}&q={CERTIFIED_COPY}")
    assert chosen["Location"] == f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/?luot={visit}"


def test_the_card_fills_the_visit_without_a_script(clerk: Client) -> None:
    page = clerk.post("/can-bo/luot/", {"fill": "cccd_qr", "cccd_qr": CARD}).content.decode()
    assert 'value="Trần Đặng Quỳnh Như"' in page
    assert clerk.post("/can-bo/luot/", {"fill": "cccd_qr", "cccd_qr": "không phải thẻ"}).status_code == 409
    assert not Visit.objects.exists()


def test_the_visit_is_shown_summed_paid_at_once_and_printed_as_one(clerk: Client) -> None:
    visit = opened(clerk)
    codes = [wished(clerk, visit) for _ in range(2)]
    page = page_of(clerk, visit)
    assert "24.000 đồng" in page
    answer = clerk.post(f"/can-bo/luot/{visit}/", form_of(page, codes))
    assert answer.status_code == 302
    assert [entry.receipt_number for entry in LedgerEntry.objects.all()] == [f"{Q11}/BL-2022-000001"] * 2
    after = page_of(clerk, visit)
    assert f"{Q11}/BL-2022-000001" in after
    assert "Thu phí một lần" not in after
    pdf = clerk.get(f"/can-bo/luot/{visit}/phong-bi.pdf")
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages]
    assert all(code in pages[0].replace("\n", "") for code in codes)
    assert sum("Trang 1/" in page for page in pages) == 3
    assert JournalEntry.objects.filter(subject=f"visit:{visit}", detail__codes=codes).count() == 3


def test_counting_anew_shows_the_sum_of_what_is_ticked_and_takes_nothing(clerk: Client) -> None:
    visit = opened(clerk)
    codes = [wished(clerk, visit) for _ in range(2)]
    form = form_of(page_of(clerk, visit), codes[:1], count="1")
    counted = clerk.post(f"/can-bo/luot/{visit}/", form)
    assert "Tổng thu trong lần nộp này: <strong>12.000 đồng</strong>" in counted.content.decode()
    assert not LedgerEntry.objects.exists()


def test_an_incomplete_wish_does_not_stop_the_others_and_leads_back(clerk: Client) -> None:
    visit = opened(clerk)
    words = said(clerk, CERTIFIED_COPY, visit=str(visit), all_given=None) | {f"paper-{ORIGINAL}-original": ""}
    answer = clerk.post(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/?luot={visit}", words)
    assert answer["Location"].startswith("/can-bo/phieu/")
    assert f"/can-bo/luot/{visit}/" in clerk.get(answer["Location"]).content.decode()
    code = wished(clerk, visit)
    page = page_of(clerk, visit)
    assert "Chờ bổ sung: chưa tiếp nhận" in page
    assert code in page


def test_who_left_and_came_back_finds_the_visit_among_todays(
    clerk: Client, office_clock: Callable[[datetime], None]
) -> None:
    visit = opened(clerk)
    again = clerk.post("/can-bo/luot/", WHO)
    assert again.status_code == 409
    assert f'href="/can-bo/luot/{visit}/"' in again.content.decode()
    assert (
        f"/can-bo/luot/{visit}/"
        in clerk.post("/can-bo/luot/", {"q": "nguyen van tu"}, follow=True).content.decode()
    )
    assert opened(clerk, anew="on") != visit
    office_clock(at("2022-05-17 09:00"))
    assert f"/can-bo/luot/{visit}/" not in clerk.get("/can-bo/luot/").content.decode()
    assert "Thêm một việc" not in page_of(clerk, visit)


def test_one_more_wish_after_the_first_begins_the_visit(clerk: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, at("2022-05-16 09:00"))
    page = clerk.get(f"/can-bo/ho-so/{dossier.code}/da-tiep-nhan/").content.decode()
    assert f'action="/can-bo/ho-so/{dossier.code}/luot/"' in page
    answer = clerk.post(f"/can-bo/ho-so/{dossier.code}/luot/")
    visit = Visit.objects.get()
    assert answer["Location"] == f"/can-bo/tiep-nhan/?luot={visit.pk}"
    after = clerk.get(f"/can-bo/ho-so/{dossier.code}/da-tiep-nhan/").content.decode()
    assert f"/can-bo/luot/{visit.pk}/" in after


@pytest.mark.requirement("R-297")
@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_part_of_a_visit_and_no_other_unit_any(clerk: Client, role: Role) -> None:
    visit = opened(clerk)
    mine = signed_in(Q11, role)
    has = {grant.role for grant in mine_grants(mine)}
    collects, receives = has & {Role.RECEIVE, Role.RETURN}, has & {Role.RECEIVE}
    assert mine.get(f"/can-bo/luot/{visit}/").status_code == (200 if collects else 403)
    assert mine.get("/can-bo/luot/").status_code == (200 if receives else 403)
    assert mine.post("/can-bo/luot/", WHO | {"anew": "on"}).status_code == (302 if receives else 403)
    assert mine.get(f"/can-bo/luot/{visit}/phong-bi.pdf").status_code == (409 if collects else 403)
    assert signed_in(P5, Role.RECEIVE).get(f"/can-bo/luot/{visit}/").status_code == 404


def mine_grants(client: Client) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(person_id=client.session["_auth_user_id"])


@pytest.mark.parametrize("visit", ["0", "999999", "x", "1' or 1=1", "9" * 40, "-1"])
def test_a_visit_that_is_not_there_fills_nothing(clerk: Client, visit: str) -> None:
    page = clerk.get(f"/can-bo/tiep-nhan/{CERTIFIED_COPY}/", {"luot": visit})
    assert page.status_code == 200
    assert "Lượt giao dịch của" not in page.content.decode()
