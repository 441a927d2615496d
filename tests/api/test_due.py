"""When would the result be handed over, asked by a program or on the command line?"""

import json
from datetime import date
from typing import Any

import pytest

from motcua.organisation.models import RoleGrant
from tests.api.office import CERTIFIED_COPY, MARITAL_STATUS, Q11, THANH_SON, Program

QUESTION = {"procedure": CERTIFIED_COPY, "unit": Q11, "received": "2022-05-16T14:59:00+07:00"}
FIELDS = {
    "due_at",
    "due_strict",
    "reason",
    "rule",
    "source",
    "ordinary_due_at",
    "provisional",
    "explanation",
}


@pytest.mark.requirement("R-092")
def test_one_minute_before_three_is_promised_for_the_same_day(program: Program):
    answer = program.post("/due", QUESTION)
    assert answer.status == 200
    assert set(answer.body) == FIELDS
    assert answer.body["due_at"] == "2022-05-16T17:00:00+07:00"
    assert answer.body["due_strict"] is False
    assert len(answer.body["explanation"]) >= 2


@pytest.mark.requirement("R-093")
def test_one_minute_after_three_is_promised_for_the_next_working_day(program: Program):
    answer = program.post("/due", QUESTION | {"received": "2022-05-16T15:01:00+07:00"})
    assert answer.body["due_at"] == "2022-05-17T17:00:00+07:00"


@pytest.mark.rule("promises 12")
def test_a_friday_after_half_past_three_in_thanh_son_is_promised_before_nine_on_monday(program: Program):
    friday = {
        "procedure": MARITAL_STATUS,
        "unit": THANH_SON,
        "received": "2023-09-29T15:31:00+07:00",
        "channel": "desk",
    }
    answer = program.post("/due", friday).body
    assert (answer["due_at"], answer["due_strict"]) == ("2023-10-02T09:00:00+07:00", True)


def test_the_same_moment_in_another_zone_is_the_same_promise(program: Program):
    here = program.post("/due", QUESTION).body
    assert program.post("/due", QUESTION | {"received": "2022-05-16T07:59:00Z"}).body == here


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"complete": False}, "incomplete"),
        ({"channel": "online"}, "channel_not_offered"),
        ({"received": "2025-07-02T09:00:00+07:00"}, "unit_not_in_force"),
        ({"unit": "khong-co"}, "unit_unknown"),
        ({"procedure": "9.999999"}, "procedure_not_in_force"),
        ({"received": "1999-05-16T14:59:00+07:00"}, None),
    ],
)
def test_an_expected_no_is_a_refusal_that_says_what_to_do(
    program: Program, changes: dict[str, Any], code: str | None
):
    answer = program.post("/due", QUESTION | changes)
    assert answer.status == 409
    assert code is None or answer.refusal == code
    assert answer.body["refusal"]["text"].endswith(".")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received": "2022-05-16T14:59:00"}, "received"),
        ({"received": "16/05/2022 14:59"}, "received"),
        ({"received": 1652687940}, "received"),
        ({"received": None}, "received"),
        ({"received": "9999-12-31T23:59:59-14:00"}, "received"),
        ({"channel": "fax"}, "channel"),
        ({"complete": "no"}, "complete"),
        ({"procedure": "2.000815\u0000"}, "procedure"),
        ({"unit": ["hcmc.q11"]}, "unit"),
    ],
)
def test_a_question_written_wrongly_names_its_field(program: Program, changes: dict[str, Any], field: str):
    answer = program.post("/due", QUESTION | changes)
    assert answer.status == 422
    assert [error["field"] for error in answer.body["errors"]] == [field]


def test_every_valid_token_may_ask_also_when_its_roles_are_over(program: Program):
    RoleGrant.objects.filter(unit_id=Q11).update(valid_to=date(2022, 5, 16))
    assert program.get("/dossiers").status == 403
    assert program.post("/due", QUESTION).status == 200


def test_the_answer_is_json_in_utf_8(program: Program):
    answer = program.post("/due", QUESTION)
    assert answer.header("Content-Type") == "application/json; charset=utf-8"
    assert json.loads(answer.content.decode("utf-8"))
