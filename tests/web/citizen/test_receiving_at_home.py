"""A person signed in chooses how the result of their own dossier comes, and pays what is owed, from its page."""

import pytest
from django.test import Client

from motcua.applicants.models import Account
from motcua.dossiers.consignments.reading import delivery_of
from motcua.dossiers.models import Dossier, OnlineFiling
from motcua.dossiers.online_terms import FiledFor
from motcua.dossiers.terms import Act, State
from motcua.organisation.terms import Role
from motcua.payments.models import PaymentOrder
from tests.cast import CERTIFIED_COPY, Q11, SetClock, at, do, received
from tests.citizens import citizen, signed_in
from tests.dossiers.other_acts import now, ready
from tests.payments.online import filed, ordered
from tests.web.citizen.reading import text_of

pytestmark = pytest.mark.usefixtures("seeded", "nine_in_the_morning")
NINE = at("2022-05-16 09:00")


def mine(account: Account, dossier: Dossier) -> str:
    """As if it had been filed from the account; its page."""
    OnlineFiling.objects.create(dossier=dossier, account=account, filed_for=FiledFor.SELF, filed_at=NINE)
    return f"/tai-khoan/ho-so/{dossier}/"


@pytest.mark.requirement("R-134")
def test_the_page_of_ones_dossier_leads_to_choosing_and_the_choice_is_kept(client: Client) -> None:
    account, dossier = citizen(), received(CERTIFIED_COPY, Q11, NINE)
    page = mine(account, dossier)
    choosing, browser = f"{page}nhan-ket-qua/", signed_in(client, account)
    assert f'href="{choosing}"' in browser.get(page).content.decode()
    shown = browser.get(choosing)
    assert "Qua bưu chính công ích" in text_of(shown)
    assert f'action="{choosing}"' in shown.content.decode()
    assert dossier.secret not in shown.content.decode()
    words = {"do": "choose", "channel": "post", "address": "", "phone": "12", "payer": "receiver"}
    assert browser.post(choosing, words).status_code == 422
    words |= {"address": "7 Ông Ích Khiêm", "phone": ""}
    assert "Đã ghi cách nhận kết quả." in text_of(browser.post(choosing, words))
    assert (now(dossier).return_channel, delivery_of(now(dossier)).address) == ("post", "7 Ông Ích Khiêm")


def test_a_parcel_on_the_road_is_confirmed_there_and_nothing_is_offered_after_it(
    client: Client, office_clock: SetClock
) -> None:
    account, dossier = citizen(), received(CERTIFIED_COPY, Q11, NINE, return_channel="post")
    page, browser = mine(account, dossier), signed_in(client, account)
    ready(dossier, "2022-05-16 09:10")
    carrier = {"carrier": "Bưu điện Quận 11", "carrier_person": "Lê Văn Bưu"}
    do(Act.SEND_OUT, dossier, Role.RETURN, at("2022-05-16 09:20"), consignment="EB000000001VN", **carrier)
    office_clock(at("2022-05-16 09:25"))
    choosing = f"{page}nhan-ket-qua/"
    assert choosing in browser.get(page).content.decode()
    assert "Không đổi được cách nhận nữa." in text_of(browser.get(choosing))
    assert "Cảm ơn ông/bà" in text_of(browser.post(choosing, {"do": "received"}))
    assert now(dossier).state == State.RETURNED
    assert choosing not in browser.get(page).content.decode()


def test_nobody_chooses_for_anothers_dossier(client: Client) -> None:
    dossier = received(CERTIFIED_COPY, Q11, NINE)
    choosing = f"/tai-khoan/ho-so/{dossier}/nhan-ket-qua/"
    words = {"do": "choose", "channel": "post", "address": "7 Ông Ích Khiêm"}
    assert client.get(choosing).headers["Location"].startswith("/dang-nhap/")
    client.post(choosing, words)
    browser = signed_in(client, citizen())
    assert (browser.get(choosing).status_code, browser.post(choosing, words).status_code) == (404, 404)
    assert (now(dossier).step_count, now(dossier).return_channel) == (1, "desk")


@pytest.mark.requirement("R-128")
def test_the_page_of_ones_dossier_leads_to_paying_what_is_owed(client: Client) -> None:
    account, dossier = citizen(), filed()
    page, browser = mine(account, dossier), signed_in(client, account)
    assert "/thanh-toan/" not in browser.get(page).content.decode()
    order = ordered(dossier)
    address = f"/thanh-toan/{order.reference}/"
    assert f'href="{address}"' in browser.get(page).content.decode()
    assert "16.000" in text_of(browser.get(address))
    PaymentOrder.objects.update(state="closed", closed_because="Được miễn")
    assert address not in browser.get(page).content.decode()
