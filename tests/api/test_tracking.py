"""Anybody who holds the slip may ask where the dossier stands; nobody may guess."""

from datetime import timedelta

import pytest
from django.db.models import F

from motcua.core import tries
from motcua.core.models import TryCount
from motcua.dossiers.models import Intake
from tests.api.office import Program, dossier, received, whole

PERSONAL = ("Tuyết", "079190001234", "0912345678", "+84912345678", "Bình Thới", "Thủy")


@pytest.mark.requirement("R-294")
def test_the_holder_of_the_slip_sees_state_and_promise_and_no_personal_data(
    program: Program, stranger: Program
):
    slip = program.post("/dossiers", dossier()).body
    answer = stranger.post("/track", {"code": slip["code"], "secret": slip["secret"]})
    assert answer.status == 200
    assert answer.body["state_text"] == "Đã tiếp nhận"
    assert answer.body["due_at"] == slip["promise"]["due_at"]
    assert not [word for word in PERSONAL if word in str(answer.body)]


def test_small_letters_and_a_filing_number_are_understood(program: Program, stranger: Program):
    slip = program.post("/dossiers", dossier()).body
    typed = {"code": slip["code"].lower(), "secret": slip["secret"].lower()}
    assert stranger.post("/track", typed).status == 200


@pytest.mark.requirement("R-035")
def test_an_intake_says_what_is_still_to_be_brought(program: Program, stranger: Program):
    answer = program.post("/dossiers", dossier(components=[])).body
    intake = Intake.objects.get(number=answer["intake"]["number"])
    found = stranger.post("/track", {"code": intake.number, "secret": intake.secret}).body
    assert found["state"] == "awaiting_supplement"
    assert found["missing"] == [lack["name"] for lack in answer["missing"]]
    assert found["due_at"] is None


def test_a_dossier_that_waits_names_the_papers(program: Program, stranger: Program):
    slip = program.post("/dossiers", dossier()).body
    items = [{"key": whole()[0]["key"], "why": "Bà Tuyết ký nhầm"}]
    program.post(f"/dossiers/{slip['code']}/acts/ask_supplement", {"items": items})
    found = stranger.post("/track", {"code": slip["code"], "secret": slip["secret"]}).body
    assert len(found["missing"]) == 1
    assert "Tuyết" not in str(found)


@pytest.mark.requirement("R-294")
def test_a_wrong_code_and_a_wrong_secret_are_the_same_answer(program: Program, stranger: Program):
    slip = program.post("/dossiers", dossier()).body
    wrong_secret = stranger.post("/track", {"code": slip["code"], "secret": "AAAAAAAA"})
    wrong_code = stranger.post("/track", {"code": "000.00.31.H29-220516-9999", "secret": slip["secret"]})
    assert wrong_secret.status == wrong_code.status == 404
    assert wrong_secret.body == wrong_code.body


@pytest.mark.requirement("R-294")
def test_after_many_wrong_tries_even_the_right_secret_waits(program: Program, stranger: Program):
    slip = program.post("/dossiers", dossier()).body
    right = {"code": slip["code"], "secret": slip["secret"]}
    for _ in range(tries.TRIES_PER_CODE):
        assert stranger.post("/track", right | {"secret": "AAAAAAAA"}).status == 404
    answer = stranger.post("/track", right)
    assert (answer.status, answer.refusal) == (429, "too_many_tries")
    assert 0 < int(answer.header("Retry-After") or 0) <= 15 * 60
    TryCount.objects.update(since=F("since") - timedelta(minutes=16))
    assert stranger.post("/track", right).status == 200


def test_right_answers_are_not_counted(program: Program, stranger: Program):
    slip = program.post("/dossiers", dossier()).body
    right = {"code": slip["code"], "secret": slip["secret"]}
    assert {stranger.post("/track", right).status for _ in range(40)} == {200}


def test_a_key_does_not_open_a_way_around_the_limit(program: Program, stranger: Program):
    code = received(program)
    body = {"code": code, "secret": "AAAAAAAA"}
    statuses = [stranger.post("/track", body, key="k").status for _ in range(tries.TRIES_PER_CODE + 1)]
    assert statuses[-1] == 429
