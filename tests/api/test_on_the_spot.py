"""What programs read of the 4-tại-chỗ programme, and documents they send and confirm."""

from collections.abc import Callable
from datetime import datetime

import pytest

from motcua.organisation.terms import Role
from motcua.participation.sheets import SHEETS
from tests.api.office import Program, token_for
from tests.cast import CERTIFIED_COPY, P5, Q11, VUNG_TAU, at, received
from tests.web.staff.desk import ORIGINAL

pytestmark = pytest.mark.usefixtures("seeded")
MORNING = at("2022-05-16 09:00")


@pytest.fixture
def control(office_clock: Callable[[datetime], None]) -> Program:
    office_clock(MORNING)
    return Program(token_for(Q11, Role.CONTROL))


@pytest.mark.requirement("R-047", "R-063")
def test_every_table_is_read_with_its_figures(control: Program) -> None:
    for name in SHEETS:
        answer = control.get(f"/on-the-spot/{name}")
        assert answer.status == 200, name
        assert answer.body["table"] == name
        assert all(len(row) == len(answer.body["columns"]) for row in answer.body["rows"])
    duties = control.get("/on-the-spot/duties", day="2020-11-19").body
    assert duties["figures"] == [{"value": "0/9", "label": "Nhiệm vụ đã hoàn thành"}]
    assert control.get("/on-the-spot/duties").body["figures"][0]["value"] == "2/9"


def test_no_such_table_another_unit_another_role_an_impossible_day(control: Program) -> None:
    assert control.get("/on-the-spot/khong-co").status == 404
    assert control.get("/on-the-spot/duties", unit=P5).status == 200
    assert control.get("/on-the-spot/duties", unit=VUNG_TAU).status == 404
    assert control.get("/on-the-spot/duties", day="2022-02-30").status == 422
    clerk = Program(token_for(Q11, Role.RECEIVE))
    assert clerk.get("/on-the-spot/duties").refusal == "no_role"


@pytest.mark.requirement("R-060")
def test_a_program_sends_documents_and_another_confirms_them_once(control: Program) -> None:
    code = str(received(CERTIFIED_COPY, Q11, MORNING))
    clerk, other = Program(token_for(Q11, Role.RECEIVE)), Program(token_for(P5, Role.APPRAISE))
    words = {"receiver": P5, "papers": [ORIGINAL], "message": "Đề nghị xác nhận"}
    sent = clerk.post(f"/dossiers/{code}/sent-documents", words).body
    assert (sent["sender"], sent["receiver"], sent["receipt_at"]) == (Q11, P5, None)
    assert [one["id"] for one in other.get("/sent-documents").body] == [sent["id"]]
    receipt = f"/sent-documents/{sent['id']}/receipt"
    assert clerk.post(receipt, {}).status == 404
    assert other.post(receipt, {"answer": "Đúng"}).body["receipt_at"].startswith("2022-05-16T09:0")
    assert other.post(receipt, {}).refusal == "taken_already"
    assert sent["copies"] == []
    assert other.post(f"/dossiers/{code}/sent-documents", words).refusal == "dossier_unknown"
    assert clerk.post(f"/dossiers/{code}/sent-documents", words | {"papers": []}).refusal == "papers_missing"
