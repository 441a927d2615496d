"""Programs and payments from afar: an order opened, its public state, the list with receipts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from motcua.organisation.terms import Role
from motcua.payments.models import PaymentOrder
from tests.api.office import Program, token_for
from tests.cast import Q11
from tests.payments.online import FEE, MORNING, filed, ordered
from tests.payments.till import copies

pytestmark = pytest.mark.usefixtures("seeded")
LINES = [{"name": name, "quantity": quantity} for name, quantity in FEE.items()]


@pytest.fixture
def program(office_clock: Callable[[datetime], None]) -> Program:
    office_clock(MORNING)
    return Program(token_for(Q11, Role.RECEIVE))


@pytest.mark.requirement("R-128")
def test_an_order_is_opened_once_and_its_state_is_public_without_a_name(program: Program) -> None:
    dossier = filed()
    address = f"/dossiers/{dossier.filing_number}/payment-orders"
    made = program.post(address, {"lines": LINES}, key="open-1")
    assert made.status == 201, made.body
    assert (made.body["amount"], made.body["state"]) == (16_000, "open")
    assert program.post(address, {"lines": LINES}, key="open-2").body["reference"] == made.body["reference"]
    public = Client().get(f"/api/v1/payment-orders/{made.body['reference']}")
    assert public.status_code == 200
    assert public.json()["state_text"] == "Chờ thanh toán"
    assert dossier.applicant_name not in public.content.decode()
    assert [one["reference"] for one in program.get(address).body] == [made.body["reference"]]


def test_an_amount_is_never_taken_from_the_caller(program: Program) -> None:
    body: dict[str, Any] = {"lines": LINES, "amount": 1}
    program.post(f"/dossiers/{filed().filing_number}/payment-orders", body)
    assert PaymentOrder.objects.get().amount == 16_000


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"purpose": "obligation"}, "not_awaiting_payment"),
        ({"lines": [{"name": "Phí lạ", "quantity": 1}]}, "fee_unknown"),
        ({"lines": LINES, "ground": "trẻ em", "evidence": "x"}, "exempt_at_desk"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(program: Program, body: dict[str, Any], refusal: str) -> None:
    assert program.post(f"/dossiers/{filed().filing_number}/payment-orders", body).refusal == refusal


def test_a_dossier_of_the_desk_may_be_paid_by_code_too(program: Program) -> None:
    dossier = copies(MORNING)
    made = program.post(f"/dossiers/{dossier.code}/payment-orders", {})
    assert (made.status, made.body["amount"]) == (201, 12_000)
    assert [line["name"] for line in made.body["lines"]] == ["Giấy tờ thứ 1"]


def test_other_roles_and_other_units_open_nothing(program: Program) -> None:
    number = filed(unit="hcmc.q11.p5").filing_number
    assert program.post(f"/dossiers/{number}/payment-orders", {}).status == 404
    sealer = Program(token_for(Q11, Role.SEAL))
    assert sealer.post(f"/dossiers/{filed().filing_number}/payment-orders", {}).status == 403
    assert not PaymentOrder.objects.exists()


@pytest.mark.parametrize("reference", ["MC00000000000000", "x", "MC0000000000000'"])
def test_an_unknown_reference_is_not_there(program: Program, reference: str) -> None:
    ordered(filed())
    assert Client().get(f"/api/v1/payment-orders/{reference}").status_code in {404, 422}


def test_without_a_gateway_nobody_is_listened_to(program: Program) -> None:
    answer = Client().post("/api/v1/payments/gateway/callback", b"{}", content_type="application/json")
    assert answer.status_code == 404
