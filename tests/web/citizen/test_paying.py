"""The page of a payment: what is owed and how it stands, for whoever holds the reference; it names nobody."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from urllib.request import urlopen

import pytest
import zxingcpp
from django.test import Client, override_settings
from PIL import Image

from config import clock
from motcua.dossiers.terms import Act
from motcua.integrations.paying.gateway.fake import FakeGateway
from motcua.organisation.terms import Role
from motcua.payments.models import LedgerEntry, PaymentOrder, ReceivingAccount
from motcua.payments.vietqr import read
from tests.cast import ONG_TU, Q11, SetClock, do
from tests.payments.online import MORNING, filed, gateway, ordered

PRICE = 16_000


@pytest.fixture
def order(seeded: None, office_clock: SetClock) -> PaymentOrder:
    """An extract of 16.000 đồng, asked for at nine."""
    office_clock(MORNING)
    return ordered(filed())


@pytest.fixture
def fake(order: PaymentOrder) -> Iterator[FakeGateway]:
    with gateway(clock.now) as one:
        yield one


def page(order: PaymentOrder, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/thanh-toan/{order.reference}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.requirement("R-128")
def test_amount_state_and_then_the_number_of_the_receipt(order: PaymentOrder, fake: FakeGateway) -> None:
    before = page(order)
    assert "Chờ thanh toán: 16.000 đồng" in before
    assert "Phí cấp bản sao trích lục hộ tịch" in before
    assert f"/thanh-toan/{order.reference}/cong/" in before
    fake.tell(fake.pay(order.reference, PRICE))
    after = page(order)
    assert "Đã thanh toán: 16.000 đồng" in after
    assert f"{Q11}/BL-2022-000001" in after
    assert "ma.png" not in after


@pytest.mark.requirement("R-295")
def test_the_page_names_nobody(order: PaymentOrder, fake: FakeGateway) -> None:
    shown = page(order)
    fake.tell(fake.pay(order.reference, PRICE))
    shown += page(order)
    assert not [one for one in (ONG_TU.name, ONG_TU.id_number, ONG_TU.phone, ONG_TU.address) if one in shown]


def test_the_code_on_the_page_pays_this_order_into_the_units_account(order: PaymentOrder) -> None:
    answer = Client().get(f"/thanh-toan/{order.reference}/ma.png")
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(answer.content)))
    said = read(found.text)
    account = ReceivingAccount.objects.get(unit_id="hcmc")
    assert (said.account, said.amount, said.reference) == (account.number, PRICE, order.reference)
    assert account.number in page(order)


def test_without_an_account_that_day_there_is_no_code(order: PaymentOrder) -> None:
    ReceivingAccount.objects.filter(unit_id="hcmc").update(valid_to=MORNING.date())
    assert Client().get(f"/thanh-toan/{order.reference}/ma.png").status_code == 404
    assert "chưa nhận tiền trực tuyến" in page(order)


def test_the_return_from_the_gateway_is_never_believed(order: PaymentOrder, fake: FakeGateway) -> None:
    back = Client().get(f"/thanh-toan/{order.reference}/?tro-ve&status=paid&amount=16000")
    assert "Chờ thanh toán" in back.content.decode()
    assert not LedgerEntry.objects.exists()


def test_the_way_to_the_gateway_is_signed_and_says_what_the_order_says(
    order: PaymentOrder, fake: FakeGateway
) -> None:
    way = Client().get(f"/thanh-toan/{order.reference}/cong/?amount=1")["Location"]
    with urlopen(way, timeout=10) as answer:
        shown = answer.read().decode()
    assert "Số tiền: 16000 đồng" in shown
    assert order.reference in shown
    with pytest.raises(OSError, match="403"):
        urlopen(way.replace("amount=16000", "amount=1"), timeout=10)


def test_i_have_paid_asks_the_gateway(order: PaymentOrder, fake: FakeGateway) -> None:
    client, address = Client(), f"/thanh-toan/{order.reference}/"
    assert client.post(address).status_code == 302
    assert "Chờ thanh toán" in page(order)
    fake.pay(order.reference, PRICE)
    client.post(address)
    client.post(address)
    assert "Đã thanh toán" in page(order)
    assert LedgerEntry.objects.count() == 1


def test_an_order_out_of_time_and_one_of_a_dossier_that_is_over_take_no_money(
    order: PaymentOrder, fake: FakeGateway, office_clock: SetClock
) -> None:
    gone = filed()
    over = ordered(gone)
    do(Act.WITHDRAW, gone, Role.RECEIVE, MORNING)
    assert "Không phải nộp nữa" in page(over)
    office_clock(MORNING + timedelta(days=4))
    assert "đã hết hạn" in page(order)
    for one in (order, over):
        assert Client().get(f"/thanh-toan/{one.reference}/ma.png").status_code == 404
        assert (
            Client().get(f"/thanh-toan/{one.reference}/cong/")["Location"] == f"/thanh-toan/{one.reference}/"
        )


@pytest.mark.parametrize("reference", ["MC00000000000000", "x", "MC%00", "MC0000000000000O", "a" * 500])
def test_an_unknown_reference_is_not_there(order: PaymentOrder, reference: str) -> None:
    assert Client().get(f"/thanh-toan/{reference}/").status_code in {400, 404}


def test_guessing_is_stopped_and_looking_at_ones_own_is_not(order: PaymentOrder) -> None:
    for _ in range(70):
        page(order)
    answers = [Client().get(f"/thanh-toan/MC{n:014d}/").status_code for n in range(62)]
    assert answers[-1] == 429
    assert set(answers) == {404, 429}


def test_the_page_keeps_nothing_in_caches_and_needs_no_script(order: PaymentOrder) -> None:
    answer = Client().get(f"/thanh-toan/{order.reference}/")
    assert "no-store" in answer["Cache-Control"]
    assert not re.search(r"<script(?! src)", answer.content.decode())


def test_a_new_order_is_asked_for_where_the_time_of_the_old_one_is_over(
    order: PaymentOrder, office_clock: SetClock
) -> None:
    client, address = Client(), f"/thanh-toan/{order.reference}/"
    assert client.post(address, {"renew": "1"})["Location"] == address
    office_clock(MORNING + timedelta(days=4))
    assert "Lấy lệnh thanh toán mới" in page(order)
    way = client.post(address, {"renew": "1"})["Location"]
    assert way != address
    assert client.post(address, {"renew": "1"})["Location"] == address
    assert "Chờ thanh toán: 16.000 đồng" in client.get(way).content.decode()
    assert "Không phải nộp nữa" in page(order)


def test_in_the_demonstration_an_order_is_paid_by_a_button_and_only_there(order: PaymentOrder) -> None:
    address = f"/thanh-toan/{order.reference}/"
    with override_settings(DEMONSTRATION=False):
        assert "coi như đã nộp" not in page(order)
        Client().post(address, {"made_up": "1"})
    assert not LedgerEntry.objects.exists()
    with override_settings(DEMONSTRATION=True):
        assert "coi như đã nộp" in page(order)
        for _ in range(2):
            Client().post(address, {"made_up": "1"})
    assert [entry.amount for entry in LedgerEntry.objects.all()] == [PRICE]
    assert "Đã thanh toán: 16.000 đồng" in page(order)
