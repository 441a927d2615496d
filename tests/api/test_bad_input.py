"""Whatever is sent: a clear answer, nothing half done, never a server error."""

import json
import unicodedata
from typing import Any

import pytest

from motcua.dossiers.models import Dossier, Intake
from tests.api.office import Program, applicant, dossier, received


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"\xff\xfe",
        b'{"procedure": NaN}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"procedure=2.000815",
        b'{"x": ' + b"9" * 5000 + b"}",
    ],
    ids=["cut", "not utf-8", "NaN", "deep list", "deep object", "a form", "a number without end"],
)
def test_what_is_no_json_is_a_field_error_of_the_body(program: Program, raw: bytes):
    answer = program.post_raw("/dossiers", raw, key="k")
    assert answer.status == 422
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("body", [[], "x", 1, None, True, [{"procedure": "x"}]])
def test_a_body_that_is_no_object_is_a_field_error(program: Program, body: Any):
    answer = program.post("/dossiers", body)
    assert answer.status == 422
    assert answer.body["errors"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"procedure": None}, "procedure"),
        ({"unit": ""}, "unit"),
        ({"unit": "hcmc.q11; DROP TABLE"}, "unit"),
        ({"channel": "DESK"}, "channel"),
        ({"at_once": "yes"}, "at_once"),
        ({"received": "2022-05-16T14:59:00"}, "received"),
        ({"received": "2022-05-16"}, "received"),
        ({"components": {}}, "components"),
        ({"components": [{}]}, "components.0.key"),
        ({"components": [{"key": "a", "original": -1}]}, "components.0.original"),
        ({"components": [{"key": "a", "original": 1.5}]}, "components.0.original"),
        ({"components": [{"key": "a", "copies": 10**9}]}, "components.0.copies"),
        ({"components": [{"key": "a"}] * 201}, "components"),
        ({"items": [{"title": "Bằng", "pages": 0, "copies": 1}]}, "items.0.pages"),
        ({"return_channel": "pigeon"}, "return_channel"),
        ({"applicant": None}, "applicant"),
        ({"applicant": applicant(name="A" * 201)}, "applicant.name"),
        ({"applicant": applicant(name="Nguyễn\u0000Tư")}, "applicant.name"),
        ({"applicant": applicant(name="Nguyễn \u202eTư")}, "applicant.name"),
        ({"applicant": applicant(name="\ud800")}, "applicant.name"),
        ({"applicant": applicant(name=7)}, "applicant.name"),
        ({"applicant": applicant(kind="robot")}, "applicant.kind"),
        ({"applicant": applicant(id_type="library_card")}, "applicant.id_type"),
        ({"applicant": applicant(address="x" * 301)}, "applicant.address"),
    ],
)
def test_what_is_written_wrongly_names_its_field_and_nothing_is_kept(
    program: Program, changes: dict[str, Any], field: str
):
    answer = program.post("/dossiers", dossier() | changes)
    assert answer.status == 422, answer.body
    assert [error["field"] for error in answer.body["errors"]] == [field]
    assert answer.body["errors"][0]["text"]
    assert not Dossier.objects.exists()
    assert not Intake.objects.exists()


def test_all_wrong_fields_are_named_at_once(program: Program):
    answer = program.post("/dossiers", {"procedure": 1, "unit": None})
    assert {error["field"] for error in answer.body["errors"]} == {"procedure", "unit", "applicant"}


def test_the_words_of_a_field_error_are_vietnamese(program: Program):
    answer = program.post("/dossiers", {})
    texts = {error["text"] for error in answer.body["errors"]}
    assert texts == {"Thiếu trường này."}


@pytest.mark.parametrize("megabytes", [1, 20])
def test_a_name_of_many_megabytes_is_refused(program: Program, megabytes: int):
    body = dossier(applicant=applicant(name="Ạ" * (megabytes * 1024 * 1024 // 3)))
    answer = program.post_raw("/dossiers", json.dumps(body, ensure_ascii=False).encode())
    assert answer.status in {413, 422}
    assert not Dossier.objects.exists()


def test_a_long_name_in_decomposed_letters_is_measured_as_it_is_stored(program: Program):
    name = unicodedata.normalize("NFD", ("Ệ" * 9 + " ") * 19 + "Ệ")
    assert len(name) > 200
    assert program.post("/dossiers", dossier(applicant=applicant(name=name))).status == 201


@pytest.mark.parametrize("code", ["%00", "%F0%9F%92%A9", "a" * 61, "..%2f..", "%ff", "' OR 1=1"])
def test_a_code_that_cannot_be_one_is_not_there(program: Program, code: str):
    assert program.get(f"/dossiers/{code}").status in {404, 422}
    assert program.post(f"/dossiers/{code}/acts/appraise").status in {404, 422}
    assert program.get(f"/procedures/{code}").status in {404, 422}


@pytest.mark.parametrize(
    "said", [{"items": [{"key": "x"}]}, {"items": "all"}, {"reason": 5}, {"place": "moon"}]
)
def test_what_is_said_wrongly_with_an_act_is_a_field_error(program: Program, said: dict[str, Any]):
    code = received(program)
    assert program.post(f"/dossiers/{code}/acts/ask_supplement", said).status == 422
    assert Dossier.objects.get(code=code).state == "received"


@pytest.mark.parametrize("path", ["/", "/nothing", "/dossiers/x/y/z", "/queue"])
def test_where_no_call_is_the_answer_is_json_too(program: Program, path: str):
    answer = program.get(path)
    assert (answer.status, answer.refusal) == (404, "no_such_call")


def test_a_wrong_method_is_told_which_one_is_right(program: Program):
    answer = program.get("/due")
    assert (answer.status, answer.header("Allow")) == (405, "POST")
