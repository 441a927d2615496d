"""The acts of the desk by a program: one at a time, or a tray at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from motcua.core.models import JournalEntry
from motcua.dossiers.models import Dossier
from motcua.organisation.terms import Role
from tests.api.office import (
    EVERYTHING,
    HOUSEHOLD_BUSINESS,
    MARITAL_STATUS,
    Q11,
    THANH_SON,
    Program,
    dossier,
    moment,
    received,
    token_for,
    whole,
)

TRIP = [("appraise", "appraised"), ("approve", "approved"), ("stamp", "ready"), ("return_result", "returned")]


@pytest.mark.requirement("R-034")
@pytest.mark.requirement("R-050")
def test_a_dossier_travels_from_reception_to_hand_over_with_nothing_to_say(program: Program):
    code = received(program)
    for act, state in TRIP:
        answer = program.post(f"/dossiers/{code}/acts/{act}")
        assert (answer.status, answer.body["state"]) == (200, state)
        assert answer.body["step"]["act"] == act
        assert answer.body["pending"] is False
    found = program.get(f"/dossiers/{code}").body
    assert [step["act"] for step in found["steps"]] == ["receive", *(act for act, _ in TRIP)]
    assert [step["seq"] for step in found["steps"]] == [1, 2, 3, 4, 5]
    assert found["returned_at"].endswith("+07:00")
    assert program.get("/dossiers").body["dossiers"] == []


@pytest.mark.parametrize("act", ["approve", "stamp", "hand_back", "return_result"])
def test_an_act_in_the_wrong_order_is_refused(program: Program, act: str):
    code = received(program)
    answer = program.post(f"/dossiers/{code}/acts/{act}")
    assert (answer.status, answer.refusal) == (409, "wrong_order")
    assert Dossier.objects.get(code=code).state == "received"


@pytest.mark.requirement("R-050")
def test_an_on_the_spot_dossier_is_never_forwarded_and_the_attempt_is_kept(program: Program):
    code = received(program)
    answer = program.post(f"/dossiers/{code}/acts/forward", key="again-1")
    assert (answer.status, answer.refusal) == (409, "on_the_spot_never_forwarded")
    assert JournalEntry.objects.filter(action="refused_act", subject=code).count() == 1


def test_an_act_by_the_wrong_role_is_forbidden_and_the_attempt_is_kept(program: Program):
    code = received(program)
    for key in (None, "with-a-key"):
        answer = Program(token_for(Q11, Role.SEAL)).post(f"/dossiers/{code}/acts/appraise", key=key)
        assert (answer.status, answer.refusal) == (403, "no_role")
    assert JournalEntry.objects.filter(action="refused_act", subject=code).count() == 2


def test_an_act_on_a_dossier_of_another_unit_is_not_there(program: Program):
    code = received(program)
    neighbour = Program(token_for(THANH_SON, *EVERYTHING))
    assert neighbour.post(f"/dossiers/{code}/acts/appraise").status == 404


def test_a_supplement_is_asked_and_taken_in(program: Program):
    code = received(program)
    key = whole()[0]["key"]
    nothing = program.post(f"/dossiers/{code}/acts/ask_supplement")
    assert (nothing.status, nothing.refusal) == (409, "items_missing")
    asked = program.post(
        f"/dossiers/{code}/acts/ask_supplement", {"items": [{"key": key, "why": "Bản chính mờ dấu"}]}
    )
    assert asked.body["state"] == "awaiting_supplement"
    brought = {"components": [{"key": key, "original": 1}]}
    answer = program.post(f"/dossiers/{code}/acts/supplement", brought)
    assert (answer.status, answer.body["state"]) == (200, "received")


def test_a_draft_is_sent_back_with_a_reason(program: Program):
    code = received(program)
    program.post(f"/dossiers/{code}/acts/appraise")
    assert program.post(f"/dossiers/{code}/acts/send_back").status == 409
    answer = program.post(f"/dossiers/{code}/acts/send_back", {"reason": "Sai số trang"})
    assert (answer.status, answer.body["state"]) == (200, "received")


def test_cancelling_a_reception_takes_two_people(program: Program):
    code = received(program)
    path = f"/dossiers/{code}/acts/cancel_reception"
    first = program.post(path, {"reason": "Nhập nhầm thủ tục"})
    assert (first.status, first.body["pending"], first.body["step"]) == (202, True, None)
    assert program.get(f"/dossiers/{code}").body["pending"] == ["cancel_reception"]
    assert program.post(path).refusal == "second_person_needed"
    second = Program(token_for(Q11, Role.RECEIVE, name="Trần Quốc Bảo")).post(path)
    assert (second.status, second.body["state"]) == (200, "cancelled")


def test_a_tray_is_judged_one_by_one_in_the_order_asked(program: Program):
    good = [received(program) for _ in range(3)]
    program.post(f"/dossiers/{good[2]}/acts/appraise")
    codes = [good[2], "khong-co", good[0], good[1], good[0]]
    answer = program.post("/acts/appraise", {"codes": codes})
    assert answer.status == 200
    answers = answer.body["answers"]
    assert [found["code"] for found in answers] == [good[2], "khong-co", good[0], good[1]]
    assert [found["refusal"] and found["refusal"]["code"] for found in answers] == [
        "wrong_order",
        "not_found",
        None,
        None,
    ]
    assert answers[2]["done"]["state"] == "appraised"


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"codes": []},
        {"codes": "all"},
        {"codes": [1]},
        {"codes": ["a\u0000"]},
        {"codes": ["x"] * 201},
    ],
)
def test_a_tray_without_codes_is_a_field_error(program: Program, body: Any):
    assert program.post("/acts/appraise", body).status == 422


def test_an_unknown_act_is_a_field_error_and_reception_is_no_act_on_a_code(program: Program):
    code = received(program)
    assert program.post(f"/dossiers/{code}/acts/dance").status == 422
    assert program.post(f"/dossiers/{code}/acts/receive").refusal == "act_unknown"


def test_a_filing_is_submitted_accepted_and_refused_by_its_number(
    program: Program, office_clock: Callable[[datetime], None]
):
    office_clock(moment("2023-09-29", "15:31"))
    desk = Program(token_for(THANH_SON, *EVERYTHING))
    body = dossier(MARITAL_STATUS, THANH_SON, components=whole(MARITAL_STATUS))
    first, second = (desk.post("/filings", body) for _ in range(2))
    assert first.status == 201
    assert first.body["state"] == "submitted"
    number = first.body["number"]
    accepted = desk.post(f"/dossiers/{number}/acts/accept")
    assert (accepted.status, accepted.body["state"]) == (200, "received")
    found = desk.get(f"/dossiers/{number}").body
    assert found["code"].startswith("000.01.41.H23-230929-")
    question = {"procedure": MARITAL_STATUS, "unit": THANH_SON, "received": found["received_at"]}
    assert found["promise"]["due_at"] == desk.post("/due", question | {"channel": "online"}).body["due_at"]
    words = {"reason": "Không thuộc thẩm quyền", "basis": "Luật Hộ tịch"}
    refused = desk.post(f"/dossiers/{second.body['number']}/acts/refuse_intake", words)
    assert (refused.status, refused.body["state"]) == (200, "refused")


def test_a_filing_is_received_at_the_desk(program: Program, office_clock: Callable[[datetime], None]):
    office_clock(moment("2023-09-29", "10:00"))
    desk = Program(token_for(THANH_SON, *EVERYTHING))
    body = dossier(MARITAL_STATUS, THANH_SON, components=whole(MARITAL_STATUS))
    number = desk.post("/filings", body).body["number"]
    other = desk.post("/dossiers", dossier("1.001193", THANH_SON, components=[]) | {"filing": number})
    assert (other.status, other.refusal) == (409, "filing_other_procedure")
    answer = desk.post("/dossiers", body | {"filing": number})
    assert (answer.status, answer.body["state"]) == (201, "received")
    assert desk.post("/dossiers", body | {"filing": "khong-co"}).status == 404


def test_a_filing_comes_only_online_or_by_kiosk(program: Program):
    answer = program.post("/filings", dossier(channel="desk"))
    assert (answer.status, answer.refusal) == (409, "channel_not_remote")


def test_an_ordinary_dossier_goes_through_its_agency(program: Program):
    code = received(program, dossier(HOUSEHOLD_BUSINESS, components=whole(HOUSEHOLD_BUSINESS)))
    Dossier.objects.filter(code=code).update(path="ordinary")
    early = program.post(f"/dossiers/{code}/acts/appraise")
    assert (early.status, early.refusal) == (409, "wrong_order")


@pytest.mark.requirement("R-035")
def test_an_intake_is_refused_with_reason_and_basis(program: Program):
    number = program.post("/dossiers", dossier(components=[])).body["intake"]["number"]
    path = f"/intakes/{number}/acts/refuse_intake"
    assert program.post(path).status == 422
    assert program.post(path, {"reason": "Không có bản chính"}).status == 422
    words = {"reason": "Không có bản chính", "basis": "NĐ 23/2015/NĐ-CP, điều 20"}
    answer = program.post(path, words)
    assert (answer.status, answer.body["state"]) == (200, "refused")
    assert set(answer.body["slips"]) == {"02", "03"}
    assert program.post(path, words).refusal == "intake_closed"
    assert program.post("/intakes/khong-co/acts/refuse_intake", words).status == 404
