"""What is to be paid for a filing from afar: asked for on the receipt, and never in the way of filing."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from motcua.payments.models import PaymentOrder
from motcua.procedures.models import ProcedureVersion
from tests.cast import BINH_THOI
from tests.citizens import citizen, signed_in
from tests.filing_online import EXTRACT, MONDAY, send, walk
from tests.web.citizen.reading import text_of
from tests.web.staff.desk import signed_in as signed_in_desk

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def phone(office_clock: Callable[[datetime], None]) -> Client:
    """The phone of somebody signed in, on that Monday morning."""
    office_clock(MONDAY)
    return signed_in(Client(), citizen(moment=MONDAY), moment=MONDAY)


@pytest.mark.requirement("R-128")
def test_the_fee_of_the_copies_wished_is_asked_for_on_the_receipt(phone: Client) -> None:
    walk(phone)
    read = text_of(phone.get(send(phone)))
    order = PaymentOrder.objects.get()
    assert (order.amount, order.subject) == (16_000, Dossier.objects.get(channel="online").filing_number)
    assert "16.000" in read


@pytest.mark.requirement("R-128")
def test_the_till_proposes_the_copies_that_were_wished_while_they_are_not_paid(phone: Client) -> None:
    walk(phone)
    send(phone)
    dossier, clerk = Dossier.objects.get(channel="online"), signed_in_desk(BINH_THOI, Role.RECEIVE)
    till = clerk.get(f"/can-bo/ho-so/{dossier.filing_number}/phi/").content.decode()
    said = re.search(r'name="line-0" value="([^"]*)"', till)
    assert said is not None
    assert said[1] == "2"


@pytest.mark.requirement("R-128")
def test_a_fee_that_could_not_be_asked_for_loses_no_filing_and_the_desk_asks_again(phone: Client) -> None:
    version, clerk = (
        ProcedureVersion.objects.filter(procedure_id=EXTRACT),
        signed_in_desk(BINH_THOI, Role.RECEIVE),
    )
    [fee] = {str(one.fee): one.fee for one in version}.values()
    version.update(fee=fee | {"items": [item | {"amount": 10**11} for item in fee["items"]]})
    walk(phone)
    assert phone.get(send(phone)).status_code == 200
    dossier = Dossier.objects.get(channel="online")
    assert not PaymentOrder.objects.exists()
    desk = f"/can-bo/ho-so/{dossier.filing_number}/"
    assert "Chưa lập được yêu cầu thanh toán" in text_of(clerk.get(desk))
    version.update(fee=fee)
    till = clerk.get(f"{desk}phi/").content.decode()
    assert "Chưa lập được yêu cầu thanh toán" in till
    key = re.search(r'name="key" value="([^"]+)"', till)
    assert key is not None
    words = {"key": key[1], "method": "cash", "moment": "receive", "ground": "", "line-0": "2", "online": "1"}
    assert clerk.post(f"{desk}phi/", words).status_code == 302
    assert PaymentOrder.objects.get().amount == 16_000
    for page in (desk, f"{desk}phi/"):
        assert "Chưa lập được yêu cầu thanh toán" not in text_of(clerk.get(page))
