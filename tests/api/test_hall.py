"""The hall by a program: tickets, counters, calls, and everything that happens to a ticket."""

import pytest

from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.api.office import Q11, THANH_SON, Program, token_for

WISH = {"unit": Q11, "service": "A"}


def counter_id(program: Program, number: int = 2) -> int:
    """The id of the counter with that number."""
    found = program.get("/counters", unit=Q11).body
    return next(int(one["id"]) for one in found if one["number"] == number)


def taken(program: Program, **more: object) -> dict[str, object]:
    """A ticket just issued."""
    answer = program.post("/tickets", WISH | more)
    assert answer.status == 201, answer.body
    body: dict[str, object] = answer.body
    return body


@pytest.mark.requirement("R-038")
def test_a_program_serves_a_visit_from_the_ticket_to_the_end(program: Program) -> None:
    first = taken(program, services=["B"])
    assert (first["number"], first["state"], first["ahead"], first["counter"]) == ("A001", "waiting", 0, None)
    assert isinstance(first["estimate"], str)
    second = taken(program, priority="elderly")
    assert program.get(f"/tickets/{first['id']}").body["ahead"] == 1
    assert [one["number"] for one in program.get("/tickets").body] == ["A002", "A001"]
    here = counter_id(program)
    assert program.post(f"/counters/{here}/call").refusal == "counter_not_open"
    opened = program.post(f"/counters/{here}/open", {"services": ["A"]}).body
    assert (opened["open"], opened["services"], opened["classes"]) == (True, ["A"], [])
    called = program.post(f"/counters/{here}/call").body["ticket"]
    assert (called["id"], called["counter"], called["state"]) == (second["id"], 2, "called")
    ticket = f"/tickets/{called['id']}"
    for act, body, state in (
        ("recall", None, "called"),
        ("confirm_priority", None, "called"),
        ("start", None, "serving"),
        ("hold", {"reason": "Thiếu ảnh"}, "on_hold"),
        ("resume", {"counter": 2}, "serving"),
        ("transfer", {"service": "B", "reason": "Việc hộ tịch"}, "waiting"),
        ("leave", {"reason": "Bận việc"}, "left"),
        ("reinsert", None, "waiting"),
    ):
        answer = program.post(f"{ticket}/{act}", body)
        assert (answer.status, answer.body["state"]) == (200, state), act
    assert program.post(f"/counters/{here}/call").body["ticket"]["id"] == first["id"]
    assert program.post(f"/tickets/{first['id']}/start").status == 200
    assert program.post(f"/tickets/{first['id']}/finish").body["service"] == "B"
    assert program.post(f"/counters/{here}/call").status == 204
    assert program.post(f"/counters/{here}/close").body["open"] is False
    assert verify() == []


@pytest.mark.requirement("R-293")
def test_a_call_out_of_order_needs_its_reason(program: Program) -> None:
    taken(program)
    second = taken(program)
    here = counter_id(program)
    program.post(f"/counters/{here}/open")
    assert program.post(f"/counters/{here}/call", {"ticket": second["id"]}).refusal == "reason_missing"
    answer = program.post(f"/counters/{here}/call", {"ticket": second["id"], "reason": "Người bệnh nặng"})
    assert answer.body["ticket"]["id"] == second["id"]
    assert program.post(f"/counters/{here}/close").refusal == "counter_busy"
    assert program.post(f"/counters/{here}/close", {"reason": "Hết ca"}).status == 200
    assert program.get(f"/tickets/{second['id']}").body["state"] == "waiting"


def test_a_ticket_asked_for_twice_with_one_key_is_one_ticket(program: Program) -> None:
    answers = [program.post("/tickets", WISH, key="may-lay-so-1").body for _ in range(2)]
    assert answers[0] == answers[1]
    assert taken(program)["number"] == "A002"
    here = counter_id(program)
    program.post(f"/counters/{here}/open")
    calls = [program.post(f"/counters/{here}/call", key="goi-1").body for _ in range(2)]
    assert calls[0] == calls[1]


def test_what_is_not_there_or_not_of_the_unit_is_not_found(program: Program) -> None:
    ticket = taken(program)
    other = Program(token_for(THANH_SON, Role.RECEIVE))
    here = counter_id(program)
    for answer in (
        other.get(f"/tickets/{ticket['id']}"),
        other.post(f"/tickets/{ticket['id']}/leave"),
        other.post("/tickets", WISH),
        other.get("/counters", unit=Q11),
        other.post(f"/counters/{here}/open"),
        program.post("/tickets/khong-co/leave"),
        program.post(f"/tickets/{ticket['id']}/issue"),
        program.post(f"/counters/{10**12}/call"),
    ):
        assert answer.status == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (WISH | {"service": "Z"}, 409, "group_unknown"),
        (WISH | {"service": "a"}, 422, "invalid"),
        (WISH | {"channel": "appointment"}, 409, "slot_wrong"),
        (WISH | {"channel": "kiosk"}, 409, "kiosk_unknown"),
        (WISH | {"channel": "fax"}, 422, "invalid"),
        (WISH | {"priority": "rich"}, 422, "invalid"),
        (WISH | {"channel": "web", "phone": "1"}, 422, "invalid"),
        ({}, 422, "invalid"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(
    program: Program, body: dict[str, object], status: int, code: str
) -> None:
    answer = program.post("/tickets", body)
    assert (answer.status, answer.refusal) == (status, code)


def test_who_only_appraises_has_no_part_in_the_hall(program: Program) -> None:
    ticket = taken(program)
    appraiser = Program(token_for(Q11, Role.APPRAISE))
    assert appraiser.post("/tickets", WISH).status == 403
    assert appraiser.post(f"/tickets/{ticket['id']}/leave").status == 403
    helper = Program(token_for(Q11, Role.ASSIST))
    assert helper.post("/tickets", WISH).status == 201
    assert helper.post(f"/counters/{counter_id(program)}/open").status == 403


def test_an_act_in_the_wrong_state_says_so(program: Program) -> None:
    ticket = taken(program)
    answer = program.post(f"/tickets/{ticket['id']}/finish")
    assert (answer.status, answer.refusal) == (409, "ticket_wrong_order")
    assert program.post(f"/tickets/{ticket['id']}/dance").status == 404
    assert program.post(f"/tickets/{ticket['id']}/transfer", {"counter": 77}).refusal == "counter_not_there"
