"""Anybody reads the form in force and has answers judged by it; nothing is kept, and not without end."""

import pytest

from motcua.core import tries
from motcua.procedures.models import FormVersion
from tests.api.office import Program

pytestmark = pytest.mark.usefixtures("program")
FORM, JUDGE = "/procedures/2.000884/form", "/procedures/2.000884/form/judge"


def test_the_form_in_force_is_read_without_a_token(stranger: Program):
    answer = stranger.get(FORM)
    assert (answer.status, answer.body["version"], answer.body["valid_from"]) == (200, 1, "2018-06-21")
    assert [group["key"] for group in answer.body["form"]["groups"]] == ["requester", "signing"]
    assert answer.body["digest"] == FormVersion.objects.get(procedure_id="2.000884").digest
    assert stranger.get("/procedures/2.001019/form").status == 404
    assert stranger.get("/procedures/khong-co/form").status == 404


def test_answers_are_judged_as_on_the_pages(stranger: Program):
    answers = {
        "requester_name": "Trần Thị Bé",
        "requester_home": {"line": "5", "commune": "Phường 5", "province": "TP. Hồ Chí Minh"},
        "requester_id": "079185004321",
        "paper_name": "Giấy ủy quyền",
        "paper_pages": "2",
        "paper_copies": 1,
        "way": "sign",
        "away": "no",
        "away_why": "không hiện nên không giữ",
        "nobody_asked": "x",
    }
    right = stranger.post(JUDGE, {"answers": answers}).body
    assert (right["ok"], right["errors"], right["pages"]) == (True, [], ["requester", "signing"])
    assert right["answers"]["paper_pages"] == 2
    assert not {"away_why", "nobody_asked"} & set(right["answers"])
    wrong = stranger.post(
        JUDGE, {"answers": answers | {"away": "yes", "away_why": "", "requester_id": "1"}}
    ).body
    assert {(fault["question"], fault["code"]) for fault in wrong["errors"]} == {
        ("requester_id", "identity_kind_unknown"),
        ("away_why", "answer_missing"),
    }


@pytest.mark.parametrize(
    "answers", [None, [], "x", {"requester_name": {"a": [1]}}, {"requester_home": [["x"]]}]
)
def test_what_is_no_answer_is_refused_in_words(stranger: Program, answers: object):
    answer = stranger.post(JUDGE, {"answers": answers})
    assert answer.status == 422 or answer.body["ok"] is False


@pytest.mark.requirement("R-294")
def test_who_asks_without_end_waits(stranger: Program, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tries, "JUDGEMENTS_PER_ADDRESS", 2)
    assert [stranger.post(JUDGE, {"answers": {}}).status for _ in range(3)] == [200, 200, 429]
